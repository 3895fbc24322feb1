using System.Net.Sockets;

namespace SuperSocket.Common;

/// <summary>Small helpers of sockets.</summary>
public static class SocketEx
{
    /// <summary>Ends both directions and closes, without exceptions; the peer may be gone already.</summary>
    /// <param name="socket">The socket; may be <see langword="null"/>.</param>
    public static void SafeClose(this Socket? socket)
    {
        if (socket is null)
            return;

        try
        {
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Never connected, reset by the peer, or closed before.
        }

        try
        {
            socket.Close();
        }
        catch (SocketException)
        {
            // The handle is released all the same.
        }
    }

    /// <summary>Sends all bytes and waits until the system has taken them.</summary>
    /// <param name="client">A connected, blocking socket.</param>
    /// <param name="data">The bytes.</param>
    /// <exception cref="SocketException">The connection failed.</exception>
    public static void SendData(this Socket client, byte[] data)
    {
        ArgumentNullException.ThrowIfNull(data);
        client.SendData(data, 0, data.Length);
    }

    /// <summary>Sends a part of an array and waits until the system has taken it.</summary>
    /// <param name="client">A connected, blocking socket.</param>
    /// <param name="data">The array.</param>
    /// <param name="offset">Where the part starts.</param>
    /// <param name="length">Its length in bytes.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part lies outside of the array.</exception>
    /// <exception cref="SocketException">The connection failed.</exception>
    public static void SendData(this Socket client, byte[] data, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(client);
        var rest = data.AsSpan(offset, length);

        while (!rest.IsEmpty)
            rest = rest[client.Send(rest)..];
    }
}
