namespace ChatServer.Protocol.Requests;

/// <summary>What is wrong with a received line as such.</summary>
public enum LineFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is as long as the limit or longer; its bytes were dropped.</summary>
    TooLong,

    /// <summary>It never ended; so many bytes were dropped that the connection is to be closed.</summary>
    Endless,

    /// <summary>Its bytes are no text in the listener's encoding.</summary>
    InvalidText,

    /// <summary>It is no JSON object with a command.</summary>
    InvalidJson,

    /// <summary>It is the first line of an HTTP request: a browser was pointed at the chat port.</summary>
    Http,
}
