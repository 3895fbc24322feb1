using BenchmarkDotNet.Attributes;

namespace ChatServer.MicroBenchmarks;

/// <summary>Each operation under BenchmarkDotNet.</summary>
[MemoryDiagnoser]
public class OperationBenchmark
{
    private Operation _operation = null!;

    /// <summary>Name of the operation.</summary>
    [ParamsSource(nameof(Names))]
    public string Operation { get; set; } = string.Empty;

    /// <summary>Names of all operations.</summary>
    public static IEnumerable<string> Names => OperationCatalog.Names;

    /// <summary>Prepares the operation.</summary>
    [GlobalSetup]
    public void Prepare() => _operation = OperationCatalog.Create(Operation);

    /// <summary>Runs it once.</summary>
    [Benchmark]
    public void Run() => _operation.Run();

    /// <summary>Ends what it was prepared with.</summary>
    [GlobalCleanup]
    public async Task EndAsync() => await _operation.DisposeAsync();
}
