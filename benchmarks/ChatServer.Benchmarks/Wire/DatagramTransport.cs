using System.Net.Sockets;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Wire;

/// <summary>Whole lines in datagrams. The socket of a user is connected, so that it receives from the server only.</summary>
internal sealed class DatagramTransport : WireTransport
{
    // A datagram of this size passes everywhere in one piece.
    private const int MaxBytes = 1200;

    private const int ChallengeLength = 7;
    private static ReadOnlySpan<byte> TokenWords => "Begin each datagram from now on with "u8;

    /// <inheritdoc/>
    public override string Name => "udp";

    /// <inheritdoc/>
    public override string ServerName => ServerConfiguration.DatagramServerName;

    /// <inheritdoc/>
    public override int ShippedPort => 2022;

    /// <inheritdoc/>
    public override bool IsLossy => true;

    /// <inheritdoc/>
    public override Socket CreateSocket(AddressFamily family) => new(family, SocketType.Dgram, ProtocolType.Udp);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> FindToken(ReadOnlySpan<byte> line) => line.StartsWith(TokenWords) ? line[TokenWords.Length..] : default;

    /// <inheritdoc/>
    public override bool IsChallenge(ReadOnlySpan<byte> line) => line.Length == ChallengeLength && line[0] == '@';

    /// <inheritdoc/>
    public override int NextSend(ReadOnlySpan<byte> unsent)
    {
        if (unsent.Length <= MaxBytes)
            return unsent.Length;
        int length = unsent[..MaxBytes].LastIndexOf((byte)'\n') + 1;
        return length > 0 ? length : unsent.IndexOf((byte)'\n') + 1;
    }
}
