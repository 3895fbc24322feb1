using System.Net.Sockets;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Our extension. Moves the bytes of one connection, with or without a layer such as TLS above its socket. One receive and one send may run at the same time.
/// Each member may be called from any thread. An error of the connection is a <see cref="SocketException"/> or an <see cref="IOException"/>.
/// </summary>
/// <param name="socket">The connection.</param>
public abstract class Transport(Socket socket) : IDisposable
{
    /// <summary>The socket.</summary>
    public Socket Socket { get; } = socket;

    /// <summary>Whether <see cref="PrepareAsync"/> must complete before any bytes are sent. Default <see langword="false"/>.</summary>
    public virtual bool NeedsPreparing => false;

    /// <summary>Why there is nothing more to receive after <see cref="ReceiveAsync"/> returned 0. By default the peer has closed the connection.</summary>
    public virtual CloseReason EndOfInput => CloseReason.ClientClosing;

    /// <summary>Prepares the connection, before its session is registered.</summary>
    /// <param name="session">The session.</param>
    /// <exception cref="System.Security.Authentication.AuthenticationException">The handshake failed.</exception>
    /// <exception cref="OperationCanceledException">The timeout ended.</exception>
    public virtual ValueTask PrepareAsync(IAppSession session) => ValueTask.CompletedTask;

    /// <summary>Completes when bytes can be received, or when the peer has closed its side. Needs no buffer during the wait.</summary>
    /// <returns>0.</returns>
    public abstract ValueTask<int> WaitForDataAsync();

    /// <summary>Receives the available bytes.</summary>
    /// <param name="buffer">The destination, at least 64 bytes.</param>
    /// <returns>Number of bytes. 0 when the peer has closed its side.</returns>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Sends bytes.</summary>
    /// <param name="bytes">The bytes. The caller must not change them until the task completes.</param>
    /// <returns>Number of bytes sent, which may be fewer.</returns>
    public abstract ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Tells the peer that no more bytes follow.</summary>
    /// <param name="reason">Why the session ended.</param>
    public abstract ValueTask EndSendingAsync(CloseReason reason);

    /// <summary>Closes the connection.</summary>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes the connection. Operations that are running fail or end.</summary>
    /// <param name="disposing">Whether <see cref="Dispose()"/> was called.</param>
    protected abstract void Dispose(bool disposing);
}
