

namespace ChatServer.Core.Limits;

/// <summary>
/// Counts the connections and the logins of each address, in constant time. Holds those addresses only that have a connection or have
/// logged in just now. Thread-safe. Times are those of <see cref="Environment.TickCount64"/>.
/// </summary>
/// <param name="limits">How many are allowed.</param>
public sealed class AddressTable(AddressLimits limits)
{
    private readonly Rate _logins = limits.CreateLoginRate();

    // Guards the entries and what is in them; under it only the lock of SharedRateMeter is taken.
    private readonly Lock _lock = new();
    private readonly Dictionary<AddressBlock, Entry> _entries = [];
    private long _refusedConnections;
    private long _refusedLogins;

    // Connections over the limit of an address that are kept until they have read why they are refused.
    private const int RefusedAtOnce = 16;

    private sealed class Entry
    {
        // All that were accepted and are not closed; those among them that may stay.
        public int Accepted;
        public int Connections;
        public RateMeter Logins;
        public SharedRateMeter Commands { get; } = new();
    }

    /// <summary>Number of addresses that are held.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>Connections that <see cref="TryEnter"/> has refused.</summary>
    public long RefusedConnections => Volatile.Read(ref _refusedConnections);

    /// <summary>Logins and changes of passwords that <see cref="TryLogIn"/> has refused.</summary>
    public long RefusedLogins => Volatile.Read(ref _refusedLogins);

    /// <summary>Counts an accepted connection, whatever becomes of it: it may say nothing, or be refused and linger.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="max">How many the address may have of the server's places.</param>
    /// <returns>Whether it is kept; then it is given back with <see cref="Release"/>.</returns>
    public bool TryAccept(AddressBlock address, int max)
    {
        if (limits.MaxConnections > 0)
            max = (int)Math.Min(max, (long)limits.MaxConnections + RefusedAtOnce);
        lock (_lock)
        {
            Entry entry = GetEntry(address);
            if (limits.MaxConnections > 0 && entry.Accepted >= max)
                return false;
            entry.Accepted++;
            return true;
        }
    }

    /// <summary>An accepted connection is closed.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="now">Now, in milliseconds.</param>
    public void Release(AddressBlock address, long now)
    {
        lock (_lock)
        {
            Entry entry = _entries[address];
            entry.Accepted--;
            if (IsUnused(entry, now))
                _entries.Remove(address);
        }
    }

    /// <summary>Takes a connection in.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <returns>Whether it may stay; then it is given back with <see cref="Leave"/>.</returns>
    public bool TryEnter(AddressBlock address)
    {
        lock (_lock)
        {
            Entry entry = GetEntry(address);
            if (limits.MaxConnections > 0 && entry.Connections >= limits.MaxConnections)
            {
                _refusedConnections++;
                return false;
            }

            entry.Connections++;
            return true;
        }
    }

    /// <summary>A connection that was taken in has ended.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="now">Now, in milliseconds.</param>
    public void Leave(AddressBlock address, long now)
    {
        lock (_lock)
        {
            Entry entry = _entries[address];
            entry.Connections--;
            if (IsUnused(entry, now))
                _entries.Remove(address);
        }
    }

    /// <summary>Measures the lines of an address.</summary>
    /// <param name="address">The address, of which a connection was taken in.</param>
    internal SharedRateMeter CommandsOf(AddressBlock address)
    {
        lock (_lock)
            return GetEntry(address).Commands;
    }

    /// <summary>Counts a login, accepted or not.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="now">Now, in milliseconds.</param>
    /// <param name="wait">If it is one too many: in how many milliseconds it is not.</param>
    /// <returns>Whether it may go on.</returns>
    public bool TryLogIn(AddressBlock address, long now, out long wait)
    {
        wait = 0;
        if (_logins.IsOff)
            return true;
        lock (_lock)
        {
            bool isAllowed = GetEntry(address).Logins.TryTake(_logins, now, out wait);
            if (!isAllowed)
                _refusedLogins++;
            return isAllowed;
        }
    }

    /// <summary>Forgets addresses without connections whose logins were long ago. To be called now and then.</summary>
    /// <param name="now">Now, in milliseconds.</param>
    public void Sweep(long now)
    {
        lock (_lock)
        {
            foreach ((AddressBlock block, Entry entry) in _entries)
            {
                if (IsUnused(entry, now))
                    _entries.Remove(block);
            }
        }
    }

    // One like a new one.
    private static bool IsUnused(Entry entry, long now)
        => entry.Accepted == 0 && entry.Connections == 0 && entry.Logins.IsFull(now) && entry.Commands.IsFull(now);

    private Entry GetEntry(AddressBlock block)
    {
        if (!_entries.TryGetValue(block, out Entry? entry))
            _entries.Add(block, entry = new Entry());
        return entry;
    }
}
