using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace TestKit;

/// <summary>
/// A listening socket that child processes inherit, as from a service manager with socket activation. It stays open while they restart. Child processes
/// that are started meanwhile for other reasons inherit it, too, which does no harm. Linux only.
/// </summary>
public sealed class InheritableSocket : IDisposable
{
    private const int SetDescriptorFlags = 2;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);

    /// <summary>Opens a socket on a port that the system chooses.</summary>
    /// <param name="backlog">How many connections wait while nobody accepts.</param>
    public InheritableSocket(int backlog = 4096)
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _socket.Listen(backlog);
        if (Fcntl((int)_socket.Handle, SetDescriptorFlags, 0) != 0)
            throw new SocketException(Marshal.GetLastPInvokeError());
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>Lines of bash that pass it on as descriptor 3 by the protocol of systemd; a command follows that replaces the shell.</summary>
    public string Shell
        => string.Create(CultureInfo.InvariantCulture, $"exec 3<&{_socket.Handle}{CloseOther}; export LISTEN_FDS=1 LISTEN_FDNAMES=chat LISTEN_PID=$$; exec");

    private string CloseOther => _socket.Handle == 3 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $" {_socket.Handle}<&-");

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    [DllImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Fcntl(int descriptor, int command, int argument);
}
