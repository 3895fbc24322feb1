using System.Net;
using Microsoft.AspNetCore.Http;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;

namespace ChatServer.Web;

/// <summary>
/// Who asks through a reverse proxy: the proxy says so in a header of each request. It is believed only if the connection comes from one of the named
/// addresses, because anybody can send such a header. Immutable.
/// </summary>
internal sealed class ForwardedClient
{
    /// <summary>The attribute with the addresses and networks of the proxies.</summary>
    public const string ForwardedFrom = "forwardedFrom";

    /// <summary>The attribute with the header that the proxies set: <c>X-Forwarded-For</c>, with <c>X-Forwarded-Proto</c>, or <c>Forwarded</c>.</summary>
    public const string ForwardedHeader = "forwardedHeader";

    private const string Old = "X-Forwarded-For";
    private const string Standard = "Forwarded";

    // A chain of more proxies is a mistake or an attack.
    private const int MaxHops = 20;

    private readonly AddressList _proxies;
    private readonly bool _isStandard;

    private ForwardedClient(AddressList proxies, bool isStandard) => (_proxies, _isStandard) = (proxies, isStandard);

    /// <summary>Reads the attributes of a server.</summary>
    /// <param name="config">Its configuration.</param>
    /// <param name="forwarded">What they say.</param>
    /// <returns>An error text, or <see langword="null"/>.</returns>
    public static string? TryRead(IServerConfig config, out ForwardedClient forwarded)
    {
        forwarded = new ForwardedClient(AddressList.Parse(ForwardedFrom, string.Empty), isStandard: false);
        string header = config.Options?[ForwardedHeader] ?? Old;
        if (!header.Equals(Old, StringComparison.OrdinalIgnoreCase) && !header.Equals(Standard, StringComparison.OrdinalIgnoreCase))
            return $"The server '{config.Name}': {ForwardedHeader}=\"{header}\" is not known; use {Old} or {Standard}.";
        try
        {
            AddressList proxies = AddressList.Parse(ForwardedFrom, config.Options?[ForwardedFrom] ?? string.Empty);
            forwarded = new ForwardedClient(proxies, header.Equals(Standard, StringComparison.OrdinalIgnoreCase));
            return null;
        }
        catch (ArgumentException e)
        {
            return $"The server '{config.Name}': {e.Message}.";
        }
    }

    /// <summary>Gives a request the address of its client, and the scheme that the client used, if a proxy says so.</summary>
    /// <param name="context">The request.</param>
    public void Apply(HttpContext context)
    {
        if (_proxies.IsEmpty || context.Connection.RemoteIpAddress is not { } proxy || !_proxies.Contains(proxy))
            return;
        IHeaderDictionary headers = context.Request.Headers;
        string[] hops = Split(headers[_isStandard ? Standard : Old].ToString());
        string scheme = _isStandard ? Get(hops.LastOrDefault(), "proto") : Split(headers["X-Forwarded-Proto"].ToString()).LastOrDefault() ?? string.Empty;

        // From the end, where the nearest proxy has written: what stands before the first stranger, the client itself may have made up.
        IPEndPoint? client = null;
        foreach (string hop in hops.Reverse().Take(MaxHops))
        {
            if (!TryParse(_isStandard ? Get(hop, "for") : hop, out IPEndPoint? next))
                break;
            client = next;
            if (!_proxies.Contains(next.Address))
                break;
        }

        if (client != null)
            (context.Connection.RemoteIpAddress, context.Connection.RemotePort) = (client.Address, client.Port);
        if (scheme.Equals("https", StringComparison.OrdinalIgnoreCase) || scheme.Equals("http", StringComparison.OrdinalIgnoreCase))
            context.Request.Scheme = scheme.Equals("https", StringComparison.OrdinalIgnoreCase) ? "https" : "http";
    }

    private static string[] Split(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    // One value of an element of Forwarded (RFC 7239): for="[2001:db8::1]:4711";proto=https.
    private static string Get(string? hop, string name)
        => (hop ?? string.Empty).Split(';', StringSplitOptions.TrimEntries)
            .Select(pair => pair.Split('=', 2, StringSplitOptions.TrimEntries))
            .FirstOrDefault(pair => pair.Length == 2 && pair[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1].Trim('"') ?? string.Empty;

    // An address, with or without a port; IPv6 with a port is in brackets.
    private static bool TryParse(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPEndPoint? client)
    {
        client = null;
        if (text.Contains('.', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal))
            _ = IPEndPoint.TryParse(text, out client);
        return client != null;
    }
}
