using System.Collections.Concurrent;
using SuperSocket.SocketBase;

namespace SuperSocket.WebSocket;

/// <summary>Sessions that have to do something in time. Thread-safe.</summary>
/// <typeparam name="TSession">The session's type.</typeparam>
internal sealed class SessionDeadlines<TSession>
    where TSession : class, IAppSession
{
    private readonly ConcurrentDictionary<TSession, long> _deadlines = new();

    /// <summary>Starts the time of a session, unless it runs.</summary>
    public void Add(TSession session, TimeSpan time) => _deadlines.TryAdd(session, Environment.TickCount64 + (long)Math.Max(0, time.TotalMilliseconds));

    public void Remove(TSession session) => _deadlines.TryRemove(session, out _);

    /// <summary>Takes out the sessions whose time is over, and forgets those that are closed.</summary>
    public List<TSession> TakeOverdue()
    {
        List<TSession> overdue = [];
        long now = Environment.TickCount64;
        foreach ((TSession session, long deadline) in _deadlines)
        {
            if (session.Connected && now < deadline)
                continue;
            _deadlines.TryRemove(session, out _);
            if (session.Connected)
                overdue.Add(session);
        }

        return overdue;
    }
}
