using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace ChatServer.Admin;

/// <summary>Which user is at the other end of a Unix domain socket. Known on Linux; elsewhere the mode of the socket's file decides alone.</summary>
internal static class PeerUser
{
    private const uint Root = 0;
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PeerCredentials = 17; // SO_PEERCRED

    /// <summary>Why a client may not give orders: it is neither root nor the user of this process.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The reason, or <see langword="null"/> if it may.</returns>
    /// <exception cref="SocketException">The connection failed.</exception>
    public static string? WhyRefused(Socket connection)
        => Find(connection) is { } user && user != Root && user != EffectiveUser()
            ? $"user {user} is neither root nor the user of this server"
            : null;

    /// <summary>Why a server may not be told a password: it belongs to neither root nor the user of this process. Root asks servers of all users.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>The reason, or <see langword="null"/> if it may.</returns>
    /// <exception cref="SocketException">The connection failed.</exception>
    public static string? WhyNotTrusted(Socket connection)
        => Find(connection) is { } user && user != Root && EffectiveUser() != Root && user != EffectiveUser()
            ? $"it is a process of user {user}, who is neither root nor you"
            : null;

    /// <summary>The user of the process that connected or listens.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns><see langword="null"/> where the system does not say.</returns>
    /// <exception cref="SocketException">The connection failed.</exception>
    public static uint? Find(Socket connection)
    {
        // struct ucred: process, user and group, 32 bits each. Some architectures have other numbers; .NET runs on none of them.
        if (!OperatingSystem.IsLinux())
            return null;
        Span<byte> credentials = stackalloc byte[12];
        return connection.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == credentials.Length
            ? MemoryMarshal.Read<uint>(credentials[4..])
            : null;
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
