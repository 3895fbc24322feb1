using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using ChatServer.MicroBenchmarks;
using ChatServer.MicroBenchmarks.Allocations;

if (args is ["allocations", .. string[] options])
    return await AllocationCommand.RunAsync(options, Console.Out, Console.Error);
if (args is ["time", .. string[] timing])
    return await TimeCommand.RunAsync(timing, Console.Out, Console.Error);
if (args is [] or ["--help"] or ["-h"])
{
    Console.WriteLine("""
        Measures what single operations of the server cost.

          allocations            compares the bytes that each allocates with allocations.txt
          allocations --write    writes them there
          time RelayBlock 4      measures the time of one for 4 seconds, run by run; also on a busy machine
          --filter '*'           measures the time of all with BenchmarkDotNet
          --filter '*Relay*'     of those whose name contains Relay; all options of BenchmarkDotNet are understood
        """);
    return 0;
}

// In a process for each operation it would build the whole server each time.
IEnumerable<Summary> summaries = BenchmarkSwitcher.FromAssembly(typeof(OperationBenchmark).Assembly).Run([.. args, "--inProcess"]);
return summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success)) ? 0 : 1;
