using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Group;

/// <summary>The command <c>group</c>: what a message to a group costs.</summary>
internal sealed class GroupRun(GroupOptions options, TextWriter output)
{
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    /// <summary>Measures and reports.</summary>
    public async Task<bool> RunAsync()
    {
        output.WriteLine($"group: {options.Members} members over {options.Transport}, {options.Window} messages of {options.TextLength} bytes under way, store {options.Store}, confirmed {(options.Confirms ? "one by one" : "between rounds")}, {options.Rounds} rounds of {options.Time.TotalSeconds} s");
        using var workspace = new Workspace();
        workspace.Write(new ServerConfiguration { Store = options.Store });
        using var server = new ServerProcess(workspace.ConfigurationFile, options.Server);
        await server.ReadyAsync().ConfigureAwait(false);
        long before = ProcessUsage.Of(server.Id).Resident;
        using var load = new GroupLoad(server, options);
        long idle = ProcessUsage.Of(server.Id).Resident;
        output.WriteLine($"  {(idle - before) / 1024.0 / options.Members:F1} KiB of the server's memory for each member who logged in");
        load.Run(WarmUp);

        var measures = new List<GroupMeasure>();
        for (int round = 1; round <= options.Rounds; round++)
        {
            GroupMeasure measure = load.Run(options.Time);
            measures.Add(measure);
            output.WriteLine($"  round {round} {Describe(measure)}");
        }

        output.WriteLine(Describe(new GroupMeasure(
            Median.Of(measures.Select(measure => measure.DeliveriesPerSecond)),
            Median.Of(measures.Select(measure => measure.ServerMicroseconds)),
            Median.Of(measures.Select(measure => measure.LoadMicroseconds)),
            Median.Of(measures.Select(measure => measure.Milliseconds)))) + "   (medians)");
        foreach (string line in server.Errors.Take(20))
            output.WriteLine($"the server said: {line}");
        return true;
    }

    private static string Describe(GroupMeasure measure)
        => $"{measure.DeliveriesPerSecond,12:N0} deliveries/s {measure.ServerMicroseconds,8:F2} µs server {measure.LoadMicroseconds,8:F2} µs load generator, last delivery after {measure.Milliseconds:F1} ms";
}
