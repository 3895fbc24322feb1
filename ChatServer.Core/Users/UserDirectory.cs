using System.Collections.Concurrent;

namespace ChatServer.Core.Users;

/// <summary>The users who are logged in, have unconfirmed messages or are in a group. Thread-safe.</summary>
internal sealed class UserDirectory
{
    private readonly ConcurrentDictionary<string, User> _users = new(StringComparer.Ordinal);

    /// <summary>Number of users.</summary>
    public int Count => _users.Count;

    /// <summary>All users, in no order; a live view.</summary>
    public IEnumerable<User> All
    {
        get
        {
            foreach ((_, User user) in _users)
                yield return user;
        }
    }

    /// <summary>The user of an id, or <see langword="null"/>.</summary>
    /// <param name="id">The id, normalised.</param>
    public User? Find(string id) => _users.GetValueOrDefault(id);

    /// <summary>The user of an id; created if there is none.</summary>
    /// <param name="id">The id, normalised.</param>
    /// <returns>The user. It may be retired before the caller has its lock; if so, look the id up again.</returns>
    public User Get(string id) => _users.GetOrAdd(id, static id => new User(id));

    /// <summary>The connection through which a user is logged in, or <see langword="null"/>.</summary>
    /// <param name="id">The id, normalised.</param>
    public IUserConnection? FindConnection(string id) => Find(id)?.Connection;

    /// <summary>Removes a user without state, so that the directory grows only with the users in use. Call it under the user's lock.</summary>
    /// <param name="user">The user.</param>
    public void RetireIfUnused(User user)
    {
        if (user.Retired || user.Connection != null || user.Mailbox.Count > 0 || user.Groups is { Count: > 0 })
            return;
        user.Retired = true;

        // Prevents a memory leak: otherwise retired users would keep each other in memory as a chain.
        user.RecentRecipient = null;
        _users.TryRemove(new KeyValuePair<string, User>(user.Id, user));
    }
}
