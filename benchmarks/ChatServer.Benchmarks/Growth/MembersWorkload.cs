using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Wire;
using ChatServer.Benchmarks.Workloads;

namespace ChatServer.Benchmarks.Growth;

/// <summary>What a group costs: a message for each member, the question who is in it, and somebody who joins and leaves while all are told.</summary>
/// <param name="members">How many, without the one who speaks.</param>
internal sealed class MembersWorkload(int members) : Workload
{
    /// <summary>CPU of the server for each delivery of a message, its confirmation included.</summary>
    public static readonly Column PerDelivery = new("deliveryCpu", "us", "server CPU for each delivery, µs", 2);

    /// <summary>CPU of the server for the answer to <c>Members</c>.</summary>
    public static readonly Column PerMembers = new("membersCpu", "us", "for Members, µs", 1);

    /// <summary>CPU of the server for one who joins or leaves.</summary>
    public static readonly Column PerJoin = new("joinCpu", "us", "for Join or Leave, µs", 1);

    private const int TextLength = 32;
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50);

    private Group? _group;
    private WireConnection? _joiner;

    /// <inheritdoc/>
    public override void Prepare()
    {
        _group = new Group(Target, members + 1, TextLength, confirms: true);
        _joiner = Crowd.LogIn(Target, Target.Id("joiner"));
    }

    /// <inheritdoc/>
    public override void Measure(TimeSpan time, Action<string, Figures> add)
    {
        var figures = new Figures();
        long before = _group!.Delivered;
        var meter = new CpuMeter(Target);
        _group.Say(window: 1, time, new LatencyHistogram());
        Read(figures, PerDelivery, meter, _group.Delivered - before);

        meter = new CpuMeter(Target);
        long count = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time / 2; count++)
            Ask(_group.Speaker, $"Members {_group.Name}", $"{_group.Name} has ");
        Read(figures, PerMembers, meter, count);

        meter = new CpuMeter(Target);
        count = 0;
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time / 2; count += 2)
        {
            Ask(_joiner!, $"Join {_group.Name}", "You are in ");
            Ask(_joiner!, $"Leave {_group.Name}", "You have left ");
            _group.DropNotifications(TimeSpan.Zero);
        }

        _group.DropNotifications(Settle);
        Read(figures, PerJoin, meter, count);
        add("", figures);
    }

    /// <inheritdoc/>
    public override void Finish() => _group!.Finish();

    /// <inheritdoc/>
    public override void Dispose()
    {
        _group?.Dispose();
        _joiner?.Dispose();
        base.Dispose();
    }

    private static void Ask(WireConnection connection, string question, string answer)
    {
        connection.AppendLine(question);
        connection.Flush();
        connection.WaitForLine(Encoding.ASCII.GetBytes(answer));
    }

    private static void Read(Figures figures, Column column, CpuMeter meter, long count)
    {
        if (count > 0 && meter.Read(count).ServerMicroseconds is double microseconds)
            figures[column] = microseconds;
    }
}
