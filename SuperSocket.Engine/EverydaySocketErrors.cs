using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>Errors that peers cause every day; they are logged only with <c>logAllSocketException</c>.</summary>
internal static class EverydaySocketErrors
{
    public static bool Contains(SocketError error) => error is SocketError.Interrupted
        or SocketError.ConnectionAborted
        or SocketError.ConnectionReset
        or SocketError.Shutdown
        or SocketError.TimedOut
        or SocketError.OperationAborted
        or SocketError.NetworkReset
        or SocketError.HostUnreachable;
}
