namespace SuperSocket.SocketEngine.WebSockets;

/// <summary>The kinds of frames (RFC 6455, section 5.2).</summary>
internal static class WebSocketOpcode
{
    /// <summary>The next piece of a message.</summary>
    public const int Continuation = 0;

    /// <summary>A text message, or its first piece.</summary>
    public const int Text = 1;

    /// <summary>A binary message, or its first piece.</summary>
    public const int Binary = 2;

    /// <summary>The sender sends no more messages.</summary>
    public const int Close = 8;

    /// <summary>Asks for a <see cref="Pong"/>.</summary>
    public const int Ping = 9;

    /// <summary>The reply to a <see cref="Ping"/>.</summary>
    public const int Pong = 10;

    /// <summary>Maximum payload of a control frame in bytes.</summary>
    public const int MaxControlPayload = 125;

    /// <summary>Whether frames of a kind may stand between the pieces of a message.</summary>
    /// <param name="opcode">The kind.</param>
    public static bool IsControl(int opcode) => opcode >= Close;

    /// <summary>Whether RFC 6455 defines a kind.</summary>
    /// <param name="opcode">The kind.</param>
    public static bool IsKnown(int opcode) => opcode is Continuation or Text or Binary or Close or Ping or Pong;
}
