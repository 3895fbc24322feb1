using System.Collections;
using ChatServer.Core.Users;
using SuperSocket.SocketBase;

namespace ChatServer.Logging;

/// <summary>The values of a line about a session: those of its template, and <c>Session</c>, <c>Remote</c> and <c>User</c>.</summary>
internal sealed class SessionLogState : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly List<KeyValuePair<string, object?>> _values;
    private readonly string _session;

    /// <summary>Collects the values.</summary>
    /// <param name="session">The session.</param>
    /// <param name="message">The text without the session.</param>
    /// <param name="values">The values of the template.</param>
    public SessionLogState(ISessionBase session, string message, IReadOnlyList<KeyValuePair<string, object?>>? values)
    {
        Message = message;
        string? user = (session as IUserConnection)?.User?.Id;
        string remote = session.RemoteEndPoint.ToString();
        _session = user == null ? $"Session: {session.SessionID}/{remote}" : $"Session: {session.SessionID}/{remote} ({user})";
        List<KeyValuePair<string, object?>> all = [.. values ?? [], new("Session", session.SessionID), new("Remote", remote)];
        if (user != null)
            all.Add(new("User", user));
        _values = all;
    }

    /// <summary>The text without the session.</summary>
    public string Message { get; }

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => _values[index];

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The text with the session.</summary>
    public override string ToString() => $"{_session} {Message}";
}
