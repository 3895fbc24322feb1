namespace SuperSocket.WebSocket.Protocol;

/// <summary>The status codes of close frames in one version of the protocol.</summary>
public interface ICloseStatusCode
{
    /// <summary>Everything was said.</summary>
    int NormalClosure { get; }

    /// <summary>The server stops, or the page is left.</summary>
    int GoingAway { get; }

    /// <summary>The peer broke the rules of frames.</summary>
    int ProtocolError { get; }

    /// <summary>A kind of data that the peer does not take.</summary>
    int NotAcceptableData { get; }

    /// <summary>A message was too long.</summary>
    int TooLargeFrame { get; }

    /// <summary>Text that is not UTF-8.</summary>
    int InvalidUTF8 { get; }

    /// <summary>The peer broke a rule of the application.</summary>
    int ViolatePolicy { get; }

    /// <summary>The server did not agree on an extension that the client needs.</summary>
    int ExtensionNotMatch { get; }

    /// <summary>The server failed.</summary>
    int UnexpectedCondition { get; }

    /// <summary>The TLS handshake failed; never in a frame.</summary>
    int TLSHandshakeFailure { get; }

    /// <summary>The close frame had no code; never in a frame.</summary>
    int NoStatusCode { get; }
}

/// <summary>The codes of RFC 6455, which is version 13.</summary>
public class CloseStatusCodeRfc6455 : ICloseStatusCode
{
    /// <inheritdoc/>
    public int NormalClosure => 1000;

    /// <inheritdoc/>
    public int GoingAway => 1001;

    /// <inheritdoc/>
    public int ProtocolError => 1002;

    /// <inheritdoc/>
    public int NotAcceptableData => 1003;

    /// <inheritdoc/>
    public int TooLargeFrame => 1009;

    /// <inheritdoc/>
    public int InvalidUTF8 => 1007;

    /// <inheritdoc/>
    public int ViolatePolicy => 1008;

    /// <inheritdoc/>
    public int ExtensionNotMatch => 1010;

    /// <inheritdoc/>
    public int UnexpectedCondition => 1011;

    /// <inheritdoc/>
    public int TLSHandshakeFailure => 0;

    /// <inheritdoc/>
    public int NoStatusCode => 1005;
}

/// <summary>The codes of the draft hybi-10, which is version 8.</summary>
public class CloseStatusCodeHybi10 : ICloseStatusCode
{
    /// <inheritdoc/>
    public int NormalClosure => 1000;

    /// <inheritdoc/>
    public int GoingAway => 1001;

    /// <inheritdoc/>
    public int ProtocolError => 1002;

    /// <inheritdoc/>
    public int NotAcceptableData => 1003;

    /// <inheritdoc/>
    public int TooLargeFrame => 1004;

    /// <inheritdoc/>
    public int InvalidUTF8 => 1007;

    /// <inheritdoc/>
    public int ViolatePolicy => 1000;

    /// <inheritdoc/>
    public int ExtensionNotMatch => 1000;

    /// <inheritdoc/>
    public int UnexpectedCondition => 1000;

    /// <inheritdoc/>
    public int TLSHandshakeFailure => 1000;

    /// <inheritdoc/>
    public int NoStatusCode => 1005;
}
