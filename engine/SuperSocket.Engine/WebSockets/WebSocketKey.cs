using System.Security.Cryptography;
using System.Text;

namespace SuperSocket.SocketEngine.WebSockets;

/// <summary>The proof that a server understands WebSockets (RFC 6455, section 4.2.2).</summary>
internal static class WebSocketKey
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Computes the header <c>Sec-WebSocket-Accept</c>.</summary>
    /// <param name="key">The header <c>Sec-WebSocket-Key</c>.</param>
    public static string GetAccept(string key)
    {
#pragma warning disable CA5350 // RFC 6455 says so; it protects nothing
        return Convert.ToBase64String(SHA1.HashData(Encoding.UTF8.GetBytes(key + Guid)));
#pragma warning restore CA5350
    }
}
