using System.Net.Sockets;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Limits how long a connection stays open if its peer vanished while data is unacknowledged. TCP keep-alive does not run in this state. The system only
/// retransmits the data, on Linux for about 15 minutes.
/// </summary>
internal static class VanishedPeers
{
    // Number of unanswered keep-alive probes after which a peer counts as gone.
    private const int Probes = 3;

    // The default interval of Linux. Used if the configuration leaves the interval to the system.
    private const int UsualInterval = 75;

    private const int TcpLevel = 6;

    // TCP_USER_TIMEOUT of Linux in milliseconds; TCP_MAXRT of Windows and TCP_RXT_CONNDROPTIME of macOS in seconds.
    private const int LinuxUserTimeout = 18, WindowsMaxRetransmissionTime = 5, MacConnectionDropTime = 0x80;

    /// <summary>Maximum time for which data may stay unacknowledged: the time that keep-alive needs to detect a vanished idle peer.</summary>
    /// <param name="keepAliveTime">The configured time in seconds.</param>
    /// <param name="keepAliveInterval">The configured interval in seconds. 0 or less means the interval of the system.</param>
    public static int TimeoutInSeconds(int keepAliveTime, int keepAliveInterval)
        => keepAliveTime + (Probes * (keepAliveInterval > 0 ? keepAliveInterval : UsualInterval));

    /// <summary>Sets the limit on a socket, if the system supports it.</summary>
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
            // An older system does not support the option. The connection works without it.
        }
    }
}
