using System.Net;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Wire;

/// <summary>Text frames of a WebSocket.</summary>
internal sealed class WebSocketTransport : WireTransport
{
    /// <inheritdoc/>
    public override string Name => "ws";

    /// <inheritdoc/>
    public override string ServerName => ServerConfiguration.WebServerName;

    /// <inheritdoc/>
    public override int ShippedPort => 2021;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> FirstLine => "Format text"u8;

    /// <inheritdoc/>
    public override byte[] Handshake(IPEndPoint server) => WebSocketFrames.Handshake(server);

    /// <inheritdoc/>
    public override bool TryReadLine(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> line, out int used)
        => WebSocketFrames.TryRead(input, out line, out used);

    /// <inheritdoc/>
    public override bool IsEnd(ReadOnlySpan<byte> input) => WebSocketFrames.IsClose(input);

    /// <inheritdoc/>
    public override void AppendLine(WireConnection connection, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        connection.Append(WebSocketFrames.Header(first.Length + second.Length, stackalloc byte[WebSocketFrames.MaxHeader]));
        connection.Append(first);
        connection.Append(second);
    }
}
