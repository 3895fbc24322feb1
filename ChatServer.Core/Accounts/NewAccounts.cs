using ChatServer.Core.Limits;

namespace ChatServer.Core.Accounts;

/// <summary>Counts the accounts that first logins from each address make. Holds those addresses only that have made some lately. Not thread-safe.</summary>
/// <param name="rate">How many are allowed.</param>
/// <param name="time">The clock; what it says of the time of day does not matter.</param>
internal sealed class NewAccounts(Rate rate, TimeProvider time)
{
    // As many addresses again are counted before those that may be forgotten are looked for.
    private const int MinSweep = 1024;

    private readonly Dictionary<AddressBlock, RateMeter> _meters = [];
    private readonly long _start = time.GetTimestamp();
    private int _nextSweep = MinSweep;

    private long Now => (long)time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>How long an address must wait before it makes another account.</summary>
    /// <param name="address">The address.</param>
    public TimeSpan WaitOf(AddressBlock address)
        => rate.IsOff || !_meters.TryGetValue(address, out RateMeter meter) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(meter.WaitFor(rate, Now));

    /// <summary>An address has made an account.</summary>
    /// <param name="address">The address.</param>
    public void Add(AddressBlock address)
    {
        if (rate.IsOff)
            return;
        RateMeter meter = _meters.GetValueOrDefault(address);
        meter.Take(rate, Now);
        _meters[address] = meter;
        if (_meters.Count >= _nextSweep)
            Sweep();
    }

    private void Sweep()
    {
        long now = Now;
        foreach ((AddressBlock address, RateMeter meter) in _meters)
        {
            if (meter.IsFull(now))
                _meters.Remove(address);
        }

        _nextSweep = Math.Max(MinSweep, 2 * _meters.Count);
    }
}
