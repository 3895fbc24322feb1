using System.Collections.Concurrent;

namespace Company.Server1;

/// <summary>The users, in memory. A first login makes an account. Thread-safe.</summary>
public class ChatUsers
{
    private readonly ConcurrentDictionary<string, ChatUser> _users = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds a user; null if there is none.</summary>
    public ChatUser? Find(string id) => _users.GetValueOrDefault(id);

    /// <summary>Finds a user or makes an account; null if the password is another one.</summary>
    public ChatUser? LogIn(string id, string password)
    {
        ChatUser user = _users.GetOrAdd(id, _ => new ChatUser(id, password));
        return user.HasPassword(password) ? user : null;
    }
}

/// <summary>One user. Thread-safe.</summary>
public class ChatUser(string id, string password)
{
    private const int MaxWaiting = 1000;

    // Guards the two below, so that messages keep their order.
    private readonly Lock _lock = new();
    private readonly Queue<string> _waiting = new();
    private ChatSession? _session;

    public string Id { get; } = id;

    // Keep a slow salted hash instead when you store accounts.
    public bool HasPassword(string word) => word == password;

    /// <summary>Makes a session that of the user, and sends what waits. An older session is closed.</summary>
    public void Join(ChatSession session)
    {
        ChatSession? old;
        lock (_lock)
        {
            (old, _session) = (_session, session);
            session.TrySend("Logged in\r\n");
            while (_waiting.TryPeek(out string? message) && session.TrySend(message))
                _waiting.Dequeue();
        }

        if (old == null || old == session)
            return;
        old.TrySend("Logged in elsewhere\r\n");
        old.Close();
    }

    /// <summary>The session is closed.</summary>
    public void Leave(ChatSession session)
    {
        lock (_lock)
        {
            if (_session == session)
                _session = null;
        }
    }

    /// <summary>Sends a line to the user, or keeps it until the next login.</summary>
    /// <returns>Whether it was sent; null if there is no room to keep it.</returns>
    public bool? Deliver(string line)
    {
        lock (_lock)
        {
            if (_session?.TrySend(line + "\r\n") == true)
                return true;
            if (_waiting.Count >= MaxWaiting)
                return null;
            _waiting.Enqueue(line + "\r\n");
            return false;
        }
    }
}
