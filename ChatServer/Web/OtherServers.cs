using SuperSocket.SocketBase.Config;

namespace ChatServer.Web;

/// <summary>Further servers of the same chat, to which the page connects when this one is lost.</summary>
internal sealed class OtherServers
{
    /// <summary>The attribute with their addresses.</summary>
    public const string Attribute = "otherServers";

    private OtherServers(string[] addresses)
    {
        Addresses = addresses;
        ConnectSources = string.Concat(addresses.Select(address => $" {new Uri(address).GetLeftPart(UriPartial.Authority)}"));
    }

    /// <summary>Their WebSockets.</summary>
    public IReadOnlyList<string> Addresses { get; }

    /// <summary>What the content security policy allows the page besides its own server.</summary>
    public string ConnectSources { get; }

    /// <summary>Reads the attribute of a server.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="others">The servers.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    public static string? TryRead(IServerConfig config, out OtherServers others)
    {
        string[] addresses = (config.Options?[Attribute] ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        others = new OtherServers([]);
        if (Array.Find(addresses, address => !IsWebSocket(address)) is { } bad)
            return $"The server '{config.Name}': {Attribute}=\"{bad}\" is no address of a WebSocket; write for example wss://b.chat.example/ws.";
        others = new OtherServers([.. addresses.Select(address => new Uri(address).AbsoluteUri)]);
        return null;
    }

    private static bool IsWebSocket(string address)
        => Uri.TryCreate(address, UriKind.Absolute, out Uri? uri)
            && uri is { Scheme: "ws" or "wss", Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 };
}
