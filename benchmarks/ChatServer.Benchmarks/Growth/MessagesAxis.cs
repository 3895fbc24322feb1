using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;
using ChatServer.Benchmarks.Workloads;

namespace ChatServer.Benchmarks.Growth;

/// <summary>Messages that wait in the journal for users who are away.</summary>
internal sealed class MessagesAxis : GrowthAxis
{
    private const int Recipients = 1000;
    private const int Pairs = 50;
    private const int Window = 64;
    private const int TextLength = 32;
    private const int Restarts = 3;

    // Below this, what the runtime takes for itself is more than the messages.
    private const int MinForMemory = 100_000;

    private static readonly Column Memory = new("memory", "B", "memory each, bytes");
    private static readonly Column Journal = new("journal", "B", "journal each, bytes");
    private static readonly Column Stored = new("stored", "1/s", "stored/s");
    private static readonly Column Start = new("start", "ms", "start, ms");

    /// <inheritdoc/>
    public override string Name => "messages";

    /// <inheritdoc/>
    public override string Title => "Messages stored";

    /// <inheritdoc/>
    public override IReadOnlyList<int> Sizes => [0, 1000, 10_000, 100_000, 1_000_000];

    /// <inheritdoc/>
    public override IReadOnlyList<Column> Columns => [Column.ServerCpu, Start, Memory, Journal, Stored];

    /// <inheritdoc/>
    public override int Connections(int size) => 2 * Pairs;

    /// <inheritdoc/>
    public override ServerConfiguration Configure(int size) => new() { Store = StoreKind.Journal };

    /// <inheritdoc/>
    public override async Task<Workload> PrepareAsync(OwnServer server, int size, Progress progress, Action<Figures> once)
    {
        if (size > 0)
            Fill(server, size, progress, once);
        for (int i = 0; i < Restarts; i++)
        {
            await server.Process.KillAsync().ConfigureAwait(false);
            once(new Figures { [Start] = (await server.StartAsync().ConfigureAwait(false)).TotalMilliseconds });
        }

        return new RelayWorkload(Pairs, Window, TextLength, hasReceipts: false) { Target = server.Target(Describe(size), WireTransport.Tcp, progress) };
    }

    private static string Describe(int size) => $"{size:N0} messages";

    private static void Fill(OwnServer server, int size, Progress progress, Action<Figures> once)
    {
        LoadTarget target = server.Target(Describe(size), WireTransport.Tcp, progress);
        Crowd.LogIn(target, "first").Dispose();
        long empty = ProcessUsage.Of(server.Process.Id).Resident;
        var meter = new CpuMeter(target);
        Filler.Fill(target, [.. Enumerable.Range(0, Recipients).Select(i => target.Id("away", i))], size, TextLength);
        var figures = new Figures { [Stored] = meter.Read(size).PerSecond };
        if (size >= MinForMemory)
        {
            figures[Memory] = (ProcessUsage.Of(server.Process.Id).Resident - empty) / (double)size;
            figures[Journal] = server.Workspace.DataBytes / (double)size;
        }

        once(figures);
    }
}
