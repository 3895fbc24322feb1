using System.Collections.Concurrent;

namespace ChatServer.Postgres;

/// <summary>
/// The newest login of each user at this node. It is kept for a while after the logout, so that a late request of the ended session is still checked.
/// Thread-safe.
/// </summary>
internal sealed class LocalLogins
{
    private readonly ConcurrentDictionary<string, (long Epoch, long Ended)> _logins = new(StringComparer.Ordinal);

    /// <summary>The newest login of a user here; 0 if there is none.</summary>
    public long Get(string user) => _logins.TryGetValue(user, out (long Epoch, long Ended) login) ? login.Epoch : 0;

    /// <summary>A user logs in.</summary>
    public void Set(string user, long epoch) => _logins[user] = (epoch, 0);

    /// <summary>A login has ended, unless a newer one has begun.</summary>
    /// <param name="user">The user.</param>
    /// <param name="epoch">The login.</param>
    /// <param name="now">The current time, by <see cref="Environment.TickCount64"/>.</param>
    public void End(string user, long epoch, long now) => _logins.TryUpdate(user, (epoch, now), (epoch, 0));

    /// <summary>Forgets a user at once: what is stored for this id from now on is nobody's request.</summary>
    public void Forget(string user) => _logins.TryRemove(user, out _);

    /// <summary>Forgets logins that ended long ago.</summary>
    /// <param name="now">The current time, by <see cref="Environment.TickCount64"/>.</param>
    /// <param name="age">How long they are kept, in milliseconds.</param>
    public void Sweep(long now, long age)
    {
        foreach (KeyValuePair<string, (long Epoch, long Ended)> pair in _logins)
        {
            if (pair.Value.Ended != 0 && now - pair.Value.Ended > age)
                _logins.TryRemove(pair);
        }
    }
}
