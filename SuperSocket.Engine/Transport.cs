using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Moves the bytes of one TCP connection. One receive and one send may be under way at a time.
/// </summary>
internal abstract class Transport(Socket socket) : IDisposable
{
    /// <summary>The socket.</summary>
    public Socket Socket { get; } = socket;

    /// <summary>Completes when there is something to receive, or the peer has ended; needs no buffer meanwhile.</summary>
    /// <returns>0.</returns>
    public abstract ValueTask<int> WaitForDataAsync();

    /// <summary>Receives what there is.</summary>
    /// <returns>Number of bytes; 0 when the peer has ended.</returns>
    public abstract ValueTask<int> ReceiveAsync(Memory<byte> buffer);

    /// <summary>Sends.</summary>
    /// <returns>Number of bytes that were sent, which may be fewer.</returns>
    public abstract ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes);

    /// <summary>Tells the peer that nothing more comes.</summary>
    public abstract ValueTask EndSendingAsync();

    /// <summary>Closes the connection.</summary>
    public virtual void Dispose() => Socket.Dispose();
}
