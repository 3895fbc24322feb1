using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Bounds how long a connection lives whose peer has vanished while data is on its way to it. Keep-alive does not run then: the system repeats the data, on Linux for
/// about 15 minutes.
/// </summary>
internal static class VanishedPeers
{
    // Keep-alive probes without an answer after which a peer counts as gone.
    private const int Probes = 3;

    // Where the system chooses the interval, it is this on Linux.
    private const int UsualInterval = 75;

    private const int TcpLevel = 6;

    // TCP_USER_TIMEOUT of Linux in milliseconds; TCP_MAXRT of Windows and TCP_RXT_CONNDROPTIME of macOS in seconds.
    private const int LinuxUserTimeout = 18, WindowsMaxRetransmissionTime = 5, MacConnectionDropTime = 0x80;

    /// <summary>How long data may stay unacknowledged: as long as keep-alive needs to find an idle peer gone.</summary>
    /// <param name="keepAliveTime">The configured time in seconds.</param>
    /// <param name="keepAliveInterval">The configured interval in seconds; 0 or less leaves it to the system.</param>
    public static int TimeoutInSeconds(int keepAliveTime, int keepAliveInterval)
        => keepAliveTime + (Probes * (keepAliveInterval > 0 ? keepAliveInterval : UsualInterval));

    /// <summary>Sets the bound, where the system has one.</summary>
    public static void Bound(Socket socket, int keepAliveTime, int keepAliveInterval)
    {
        int seconds = TimeoutInSeconds(keepAliveTime, keepAliveInterval);
        (int option, int value) = OperatingSystem.IsLinux() ? (LinuxUserTimeout, seconds * 1000)
            : OperatingSystem.IsWindows() ? (WindowsMaxRetransmissionTime, seconds)
            : OperatingSystem.IsMacOS() ? (MacConnectionDropTime, seconds) : (0, 0);
        if (option == 0)
            return;
        try
        {
            socket.SetRawSocketOption(TcpLevel, option, BitConverter.GetBytes(value));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.ProtocolOption or SocketError.OperationNotSupported or SocketError.InvalidArgument)
        {
            // An older system; the connection is as good as it was.
        }
    }
}
