using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>
/// Gives the two times of a message. <see cref="MessageMoment.Wall"/> is the system's time, and is shown to people. <see cref="MessageMoment.Age"/>
/// measures ages. It follows the system's clock, but only slowly after a jump, so that no message expires because a clock was wrong. As a
/// <see cref="TimeProvider"/>, this class gives the time for new ids. Thread-safe.
/// </summary>
/// <param name="time">The system's clock, and its monotonic time.</param>
/// <param name="maxAge">Maximum age of messages; zero if they do not expire.</param>
public sealed class MessageClock(TimeProvider time, TimeSpan maxAge) : TimeProvider
{
    // A difference between clock and ages shrinks by at most 1/8 of the elapsed time. Therefore an age is wrong by at most 1/8.
    private const int CatchUp = 8;
    private const long AdjustInterval = 1000;

    // Maximum downtime that counts towards ages at the start, because the downtime by the clock is not reliable. The rest is made up while the server runs.
    private readonly long _maxBetweenRuns = maxAge == TimeSpan.Zero
        ? MessageMoment.Plausible
        : (long)Math.Min(TimeSpan.FromHours(1).TotalMilliseconds, maxAge.TotalMilliseconds / 8);

    // Guards the start and the adjustments. No other lock is taken while it is held.
    private readonly Lock _lock = new();
    private long _newest = long.MinValue;
    private bool _isKept;
    private long _adjusted;

    // Age minus monotonic time, in milliseconds. MinValue before the first use.
    private long _offset = long.MinValue;

    /// <summary>Returns both times for now.</summary>
    public MessageMoment Now()
    {
        long wall = time.GetUtcNow().ToUnixTimeMilliseconds();
        long passed = Monotonic();
        if (Volatile.Read(ref _offset) == long.MinValue || passed - Volatile.Read(ref _adjusted) >= AdjustInterval)
            Adjust(wall, passed);
        return new MessageMoment(wall, passed + Volatile.Read(ref _offset));
    }

    /// <summary>Creates the id of a message that is accepted now. Reads the clock once.</summary>
    /// <param name="ids">Creates message ids.</param>
    /// <param name="kept">The time to store besides the id; <see langword="default"/> if the id contains it.</param>
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

    /// <summary>Learns the age time of a message that was read from the store, so that ages continue after it. Call it only before the first use.</summary>
    /// <param name="age">When the message was accepted, as <see cref="MessageMoment.Age"/>.</param>
    public void Observe(long age) => _newest = Math.Max(_newest, age);

    /// <summary>
    /// Continues from the age time that an earlier run has stored. It overrides the times of earlier messages. Call it only before the first use.
    /// </summary>
    /// <param name="age">The time, as <see cref="MessageMoment.Age"/>.</param>
    public void Resume(long age) => (_newest, _isKept) = (age, true);

    // In milliseconds. A clock with a frequency of 1000 is read directly, because the general way uses floating-point arithmetic.
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
        // Releases that did not store the age time created ids in the future when the system's clock was ahead. These ids must not make messages expire.
        bool isFromTheFuture = !_isKept && _newest > wall + (long)TimeSpan.FromDays(1).TotalMilliseconds;
        return _newest == long.MinValue || isFromTheFuture ? wall : _newest + Math.Clamp(wall - _newest, 0, _maxBetweenRuns);
    }
}
