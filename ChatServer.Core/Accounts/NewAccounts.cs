using ChatServer.Core.Limits;
using ChatServer.Core.Settings;

namespace ChatServer.Core.Accounts;

/// <summary>Counts the accounts that first logins from each address create. Keeps only addresses with recent ones. Not thread-safe.</summary>
/// <param name="rate">The allowed rate.</param>
/// <param name="time">The clock. The time of day is not used.</param>
internal sealed class NewAccounts(Reloadable<Rate> rate, TimeProvider time)
{
    // Minimum number of addresses before old ones are removed. The next removal runs when the number has doubled.
    private const int MinSweep = 1024;

    private readonly Dictionary<AddressBlock, RateMeter> _meters = [];
    private readonly long _start = time.GetTimestamp();
    private int _nextSweep = MinSweep;

    private long Now => (long)time.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>Remaining time that an address must wait before it may create another account.</summary>
    /// <param name="address">The address.</param>
    public TimeSpan WaitOf(AddressBlock address)
        => rate.Value.IsOff || !_meters.TryGetValue(address, out RateMeter meter) ? TimeSpan.Zero : TimeSpan.FromMilliseconds(meter.WaitFor(rate.Value, Now));

    /// <summary>Counts an account that an address created.</summary>
    /// <param name="address">The address.</param>
    public void Add(AddressBlock address)
    {
        if (rate.Value.IsOff)
            return;
        RateMeter meter = _meters.GetValueOrDefault(address);
        meter.Take(rate.Value, Now);
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
