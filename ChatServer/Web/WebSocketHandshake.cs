using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using SuperSocket.SocketEngine.WebSockets;

namespace ChatServer.Web;

/// <summary>The opening handshake of RFC 6455, section 4.2, without extensions and subprotocols.</summary>
internal static class WebSocketHandshake
{
    private const int KeyBytes = 16;

    /// <summary>Whether a request asks for a WebSocket at all.</summary>
    /// <param name="context">The request.</param>
    public static bool IsAsked(HttpContext context) => context.Request.Headers.Upgrade.Count > 0;

    /// <summary>Checks the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool IsValid(HttpContext context, [NotNullWhen(false)] out string? error)
    {
        IHeaderDictionary headers = context.Request.Headers;
        error = null;
        if (!HttpMethods.IsGet(context.Request.Method) || context.Features.Get<IHttpUpgradeFeature>()?.IsUpgradableRequest != true || !Has(headers.Upgrade, "websocket"))
            error = "Only an upgrade to websocket is possible here.";
        else if (headers.SecWebSocketVersion != "13")
            error = "Sec-WebSocket-Version must be 13.";
        else if (!IsKey(headers.SecWebSocketKey))
            error = "Sec-WebSocket-Key must be 16 bytes in base64.";
        return error == null;
    }

    /// <summary>Answers a valid request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The bytes of the connection from now on.</returns>
    public static Task<Stream> AcceptAsync(HttpContext context)
    {
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = WebSocketKey.GetAccept(context.Request.Headers.SecWebSocketKey.ToString());
        return context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
    }

    private static bool Has(StringValues values, string token)
        => values.Any(value => value!.Split(',', StringSplitOptions.TrimEntries).Contains(token, StringComparer.OrdinalIgnoreCase));

    private static bool IsKey(StringValues values)
    {
        Span<byte> key = stackalloc byte[KeyBytes + 2];
        return values.Count == 1 && Convert.TryFromBase64String(values[0]!, key, out int length) && length == KeyBytes;
    }
}
