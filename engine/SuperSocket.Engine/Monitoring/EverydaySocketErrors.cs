using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>Errors that peers cause every day; they are logged only with <c>logAllSocketException</c>.</summary>
internal static class EverydaySocketErrors
{
    /// <summary>Whether an exception of a socket or of a stream over one is such an error.</summary>
    public static bool Contains(Exception e) => (e as SocketException ?? e.InnerException as SocketException) is { } error && Contains(error.SocketErrorCode);

    /// <summary>Whether a code is such an error.</summary>
    public static bool Contains(SocketError error) => error is SocketError.Interrupted
        or SocketError.ConnectionAborted
        or SocketError.ConnectionReset
        or SocketError.Shutdown
        or SocketError.TimedOut
        or SocketError.OperationAborted
        or SocketError.NetworkReset
        or SocketError.HostUnreachable;
}
