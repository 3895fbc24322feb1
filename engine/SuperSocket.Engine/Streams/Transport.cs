using System.Net.Sockets;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Our extension: moves the bytes of one connection, whatever is between them and its socket. One receive and one send may be under way at a
/// time, and each member may be called from any thread. An error of the connection is a <see cref="SocketException"/> or an <see cref="IOException"/>.
/// </summary>
/// <param name="socket">The connection.</param>
public abstract class Transport(Socket socket) : IDisposable
{
    /// <summary>The socket.</summary>
    public Socket Socket { get; } = socket;

    /// <summary>Whether the connection has to be prepared before anything may be sent. Default <see langword="false"/>.</summary>
    public virtual bool NeedsPreparing => false;

    /// <summary>Why there is nothing more to receive, once <see cref="ReceiveAsync"/> has returned 0. Default that the peer has closed.</summary>
    public virtual CloseReason EndOfInput => CloseReason.ClientClosing;

    /// <summary>Prepares the connection, before its session is registered.</summary>
    /// <param name="session">The session.</param>
    /// <exception cref="System.Security.Authentication.AuthenticationException">Client and server do not agree.</exception>
    /// <exception cref="OperationCanceledException">The time is over.</exception>
    public virtual ValueTask PrepareAsync(IAppSession session) => ValueTask.CompletedTask;

    /// <summary>Completes when there is something to receive, or the peer has ended; needs no buffer meanwhile.</summary>
    /// <returns>0.</returns>
    public abstract ValueTask<int> WaitForDataAsync();

    /// <summary>Receives what there is.</summary>
    /// <param name="buffer">Where to; at least 64 bytes.</param>
    /// <returns>Number of bytes; 0 when the peer has ended.</returns>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Sends.</summary>
    /// <param name="bytes">The bytes; the caller does not change them meanwhile.</param>
    /// <returns>Number of bytes that were sent, which may be fewer.</returns>
    public abstract ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Tells the peer that nothing more comes.</summary>
    /// <param name="reason">Why the session ended.</param>
    public abstract ValueTask EndSendingAsync(CloseReason reason);

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connection. What is under way fails or ends.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected abstract void Dispose(bool disposing);
}
