namespace ChatServer.Client;

/// <summary>Whether a client is logged in.</summary>
public enum ChatState
{
    /// <summary>It is logged in.</summary>
    Online,

    /// <summary>The link is lost; the client connects again by itself.</summary>
    Reconnecting,

    /// <summary>For good: the client was disposed of, or the server refuses it.</summary>
    Closed,
}
