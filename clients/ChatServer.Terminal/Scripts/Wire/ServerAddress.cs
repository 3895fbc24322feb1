using System.Diagnostics.CodeAnalysis;

namespace ChatServer.Terminal.Scripts.Wire;

/// <summary>Where a server listens, and how it is spoken to.</summary>
/// <param name="Uri">The address, with its port.</param>
internal sealed record ServerAddress(Uri Uri)
{
    /// <summary>What an address looks like.</summary>
    public const string Forms = "chat://HOST:2020, chats://HOST:PORT (TLS), ws://HOST:2021/ws, wss://HOST:PORT/ws, udp://HOST:2022";

    private static readonly Dictionary<string, int> DefaultPorts = new() { ["chat"] = 2020, ["chats"] = 2020, ["ws"] = 80, ["wss"] = 443, ["udp"] = 2022 };

    /// <summary>Reads an address.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out ServerAddress? address)
    {
        address = null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || !DefaultPorts.TryGetValue(uri.Scheme, out int port) || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
            return false;
        if (uri.Scheme is not ("ws" or "wss") && uri.PathAndQuery is not ("" or "/"))
            return false;
        address = new ServerAddress(uri.Port > 0 ? uri : new UriBuilder(uri) { Port = port }.Uri);
        return true;
    }

    /// <summary>Whether bytes travel inside of TLS.</summary>
    public bool IsSecure => Uri.Scheme is "chats" or "wss";

    /// <summary>Whether it is a WebSocket.</summary>
    public bool IsWebSocket => Uri.Scheme is "ws" or "wss";

    /// <inheritdoc/>
    public override string ToString() => Uri.ToString();
}
