using System.Net.Sockets;

namespace ChatServer.Admin.Http;

/// <summary>The file of the Unix socket.</summary>
internal static class AdminSocket
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the socket, for its owner only: nobody can connect before it listens.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="SocketException">It cannot be created.</exception>
    public static Socket Bind(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(path, OwnerOnly);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Removes the socket of a server that was killed.</summary>
    /// <param name="path">Its path.</param>
    /// <exception cref="IOException">A server listens there.</exception>
    public static void RemoveDead(string path)
    {
        if (!File.Exists(path))
            return;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new IOException("another server listens there.");
    }

    /// <summary>Removes the socket at the end.</summary>
    /// <param name="path">Its path.</param>
    public static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The directory may be gone. A socket at which nobody listens is removed by the next start.
        }
    }
}
