using System.Net;
using ChatServer.Core.Bans;
using ChatServer.Sessions;

namespace ChatServer.Admin.Verbs;

/// <summary>Finds sessions by what an administrator writes: a user's id, a session's id, an address, or a network.</summary>
internal sealed class SessionFilter
{
    private readonly string _text;
    private readonly Ban? _network;

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The text.</param>
    public SessionFilter(string text)
    {
        _text = text;
        _network = BanTarget.TryParse(text, out BanTarget? target) && target.Network != null ? new Ban(target, null, string.Empty) : null;
    }

    /// <summary>Whether a session is one of them.</summary>
    /// <param name="session">The session.</param>
    public bool Matches(ChatSession session)
        => session.User?.Id == _text || session.SessionID == _text || (_network != null && _network.IsAbout(null, session.RemoteEndPoint.Address))
            || (IPEndPoint.TryParse(_text, out IPEndPoint? endPoint) && endPoint.Port > 0 && endPoint.Equals(session.RemoteEndPoint));
}
