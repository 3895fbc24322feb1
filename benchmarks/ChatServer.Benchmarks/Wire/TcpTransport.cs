using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Wire;

/// <summary>Bytes with line ends.</summary>
internal sealed class TcpTransport : WireTransport
{
    /// <inheritdoc/>
    public override string Name => "tcp";

    /// <inheritdoc/>
    public override string ServerName => ServerConfiguration.ServerName;

    /// <inheritdoc/>
    public override int ShippedPort => 2020;
}
