using System.Diagnostics;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>
/// <c>offline</c>: messages are stored for a user who is away; the user comes back, gets and confirms them; at the second return nothing comes.
/// </summary>
/// <param name="messages">How many.</param>
/// <param name="textLength">Bytes of each text.</param>
internal sealed class OfflineWorkload(int messages, int textLength) : Workload
{
    /// <summary>Its name.</summary>
    public const string Name = "offline";

    private static readonly Column Stored = new("stored", "1/s", "stored/s");
    private static readonly Column StoreCpu = new("storeCpu", "us", "server CPU to store each, µs", 2);
    private static readonly Column Flushed = new("flushed", "1/s", "flushed and confirmed/s");
    private static readonly Column FlushCpu = new("flushCpu", "us", "server CPU to flush each, µs", 2);

    private string Away => Target.Id("away");

    /// <summary>Reads its options.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static WorkloadPlan Plan(Arguments arguments)
    {
        LoadOptions options = LoadOptions.Parse(arguments, ["tcp", "ws"], store: "both");
        int messages = options.Number(arguments, "--messages", 1, 10_000_000, 100_000);
        int bytes = options.Number(arguments, "--bytes", NumberedLine.Digits, 3000, 32);
        return new WorkloadPlan
        {
            Name = Name,
            Options = options,
            Columns = [Stored, StoreCpu, Flushed, FlushCpu],
            Kept = Stored,
            Connections = 2,
            Create = target => new OfflineWorkload(messages, bytes) { Target = target },

            // The last one is the sender's own.
            Configuration = ServerConfiguration.WithRoomFor(messages, messages + 1, bytes),
        };
    }

    /// <inheritdoc/>
    public override void Prepare()
    {
        using WireConnection away = Crowd.LogIn(Target, Away);
        Mailbox.EmptyLeftovers(Target, away);
    }

    /// <inheritdoc/>
    public override void WarmUp(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        do
            base.WarmUp(time);
        while (Stopwatch.GetElapsedTime(start) < time);
    }

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        var figures = new Figures();
        var meter = new CpuMeter(Target);
        Filler.Fill(Target, [Away], messages, textLength);
        Read(meter, figures, Stored, StoreCpu);

        meter = new CpuMeter(Target);
        Return.Read(Target, Away, messages);
        Read(meter, figures, Flushed, FlushCpu);

        Return.Read(Target, Away, 0);
        add("", figures);
    }

    /// <inheritdoc/>
    public override void Finish()
    {
    }

    private void Read(CpuMeter meter, Figures figures, Column rate, Column cpu)
    {
        CpuMeter.Reading reading = meter.Read(messages);
        figures[rate] = reading.PerSecond;
        if (reading.ServerMicroseconds is double microseconds)
            figures[cpu] = microseconds;
    }
}
