using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace SuperSocket.SocketBase;

/// <summary>
/// Our extension: finds sessions by a key of the application's, such as a user's id, in constant time. A session leaves the index when
/// it closes, before its <c>OnSessionClosed</c> is called. Thread-safe; one session is put into indexes by one thread at a time.
/// </summary>
/// <typeparam name="TKey">The key's type.</typeparam>
/// <typeparam name="TAppSession">The session's type.</typeparam>
public sealed class SessionIndex<TKey, TAppSession> : IEnumerable<KeyValuePair<TKey, TAppSession>>
    where TKey : notnull
    where TAppSession : class, IAppSession
{
    private readonly ConcurrentDictionary<TKey, TAppSession> _sessions;

    /// <summary>Makes an empty index.</summary>
    /// <param name="comparer">Compares the keys; <see langword="null"/> for the type's own comparison.</param>
    public SessionIndex(IEqualityComparer<TKey>? comparer = null) => _sessions = new(comparer);

    /// <summary>Number of sessions in the index.</summary>
    public int Count => _sessions.Count;

    /// <summary>Finds a session.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="session">The session.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TAppSession? session) => _sessions.TryGetValue(key, out session);

    /// <summary>Puts a session under a key that nobody has: of two at the same instant one succeeds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="session">The session.</param>
    /// <returns><see langword="false"/> if the key is taken or the session has closed.</returns>
    public bool TryAdd(TKey key, TAppSession session)
    {
        if (!_sessions.TryAdd(key, session))
            return false;
        return LeaveOnClose(key, session);
    }

    /// <summary>Puts a session under a key, in place of the one that has it: the newest login wins.</summary>
    /// <param name="key">The key.</param>
    /// <param name="session">The session.</param>
    /// <returns>The session that had the key, which the caller may want to close; <see langword="null"/> if none or the same had it.</returns>
    public TAppSession? Replace(TKey key, TAppSession session)
    {
        TAppSession? previous = null;
        _sessions.AddOrUpdate(
            key,
            static (_, added) => added,
            (_, current, added) =>
            {
                previous = current;
                return added;
            },
            session);
        if (ReferenceEquals(previous, session))
            return null;
        LeaveOnClose(key, session);
        return previous;
    }

    /// <summary>Takes a session out, if it is still the one under the key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="session">The session.</param>
    /// <returns>Whether it was.</returns>
    public bool Remove(TKey key, TAppSession session) => _sessions.TryRemove(new KeyValuePair<TKey, TAppSession>(key, session));

    /// <summary>The sessions with their keys; safe while they come and go.</summary>
    /// <returns>A live view.</returns>
    public IEnumerator<KeyValuePair<TKey, TAppSession>> GetEnumerator() => _sessions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // A session that closed before it could tell us is found by a second look.
    private bool LeaveOnClose(TKey key, TAppSession session)
    {
        session.SocketSession.Closed = (Action<ISocketSession, CloseReason>)Delegate.Combine(
            (Action<ISocketSession, CloseReason>)((_, _) => Remove(key, session)),
            session.SocketSession.Closed);
        Interlocked.MemoryBarrier();
        if (session.SocketSession is IClosingTransport transport ? !transport.IsClosing : session.Connected)
            return true;
        Remove(key, session);
        return false;
    }
}
