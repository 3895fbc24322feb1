using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Listening sockets that the service manager has opened before it started this process, by the protocol of systemd (<c>sd_listen_fds</c>: the variables
/// <c>LISTEN_PID</c> and <c>LISTEN_FDS</c>, descriptors from 3). They outlive the process, so clients who connect during a restart wait, and are not refused.
/// Thread-safe. Unix only.
/// </summary>
internal static class InheritedSockets
{
    private const int First = 3;
    private const int MaxSockets = 1024;
    private const int Duplicate = 0;
    private const int SetDescriptorFlags = 2;
    private const int CloseOnExec = 1;

    private static readonly ConcurrentDictionary<int, bool> Used = new();
    private static readonly IReadOnlyDictionary<int, IPEndPoint> Found = Find();

    /// <summary>Opens the inherited socket of an address. A server can do so again after it was stopped: the process keeps the socket.</summary>
    /// <param name="wanted">The address. The two addresses for all interfaces are one, since a socket for IPv6 usually takes IPv4 too.</param>
    /// <returns>The socket, which listens; <see langword="null"/> if there is none.</returns>
    /// <exception cref="SocketException">It cannot be opened.</exception>
    public static Socket? TryOpen(IPEndPoint wanted)
    {
        foreach ((int descriptor, IPEndPoint address) in Found)
        {
            if (!IsSame(address, wanted))
                continue;

            // Closing this copy does not end the listening, as long as the descriptor of the service manager is open. Therefore it is not
            // close-on-exec: the framework disconnects a socket that is, if it is closed during a call of accept, and that ends the
            // listening of all copies.
            int copy = Fcntl(descriptor, Duplicate, First);
            if (copy < 0)
                throw new SocketException(Marshal.GetLastPInvokeError());
            Used[descriptor] = true;
            return new Socket(new SafeSocketHandle(copy, ownsHandle: true));
        }

        return null;
    }

    /// <summary>Addresses of sockets that no server has opened.</summary>
    public static IEnumerable<string> FindUnused() => Found.Where(pair => !Used.ContainsKey(pair.Key)).Select(pair => pair.Value.ToString());

    private static bool IsSame(IPEndPoint address, IPEndPoint wanted)
        => address.Port == wanted.Port && (address.Address.Equals(wanted.Address) || (IsAny(address.Address) && IsAny(wanted.Address)));

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);

    private static Dictionary<int, IPEndPoint> Find()
    {
        Dictionary<int, IPEndPoint> found = [];
        bool isMeant = Environment.GetEnvironmentVariable("LISTEN_PID") == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        if (!isMeant || OperatingSystem.IsWindows()
            || !int.TryParse(Environment.GetEnvironmentVariable("LISTEN_FDS"), NumberStyles.None, CultureInfo.InvariantCulture, out int count))
        {
            return found;
        }

        for (int descriptor = First; descriptor < First + Math.Min(count, MaxSockets); descriptor++)
        {
            _ = Fcntl(descriptor, SetDescriptorFlags, CloseOnExec);
            if (TryGetAddress(descriptor) is { } address)
                found.Add(descriptor, address);
        }

        return found;
    }

    // The object does not own the descriptor, so the socket stays open.
    private static IPEndPoint? TryGetAddress(int descriptor)
    {
        try
        {
            using var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: false));
            bool isListening = socket.SocketType == SocketType.Stream
                && socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection) is not 0;
            return isListening ? socket.LocalEndPoint as IPEndPoint : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fcntl(int descriptor, int command, int argument);
}
