using System.Collections.Concurrent;

namespace ChatServer.Core.Users;

/// <summary>
/// The users who are logged in at other servers that share the store. What it says may be slightly out of date. Thread-safe.
/// </summary>
public sealed class RemoteUsers
{
    private readonly ConcurrentDictionary<string, Login> _logins = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Number of users.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Ids of the users, in no order; a live view.</summary>
    public IEnumerable<string> Ids => _logins.Where(pair => pair.Value.Node != 0).Select(pair => pair.Key);

    /// <summary>Whether a user is logged in at another server.</summary>
    /// <param name="id">The id, normalised.</param>
    public bool Has(string id) => Count > 0 && _logins.TryGetValue(id, out Login login) && login.Node != 0;

    /// <summary>Whether a later login is known, also if it has ended.</summary>
    /// <param name="id">The id, normalised.</param>
    /// <param name="epoch">Number of the login.</param>
    public bool HasLater(string id, long epoch) => _logins.TryGetValue(id, out Login login) && login.Epoch > epoch;

    /// <summary>A user has logged in at another server. An older login than the known one changes nothing.</summary>
    /// <param name="id">The id, normalised.</param>
    /// <param name="node">The server.</param>
    /// <param name="epoch">Number of the login.</param>
    public void Add(string id, int node, long epoch) => Set(id, new Login(node, epoch, Environment.TickCount64));

    /// <summary>
    /// A login at another server has ended, or the user has logged in here. The login is remembered for a while, because the report of its start may come later.
    /// </summary>
    /// <param name="id">The id, normalised.</param>
    /// <param name="epoch">Number of the login. A newer login stays.</param>
    public void Remove(string id, long epoch) => Set(id, new Login(0, epoch, Environment.TickCount64));

    /// <summary>A server has ended, and all logins there with it.</summary>
    /// <param name="node">The server.</param>
    public void RemoveNode(int node)
    {
        foreach ((string id, Login login) in _logins)
        {
            if (login.Node == node)
                Remove(id, login.Epoch);
        }
    }

    /// <summary>Forgets logins that ended long ago.</summary>
    /// <param name="now">The current time, by <see cref="Environment.TickCount64"/>.</param>
    /// <param name="age">How long they are remembered, in milliseconds.</param>
    public void Sweep(long now, long age)
    {
        foreach (KeyValuePair<string, Login> pair in _logins)
        {
            if (pair.Value.Node == 0 && now - pair.Value.Changed > age)
                _logins.TryRemove(pair);
        }
    }

    private void Set(string id, Login login)
    {
        while (true)
        {
            if (!_logins.TryGetValue(id, out Login known))
            {
                if (!_logins.TryAdd(id, login))
                    continue;
                CountChange(0, login.Node);
                return;
            }

            // Of two reports about one login, its end is the later one.
            if (known.Epoch > login.Epoch || (known.Epoch == login.Epoch && known.Node == 0))
                return;
            if (!_logins.TryUpdate(id, login, known))
                continue;
            CountChange(known.Node, login.Node);
            return;
        }
    }

    private void CountChange(int before, int after)
    {
        if (before == 0 && after != 0)
            Interlocked.Increment(ref _count);
        else if (before != 0 && after == 0)
            Interlocked.Decrement(ref _count);
    }

    // Node 0: not logged in.
    private readonly record struct Login(int Node, long Epoch, long Changed);
}
