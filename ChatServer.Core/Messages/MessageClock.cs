using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>
/// Two times of a message. <see cref="MessageMoment.Wall"/> is what the system's clock says, and is shown to people. <see cref="MessageMoment.Age"/> is what ages are measured with:
/// it follows the system's clock, but a jump of that clock moves it only slowly, so that no message expires because a clock was wrong. As a <see cref="TimeProvider"/> it gives the
/// time for new ids. Thread-safe.
/// </summary>
/// <param name="time">The system's clock, and its monotonic time.</param>
/// <param name="maxAge">How old messages get; zero if they do not expire.</param>
public sealed class MessageClock(TimeProvider time, TimeSpan maxAge) : TimeProvider
{
    // While the clock and the ages differ, they come together by an eighth of the time that passes: so ages are at most that much wrong.
    private const int CatchUp = 8;
    private const long AdjustInterval = 1000;

    // How much of the time between two runs counts at once. The rest counts while the server runs: nobody knows whether it passed.
    private readonly long _maxBetweenRuns = maxAge == TimeSpan.Zero
        ? MessageMoment.Plausible
        : (long)Math.Min(TimeSpan.FromHours(1).TotalMilliseconds, maxAge.TotalMilliseconds / 8);

    // Guards the start and adjustments. A leaf.
    private readonly Lock _lock = new();
    private long _newest = long.MinValue;
    private bool _isKept;
    private long _adjusted;

    // Age minus monotonic time. MinValue before the first use.
    private long _offset = long.MinValue;

    /// <summary>Both times now.</summary>
    public MessageMoment Now()
    {
        long wall = time.GetUtcNow().ToUnixTimeMilliseconds();
        long passed = Monotonic();
        if (Volatile.Read(ref _offset) == long.MinValue || passed - Volatile.Read(ref _adjusted) >= AdjustInterval)
            Adjust(wall, passed);
        return new MessageMoment(wall, passed + Volatile.Read(ref _offset));
    }

    /// <summary>Gives the id of a message that is accepted now. Reads the clock once.</summary>
    /// <param name="ids">Gives ids.</param>
    /// <param name="kept">What is kept of the time besides the id; <see langword="default"/> if the id tells it.</param>
    public Guid NextId(MessageIds ids, out MessageMoment kept)
    {
        MessageMoment now = Now();
        Guid id = ids.Next(now.TimeOfId);
        kept = MessageIds.Tells(id, now) ? default : now;
        return id;
    }

    /// <summary>The time for new ids.</summary>
    public override DateTimeOffset GetUtcNow()
    {
        MessageMoment now = Now();
        return DateTimeOffset.FromUnixTimeMilliseconds(now.TimeOfId);
    }

    /// <summary>A message was read from the store: the ages go on from it. Before the first use only.</summary>
    /// <param name="age">When it was accepted, as <see cref="MessageMoment.Age"/>.</param>
    public void Observe(long age) => _newest = Math.Max(_newest, age);

    /// <summary>This was kept by an earlier run: the ages go on from it, whatever messages before it say. Before the first use only.</summary>
    /// <param name="age">The time, as <see cref="MessageMoment.Age"/>.</param>
    public void Resume(long age) => (_newest, _isKept) = (age, true);

    // In milliseconds. The usual clock counts these; the general way goes through a floating-point number.
    private long Monotonic() => time.TimestampFrequency == 1000 ? time.GetTimestamp() : time.GetElapsedTime(0).Ticks / TimeSpan.TicksPerMillisecond;

    private void Adjust(long wall, long passed)
    {
        lock (_lock)
        {
            if (_offset == long.MinValue)
            {
                Volatile.Write(ref _offset, Start(wall) - passed);
                Volatile.Write(ref _adjusted, passed);
                return;
            }

            long max = (passed - _adjusted) / CatchUp;
            if (passed - _adjusted < AdjustInterval)
                return;
            long difference = wall - (passed + _offset);
            Volatile.Write(ref _offset, _offset + Math.Clamp(difference, -max, max));
            Volatile.Write(ref _adjusted, passed);
        }
    }

    private long Start(long wall)
    {
        // Releases that kept no such time gave ids of the future while and after their clock was ahead. Nothing may expire because of these.
        bool isFromTheFuture = !_isKept && _newest > wall + (long)TimeSpan.FromDays(1).TotalMilliseconds;
        return _newest == long.MinValue || isFromTheFuture ? wall : _newest + Math.Clamp(wall - _newest, 0, _maxBetweenRuns);
    }
}
