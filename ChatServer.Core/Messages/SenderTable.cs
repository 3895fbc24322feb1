using System.Collections.Concurrent;
using ChatServer.Core.Limits;

namespace ChatServer.Core.Messages;

/// <summary>All senders of whom something is counted, and their addresses. Thread-safe.</summary>
public sealed class SenderTable
{
    // Milliseconds between looks for senders of whom nothing is counted any more.
    private const long SweepInterval = 30_000;

    private readonly ConcurrentDictionary<string, Sender> _senders = new(StringComparer.Ordinal);

    // Guards the addresses and how many senders each has. Taken while a user's lock may be held.
    private readonly Lock _lock = new();
    private readonly Dictionary<AddressBlock, AddressCounts> _addresses = [];
    private long _nextSweep;

    /// <summary>Number of senders of whom something is counted.</summary>
    public int Count => _senders.Count;

    /// <summary>Number of addresses for which something is counted.</summary>
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

    /// <summary>The sender of an id.</summary>
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

    /// <summary>The sender of an id who acts from an address now.</summary>
    /// <param name="id">The id, normalised.</param>
    /// <param name="block">The address, if it is known.</param>
    public Sender Get(string id, AddressBlock? block)
    {
        Sender sender = Get(id);
        if (block is { } known && sender.Address?.Block != known)
            Leave(sender.MoveTo(Enter(known)));
        return sender;
    }

    /// <summary>The counts of an address; <see langword="null"/> if nobody is known to act from it.</summary>
    /// <param name="block">The address.</param>
    public AddressCounts? Find(AddressBlock block)
    {
        lock (_lock)
            return _addresses.GetValueOrDefault(block);
    }

    /// <summary>Forgets senders of whom nothing is counted, now and then.</summary>
    /// <param name="now">Now, by <see cref="Environment.TickCount64"/>.</param>
    /// <returns>Whether it was time for it.</returns>
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
