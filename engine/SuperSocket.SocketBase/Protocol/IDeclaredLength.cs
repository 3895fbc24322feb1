namespace SuperSocket.SocketBase.Protocol;

/// <summary>
/// A filter that learns from a request's header how long the request will be. The engine asks after each call of the filter,
/// so that a request over the limit is refused before its body is received.
/// </summary>
internal interface IDeclaredLength
{
    /// <summary>Length in bytes, header included, of the request whose body is being received; 0 if none is.</summary>
    long DeclaredLength { get; }
}
