using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace SuperSocket.Benchmarks;

/// <summary>Measures all servers in turns, so that what else the machine does hits all of them, and prints the median of the rounds.</summary>
internal sealed class BenchmarkRun(RunOptions options)
{
    private readonly Dictionary<(string Kind, string Measure), List<double>> _results = [];

    public async Task RunAsync()
    {
        for (int round = 0; round < options.Rounds; round++)
        {
            foreach (string kind in Servers.Kinds)
                await MeasureAsync(kind);
        }

        Console.WriteLine("| Server | µs of CPU per request | requests/s | p99, ms | µs of CPU per delivery of a broadcast | bytes per idle connection |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (string kind in Servers.Kinds)
        {
            string load = $"{Show(kind, "cpu", "0.00")} | {Show(kind, "rate", "0")} | {Show(kind, "p99", "0.00")}";
            Console.WriteLine($"| {kind} | {load} | {Show(kind, "broadcast", "0.00")} | {Show(kind, "idle", "0")} |");
        }
    }

    private static async Task<double> ReadMemoryAsync(Process server)
    {
        await Task.Delay(500);
        server.Refresh();
        return server.WorkingSet64;
    }

    private static async Task<int> ReadPortAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Program.Listening, StringComparison.Ordinal))
                return int.Parse(line[Program.Listening.Length..], CultureInfo.InvariantCulture);
        }

        throw new InvalidOperationException("The server does not start.");
    }

    private string Show(string kind, string measure, string format)
    {
        if (!_results.TryGetValue((kind, measure), out List<double>? values))
            return "";
        values.Sort();
        return values[values.Count / 2].ToString(format, CultureInfo.InvariantCulture);
    }

    private void Add(string kind, string measure, double value)
    {
        if (!_results.TryGetValue((kind, measure), out List<double>? values))
            _results[(kind, measure)] = values = [];
        values.Add(value);
    }

    private async Task MeasureAsync(string kind)
    {
        // `dotnet run` starts the program's own executable, `dotnet FILE.dll` the host.
        string self = Environment.ProcessPath!;
        string[] assembly = Path.GetFileNameWithoutExtension(self) == "dotnet" ? [typeof(Program).Assembly.Location] : [];
        var start = new ProcessStartInfo(self, [.. assembly, "serve", kind])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process server = Process.Start(start)!;
        try
        {
            int port = await ReadPortAsync(server.StandardOutput);
            var endPoint = new IPEndPoint(IPAddress.Loopback, port);

            // First: memory that a load leaves behind would be used for the connections.
            Add(kind, "idle", await IdleAsync(server, endPoint));

            // Kestrel is compiled ahead. The hot methods of the others are compiled in the first seconds.
            await LoadAsync(endPoint, TimeSpan.FromSeconds(options.WarmUp));
            await Console.Error.WriteLineAsync($"{kind}: echo");
            TimeSpan before = server.TotalProcessorTime;
            LoadResult load = await LoadAsync(endPoint, TimeSpan.FromSeconds(options.Seconds));
            server.Refresh();
            Add(kind, "cpu", (server.TotalProcessorTime - before).TotalMicroseconds / load.Requests);
            Add(kind, "rate", load.Requests / (double)options.Seconds);
            Add(kind, "p99", load.P99.TotalMilliseconds);
            await Console.Error.WriteLineAsync($"{kind}: {load.Requests} requests");
            if (kind.EndsWith("framed", StringComparison.Ordinal))
                Add(kind, "broadcast", await BroadcastAsync(server, endPoint));
        }
        finally
        {
            server.StandardInput.Close();
            if (!server.WaitForExit(5000))
                server.Kill();
        }
    }

    private async Task<LoadResult> LoadAsync(IPEndPoint server, TimeSpan time)
    {
        using var end = new CancellationTokenSource(time);
        List<long>[] all = await Task.WhenAll(Enumerable.Range(0, options.Connections).Select(_ => Task.Run(() => MessageClient.EchoAsync(server, end.Token))));
        long[] latencies = [.. all.SelectMany(list => list).Order()];
        return new LoadResult(latencies.Length, Stopwatch.GetElapsedTime(0, latencies[(int)(latencies.Length * 0.99)]));
    }

    // One client has its message sent to all, and waits until all have it.
    private async Task<double> BroadcastAsync(Process server, IPEndPoint endPoint)
    {
        List<MessageClient> clients = [];
        for (int i = 0; i < options.Connections; i++)
        {
            clients.Add(await MessageClient.ConnectAsync(endPoint));

            // A connection that the server has not accepted yet would miss the first broadcast.
            await clients[i].SendAsync((byte)'E');
            await clients[i].ReadAsync();
        }

        server.Refresh();
        TimeSpan before = server.TotalProcessorTime;
        long deliveries = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < options.Seconds; deliveries += clients.Count)
        {
            await clients[0].SendAsync((byte)'B');
            foreach (MessageClient client in clients)
                await client.ReadAsync();
        }

        server.Refresh();
        double cpu = (server.TotalProcessorTime - before).TotalMicroseconds / deliveries;
        clients.ForEach(client => client.Dispose());
        return cpu;
    }

    private async Task<double> IdleAsync(Process server, IPEndPoint endPoint)
    {
        double before = await ReadMemoryAsync(server);
        List<MessageClient> clients = [];
        for (int i = 0; i < options.Idle; i++)
            clients.Add(await MessageClient.ConnectAsync(endPoint));
        double after = await ReadMemoryAsync(server);
        clients.ForEach(client => client.Dispose());
        return (after - before) / options.Idle;
    }

    private readonly record struct LoadResult(long Requests, TimeSpan P99);
}
