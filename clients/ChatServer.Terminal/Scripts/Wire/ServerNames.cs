namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>The servers that scripts call by name.</summary>
internal sealed class ServerNames
{
    /// <summary>The name of the default server.</summary>
    public const string Default = "chat";

    private readonly Dictionary<string, ServerAddress> _servers = [];

    private ServerNames()
    {
    }

    /// <summary>No servers.</summary>
    public static ServerNames None => new();

    /// <summary>The servers of the configuration as shipped, on this machine.</summary>
    public static ServerNames AsShipped => None
        .With("chat", "chat://127.0.0.1:2020").With("gb", "chat://127.0.0.1:2312").With("web", "ws://127.0.0.1:2021/ws").With("udp", "udp://127.0.0.1:2022");

    /// <summary>Adds one, or replaces it.</summary>
    /// <exception cref="FormatException">It is no address.</exception>
    public ServerNames With(string name, string address)
    {
        if (!ServerAddress.TryParse(address, out ServerAddress? parsed))
            throw new FormatException($"'{address}' is not the address of a server; use one of {ServerAddress.Forms}");
        _servers[name] = parsed;
        return this;
    }

    /// <summary>Finds one by what a script calls it: a name, an address, or a name and the path of a WebSocket.</summary>
    /// <exception cref="FormatException">There is none.</exception>
    public ServerAddress Find(string? called)
    {
        if (called?.Contains("://", StringComparison.Ordinal) == true)
            return ServerAddress.TryParse(called, out ServerAddress? address) ? address : throw new FormatException($"'{called}' is not the address of a server; use one of {ServerAddress.Forms}");
        string name = called ?? Default;
        int slash = name.IndexOf('/', StringComparison.Ordinal);
        string path = slash < 0 ? string.Empty : name[slash..];
        name = slash < 0 ? name : name[..slash];
        if (!_servers.TryGetValue(name, out ServerAddress? server))
            throw new FormatException(name == Default ? "there is no default server; add --server ADDRESS" : $"no server is called '{name}'; add --server {name}=ADDRESS");
        if (path.Length == 0)
            return server;
        return server.IsWebSocket ? new ServerAddress(new Uri(server.Uri, path)) : throw new FormatException($"only a WebSocket has a path, and '{name}' is {server}");
    }
}
