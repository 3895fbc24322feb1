using System.Diagnostics;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Store;

/// <summary>The command <c>store</c>: what a message costs that waits, how long a restart takes with many of them, and how fast a returning user gets them.</summary>
internal sealed class StoreRun(StoreOptions options, TextWriter output) : IDisposable
{
    private const int Restarts = 3;
    private const string Collector = "collector";

    private readonly Workspace _workspace = new();
    private ServerProcess? _server;

    /// <summary>Measures and reports.</summary>
    public async Task<bool> RunAsync()
    {
        _workspace.Write(new ServerConfiguration
        {
            Store = StoreKind.Journal,
            MaxMessages = options.Messages + (2L * StoreOptions.Backlog),
            MaxMessagesPerUser = Math.Max(StoreOptions.Backlog, (options.Messages / StoreOptions.Users) + 1),
        });
        output.WriteLine($"store: {options.Messages:N0} messages of {StoreOptions.TextLength} bytes for {StoreOptions.Users:N0} users");
        await FillAsync().ConfigureAwait(false);
        await RestartAsync().ConfigureAwait(false);
        FlushBacklog();
        foreach (string line in _server!.Errors.Take(20))
            output.WriteLine($"the server said: {line}");
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _server?.Dispose();
        _workspace.Dispose();
    }

    private async Task FillAsync()
    {
        TimeSpan ready = await StartAsync().ConfigureAwait(false);
        WireConnection.LogIn(_server!.EndPoint, Collector).Dispose();
        long empty = ProcessUsage.Of(_server.Id).Resident;
        output.WriteLine($"  empty: {ready.TotalMilliseconds:N0} ms from the start of the process to the start-up report, {Megabytes(empty)} resident");

        long start = Stopwatch.GetTimestamp();
        StoreFiller.Fill(_server.EndPoint, [.. Enumerable.Range(0, StoreOptions.Users).Select(i => $"user{i}")], options.Messages);
        TimeSpan filled = Stopwatch.GetElapsedTime(start);
        long full = ProcessUsage.Of(_server.Id).Resident;
        output.WriteLine($"  filled and on disk: {options.Messages / filled.TotalSeconds:N0} messages/s, {Megabytes(full)} resident, {PerMessage(full - empty)} of memory, journal {Megabytes(_workspace.DataBytes)}, {PerMessage(_workspace.DataBytes)}");
    }

    private async Task RestartAsync()
    {
        var times = new List<double>();
        for (int i = 0; i < Restarts; i++)
        {
            await _server!.KillAsync().ConfigureAwait(false);
            _server.Dispose();
            times.Add((await StartAsync().ConfigureAwait(false)).TotalMilliseconds);
        }

        output.WriteLine($"  restart to ready: {Median.Of(times):N0} ms, median of {Restarts} ({string.Join(", ", times.Select(time => time.ToString("N0", null)))}); then {Megabytes(ProcessUsage.Of(_server!.Id).Resident)} resident");
    }

    private void FlushBacklog()
    {
        StoreFiller.Fill(_server!.EndPoint, [Collector], StoreOptions.Backlog);
        TimeSpan time = BacklogReader.Read(_server.EndPoint, Collector, StoreOptions.Backlog);
        output.WriteLine($"  {StoreOptions.Backlog:N0} messages for a returning user: {time.TotalMilliseconds:N0} ms from the connect to the last, {StoreOptions.Backlog / time.TotalSeconds:N0} messages/s");
    }

    private async Task<TimeSpan> StartAsync()
    {
        _server = new ServerProcess(_workspace.ConfigurationFile, options.Server);
        return await _server.ReadyAsync().ConfigureAwait(false);
    }

    private string PerMessage(long bytes) => $"{(double)bytes / options.Messages:N0} bytes for each";

    private static string Megabytes(long bytes) => $"{bytes / 1e6:N0} MB";
}
