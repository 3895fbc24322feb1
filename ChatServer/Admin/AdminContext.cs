using ChatServer.Core;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Admin;

/// <summary>What a verb works on: the running servers, or the data of servers that do not run.</summary>
/// <param name="chat">The domain.</param>
/// <param name="caller">Who asks.</param>
/// <param name="directory">The directory of the store; empty if it has none.</param>
/// <param name="service">The service of the running servers; <see langword="null"/> if none runs.</param>
internal sealed class AdminContext(IChat? chat, AdminCaller caller, string directory, AdminService? service = null)
{
    /// <summary>The domain.</summary>
    /// <exception cref="InvalidOperationException">The store is not open; only a verb that says that it needs none is asked then.</exception>
    public IChat Chat => chat ?? throw new InvalidOperationException("The store is not open.");

    /// <summary>The domain; <see langword="null"/> while the store is not open.</summary>
    public IChat? FindChat() => chat;

    /// <summary>Who asks.</summary>
    public AdminCaller Caller { get; } = caller;

    /// <summary>
    /// Gets the path of something that a verb creates. Directly in the directory of the store it could take a name that the store needs. Below it, a directory
    /// such as <c>backups</c> is fine: the names of the store's own files have an extension.
    /// </summary>
    /// <param name="arguments">The arguments of the verb.</param>
    /// <param name="name">The parameter.</param>
    /// <exception cref="AdminArgumentException">It is no full path, or it could take a name that the store needs.</exception>
    public string GetNewPath(AdminArguments arguments, string name)
    {
        string path = arguments.GetPath(name);
        if (directory.Length == 0)
            return path;
        string[] parts = Path.GetRelativePath(directory, path).Split(Path.DirectorySeparatorChar);
        bool isOutside = parts[0] == ".." || Path.IsPathRooted(parts[0] + Path.DirectorySeparatorChar);
        return isOutside || (parts.Length > 1 && !parts[0].Contains('.', StringComparison.Ordinal))
            ? path
            : throw new AdminArgumentException($"'{PrintableText.Line(path)}' is in the directory of the store; choose another {name}.");
    }

    /// <summary>The service of the running servers.</summary>
    /// <exception cref="InvalidOperationException">None runs; a verb for which that can be does not ask.</exception>
    public AdminService Service => service ?? throw new InvalidOperationException("No server runs.");

    /// <summary>The chat servers of the process; none if it runs none.</summary>
    public IEnumerable<ChatAppServer> Servers => service?.Servers ?? [];

    /// <summary>The sessions of all chat servers.</summary>
    public IEnumerable<ChatSession> Sessions => Servers.Where(server => server.State == ServerState.Running).SelectMany(server => server.GetAllSessions());
}
