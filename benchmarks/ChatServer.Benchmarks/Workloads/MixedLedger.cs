using System.Diagnostics;
using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Workloads;

/// <summary>What each of many people must get from each other, in which order.</summary>
/// <param name="errors">Where errors are counted.</param>
internal sealed class MixedLedger(LoadErrors errors)
{
    private readonly Dictionary<(int From, int To), Queue<Expected>> _expected = [];
    private readonly HashSet<(int To, long Number)> _skipped = [];
    private long _roundStart;

    /// <summary>Messages that have not come.</summary>
    public long Open { get; private set; }

    /// <summary>Messages that came.</summary>
    public long Received { get; private set; }

    /// <summary>How long those of this round took whose recipient was there all the time.</summary>
    public LatencyHistogram Times { get; private set; } = new();

    /// <summary>A round starts: what was sent before took a pause, too.</summary>
    public void StartRound()
    {
        Times = new LatencyHistogram();
        _roundStart = Stopwatch.GetTimestamp();
    }

    /// <summary>Notes a message that was sent.</summary>
    public void Expect(int from, int to, long number)
    {
        if (!_expected.TryGetValue((from, to), out Queue<Expected>? queue))
            _expected[(from, to)] = queue = [];
        queue.Enqueue(new Expected(number, Stopwatch.GetTimestamp()));
        Open++;
    }

    /// <summary>Notes a message that came.</summary>
    /// <param name="from">Who sent it.</param>
    /// <param name="to">Who got it.</param>
    /// <param name="number">Which one.</param>
    /// <param name="hereSince">Since when the recipient is there.</param>
    public void Receive(int from, int to, long number, long hereSince)
    {
        Queue<Expected>? queue = _expected.GetValueOrDefault((from, to));
        if (queue == null || !Holds(queue, number))
        {
            if (!_skipped.Remove((to, number)))
            {
                errors.Doubled++;
                return;
            }

            errors.Reordered++;
            Received++;
            Open--;
            return;
        }

        Expected next;
        while ((next = queue.Dequeue()).Number != number)
            _skipped.Add((to, next.Number));
        Received++;
        Open--;
        if (next.SentAt >= Math.Max(hereSince, _roundStart))
            Times.Add((long)Stopwatch.GetElapsedTime(next.SentAt).TotalMicroseconds);
    }

    // Nearly always it is the first.
    private static bool Holds(Queue<Expected> queue, long number)
        => queue.TryPeek(out Expected first) && (first.Number == number || queue.Any(expected => expected.Number == number));

    private readonly record struct Expected(long Number, long SentAt);
}
