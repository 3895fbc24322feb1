using System.Net;
using Microsoft.AspNetCore.Http;
using SuperSocket.SocketBase.Config;

namespace ChatServer.Web;

/// <summary>
/// Which pages may use the server. A browser asks for any address that a page names, also one of this machine, so the server must look at
/// who asks: at the name that it was called by (<c>Host</c>), or a foreign name could be bound to its address, and at the page that opens a
/// WebSocket (<c>Origin</c>), which no other rule of browsers keeps away.
/// </summary>
internal sealed class WebAccess
{
    /// <summary>The attribute with further origins.</summary>
    public const string AllowedOrigins = "allowedOrigins";

    /// <summary>The attribute with the server's names.</summary>
    public const string AllowedHosts = "allowedHosts";

    private const string Any = "*";
    private const string LocalHost = "localhost";

    private readonly HashSet<string> _origins;
    private readonly HashSet<string> _hosts;

    private WebAccess(IEnumerable<string> origins, IEnumerable<string> hosts)
    {
        _origins = [.. origins];
        _hosts = new HashSet<string>(hosts, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Reads the attributes of a server.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="access">The rules.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    public static string? TryRead(IServerConfig config, out WebAccess access)
    {
        string[] origins = List(config, AllowedOrigins);
        string[] hosts = List(config, AllowedHosts);
        access = new WebAccess(origins.Select(origin => Normalize(origin) ?? string.Empty), hosts);
        if (Array.Find(origins, origin => Normalize(origin) == null) is { } badOrigin)
            return $"The server '{config.Name}': {AllowedOrigins}=\"{badOrigin}\" is no origin; write for example https://chat.example or http://chat.example:8080.";
        if (Array.Find(hosts, host => host != Any && Uri.CheckHostName(host) == UriHostNameType.Unknown) is { } badHost)
            return $"The server '{config.Name}': {AllowedHosts}=\"{badHost}\" is no name of a machine; write for example chat.example, without a port, or *.";
        return null;
    }

    /// <summary>Whether the server answers to the name that a request calls it by: an address, localhost, or an allowed name.</summary>
    /// <param name="host">The header <c>Host</c>.</param>
    public bool IsHostAllowed(HostString host)
        => !host.HasValue // HTTP/1.0, which no browser speaks
            || _hosts.Contains(Any)
            || host.Host.Equals(LocalHost, StringComparison.OrdinalIgnoreCase)
            || IPAddress.TryParse(host.Host.Trim('[', ']'), out _)
            || _hosts.Contains(host.Host);

    /// <summary>Whether a page may open a WebSocket: one of this server, one of an allowed origin, or no page at all.</summary>
    /// <param name="request">The request.</param>
    public bool IsOriginAllowed(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0)
            return true;
        return request.Headers.Origin.Count == 1
            && Normalize(request.Headers.Origin[0]!) is { } origin
            && (origin == Normalize($"{request.Scheme}://{request.Host.Value}") || _origins.Contains(origin));
    }

    // Scheme, name in lower case and port, where it is not the scheme's own.
    private static string? Normalize(string origin)
        => Uri.TryCreate(origin, UriKind.Absolute, out Uri? uri)
            && uri is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo.Length: 0, Fragment.Length: 0 }
            ? uri.GetLeftPart(UriPartial.Authority)
            : null;

    private static string[] List(IServerConfig config, string attribute)
        => (config.Options?[attribute] ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
