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
    private readonly ConcurrentDictionary<TKey, Entry> _entries;

    /// <summary>Makes an empty index.</summary>
    /// <param name="comparer">Compares the keys; <see langword="null"/> for the type's own comparison.</param>
    public SessionIndex(IEqualityComparer<TKey>? comparer = null) => _entries = new(comparer);

    /// <summary>Number of sessions in the index.</summary>
    public int Count => _entries.Count;

    /// <summary>Finds a session.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="session">The session.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryGet(TKey key, [NotNullWhen(true)] out TAppSession? session)
    {
        session = _entries.TryGetValue(key, out Entry? entry) ? entry.Session : null;
        return session != null;
    }

    /// <summary>Puts a session under a key that nobody has: of two at the same instant one succeeds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="session">The session.</param>
    /// <returns><see langword="false"/> if the key is taken or the session has closed.</returns>
    public bool TryAdd(TKey key, TAppSession session)
    {
        Entry entry = NewEntry(key, session);
        return _entries.TryAdd(key, entry) && LeaveOnClose(key, entry);
    }

    /// <summary>Puts a session under a key, in place of the one that has it: the newest login wins.</summary>
    /// <param name="key">The key.</param>
    /// <param name="session">The session.</param>
    /// <returns>The session that had the key, which the caller may want to close; <see langword="null"/> if none or the same had it.</returns>
    public TAppSession? Replace(TKey key, TAppSession session)
    {
        Entry entry = NewEntry(key, session);
        Entry? previous = null;
        _entries.AddOrUpdate(
            key,
            static (_, added) => added,
            (_, current, added) =>
            {
                previous = current;
                return added;
            },
            entry);
        previous?.Detach();
        LeaveOnClose(key, entry);
        return ReferenceEquals(previous?.Session, session) ? null : previous?.Session;
    }

    /// <summary>Takes a session out, if it is still the one under the key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="session">The session.</param>
    /// <returns>Whether it was.</returns>
    public bool Remove(TKey key, TAppSession session)
    {
        if (!_entries.TryGetValue(key, out Entry? entry) || !ReferenceEquals(entry.Session, session)
            || !_entries.TryRemove(new KeyValuePair<TKey, Entry>(key, entry)))
            return false;
        entry.Detach();
        return true;
    }

    /// <summary>The sessions with their keys; safe while they come and go.</summary>
    /// <returns>A live view.</returns>
    public IEnumerator<KeyValuePair<TKey, TAppSession>> GetEnumerator()
    {
        foreach (KeyValuePair<TKey, Entry> pair in _entries)
            yield return new KeyValuePair<TKey, TAppSession>(pair.Key, pair.Value.Session);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private Entry NewEntry(TKey key, TAppSession session) => new(session, () => Remove(key, session));

    // A session that closed before it could tell us is found by a second look.
    private bool LeaveOnClose(TKey key, Entry entry)
    {
        entry.Attach();
        Interlocked.MemoryBarrier();
        if (entry.Session.SocketSession is IClosingTransport transport ? !transport.IsClosing : entry.Session.Connected)
            return true;
        Remove(key, entry.Session);
        return false;
    }

    /// <summary>A session under a key, and what takes it out when it closes: before all other handlers.</summary>
    private sealed class Entry(TAppSession session, Action leave)
    {
        private Action<ISocketSession, CloseReason>? _handler;

        public TAppSession Session => session;

        public void Attach()
        {
            _handler = (_, _) => leave();
            session.SocketSession.Closed = (Action<ISocketSession, CloseReason>)Delegate.Combine(_handler, session.SocketSession.Closed);
        }

        public void Detach() => session.SocketSession.Closed -= _handler;
    }
}
