using System.Collections.Concurrent;
using ChatServer.Core.Limits;

namespace ChatServer.Core.Messages;

/// <summary>All senders with counts that are not zero, and their addresses. Thread-safe.</summary>
public sealed class SenderTable
{
    // Milliseconds between two scans for senders whose counts are all zero.
    private const long SweepInterval = 30_000;

    private readonly ConcurrentDictionary<string, Sender> _senders = new(StringComparer.Ordinal);

    // Guards the addresses and the number of senders at each. It may be taken while a user's lock is held.
    private readonly Lock _lock = new();
    private readonly Dictionary<AddressBlock, AddressCounts> _addresses = [];
    private long _nextSweep;

    /// <summary>Number of senders in the table.</summary>
    public int Count => _senders.Count;

    /// <summary>Number of addresses in the table.</summary>
    public int AddressCount
    {
        get
        {
            lock (_lock)
                return _addresses.Count;
        }
    }

    /// <summary>All senders, in no order; a live view.</summary>
    public IEnumerable<Sender> List()
    {
        foreach (KeyValuePair<string, Sender> pair in _senders)
            yield return pair.Value;
    }

    /// <summary>Returns the sender of an id; creates it if there is none.</summary>
    /// <param name="id">The id, normalised.</param>
    public Sender Get(string id)
    {
        if (id == ServerNotice.Sender)
            return Sender.Server;
        while (true)
        {
            Sender sender = _senders.GetOrAdd(id, static id => new Sender(id));
            if (!sender.IsRetired)
                return sender;
            Forget(sender);
        }
    }

    /// <summary>Returns the sender of an id that is now active at an address.</summary>
    /// <param name="id">The id, normalised.</param>
    /// <param name="block">The address, if it is known.</param>
    public Sender Get(string id, AddressBlock? block)
    {
        Sender sender = Get(id);
        if (block is { } known && sender.Address?.Block != known)
            Leave(sender.MoveTo(Enter(known)));
        return sender;
    }

    /// <summary>The counts of an address; <see langword="null"/> if no sender is known to be there.</summary>
    /// <param name="block">The address.</param>
    public AddressCounts? Find(AddressBlock block)
    {
        lock (_lock)
            return _addresses.GetValueOrDefault(block);
    }

    /// <summary>Removes senders whose counts are all zero, if the last scan was long enough ago.</summary>
    /// <param name="now">The current time, by <see cref="Environment.TickCount64"/>.</param>
    /// <returns>Whether it scanned.</returns>
    internal bool Sweep(long now)
    {
        long next = Volatile.Read(ref _nextSweep);
        if (now < next || Interlocked.CompareExchange(ref _nextSweep, now + SweepInterval, next) != next)
            return false;
        foreach (Sender sender in List())
        {
            if (!sender.TryRetire(now))
                continue;
            Forget(sender);
            Leave(sender.MoveTo(null));
        }

        return true;
    }

    private void Forget(Sender retired) => _senders.TryRemove(new KeyValuePair<string, Sender>(retired.Id, retired));

    private AddressCounts Enter(AddressBlock block)
    {
        lock (_lock)
        {
            if (!_addresses.TryGetValue(block, out AddressCounts? address))
                _addresses.Add(block, address = new AddressCounts(block));
            address.Senders++;
            return address;
        }
    }

    private void Leave(AddressCounts? address)
    {
        if (address == null)
            return;
        lock (_lock)
        {
            if (--address.Senders == 0)
                _addresses.Remove(address.Block);
        }
    }
}
