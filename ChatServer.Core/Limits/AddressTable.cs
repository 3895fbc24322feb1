using ChatServer.Core.Settings;

namespace ChatServer.Core.Limits;

/// <summary>
/// Counts the connections and login attempts of each address, in constant time. It contains only addresses that have a connection or have
/// logged in recently. Thread-safe. Times are those of <see cref="Environment.TickCount64"/>.
/// </summary>
/// <param name="limits">The limits for one address.</param>
public sealed class AddressTable(Reloadable<AddressLimits> limits)
{
    private readonly Reloadable<Rate> _logins = limits.Select(static changed => changed.CreateLoginRate());

    // Guards the entries and their contents. While it is held, only the lock of SharedRateMeter is taken.
    private readonly Lock _lock = new();
    private readonly Dictionary<AddressBlock, Entry> _entries = [];
    private long _refusedConnections;
    private long _refusedLogins;

    // Extra connections per address above its limit. They stay open until the client has read the reason of the refusal.
    private const int RefusedAtOnce = 16;

    private sealed class Entry
    {
        // Accepted: all open connections. Connections: those among them that are within the limit.
        public int Accepted;
        public int Connections;
        public RateMeter Logins;
        public SharedRateMeter Commands { get; } = new();
    }

    /// <summary>Number of addresses in the table.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>Number of connections that <see cref="TryEnter"/> has refused.</summary>
    public long RefusedConnections => Volatile.Read(ref _refusedConnections);

    /// <summary>Number of logins and password changes that <see cref="TryLogIn"/> has refused.</summary>
    public long RefusedLogins => Volatile.Read(ref _refusedLogins);

    /// <summary>Counts an accepted connection. It counts even if it sends nothing, or is refused and closes slowly.</summary>
    /// <param name="address">The address of the peer.</param>
    /// <param name="max">Maximum number of the server's connections for this address.</param>
    /// <returns>Whether the connection may stay open. If so, call <see cref="Release"/> when it closes.</returns>
    public bool TryAccept(AddressBlock address, int max)
    {
        int maxOfAddress = limits.Value.MaxConnections;
        if (maxOfAddress > 0)
            max = (int)Math.Min(max, (long)maxOfAddress + RefusedAtOnce);
        lock (_lock)
        {
            Entry entry = GetEntry(address);
            if (maxOfAddress > 0 && entry.Accepted >= max)
                return false;
            entry.Accepted++;
            return true;
        }
    }

    /// <summary>Removes a closed connection from the count of <see cref="TryAccept"/>.</summary>
    /// <param name="address">The address of the peer.</param>
    /// <param name="now">The current time, in milliseconds.</param>
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

    /// <summary>Counts a connection towards <see cref="AddressLimits.MaxConnections"/>, or refuses it.</summary>
    /// <param name="address">The address of the peer.</param>
    /// <returns>Whether it is within the limit. If so, call <see cref="Leave"/> when it ends.</returns>
    public bool TryEnter(AddressBlock address)
    {
        int max = limits.Value.MaxConnections;
        lock (_lock)
        {
            Entry entry = GetEntry(address);
            if (max > 0 && entry.Connections >= max)
            {
                _refusedConnections++;
                return false;
            }

            entry.Connections++;
            return true;
        }
    }

    /// <summary>Removes a connection that has ended from the count of <see cref="TryEnter"/>.</summary>
    /// <param name="address">The address of the peer.</param>
    /// <param name="now">The current time, in milliseconds.</param>
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

    /// <summary>Returns the meter for the lines of an address.</summary>
    /// <param name="address">The address. It must have a connection for which <see cref="TryEnter"/> succeeded.</param>
    internal SharedRateMeter CommandsOf(AddressBlock address)
    {
        lock (_lock)
            return GetEntry(address).Commands;
    }

    /// <summary>Counts a login attempt, whether its password is accepted or not.</summary>
    /// <param name="address">The address of the peer.</param>
    /// <param name="now">The current time, in milliseconds.</param>
    /// <param name="wait">If the attempt exceeds the rate: how many milliseconds to wait before the next one.</param>
    /// <returns>Whether the login may continue.</returns>
    public bool TryLogIn(AddressBlock address, long now, out long wait)
    {
        wait = 0;
        Rate rate = _logins.Value;
        if (rate.IsOff)
            return true;
        lock (_lock)
        {
            bool isAllowed = GetEntry(address).Logins.TryTake(rate, now, out wait);
            if (!isAllowed)
                _refusedLogins++;
            return isAllowed;
        }
    }

    /// <summary>Removes addresses that have no connections and no recent logins. Call it periodically.</summary>
    /// <param name="now">The current time, in milliseconds.</param>
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

    // Whether the entry equals a new one.
    private static bool IsUnused(Entry entry, long now)
        => entry.Accepted == 0 && entry.Connections == 0 && entry.Logins.IsFull(now) && entry.Commands.IsFull(now);

    private Entry GetEntry(AddressBlock block)
    {
        if (!_entries.TryGetValue(block, out Entry? entry))
            _entries.Add(block, entry = new Entry());
        return entry;
    }
}
