using System.Net;
using System.Net.Sockets;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Load;

namespace ChatServer.Benchmarks.Wire;

/// <summary>A transport that drops one message that came, or doubles some, to prove that the load finds it. For one thread only.</summary>
internal sealed class SabotagedTransport : WireTransport
{
    private const int Victim = 20;

    private readonly WireTransport _transport;
    private readonly bool _doubles;
    private int _messages;

    /// <summary>Makes one.</summary>
    /// <param name="transport">The transport.</param>
    /// <param name="what"><c>drop</c> or <c>double</c>.</param>
    /// <exception cref="UsageException">It is neither.</exception>
    public SabotagedTransport(WireTransport transport, string what)
    {
        if (what is not ("drop" or "double"))
            throw new UsageException($"--sabotage is drop or double; not '{what}'.");
        _transport = transport;
        _doubles = what == "double";
    }

    /// <inheritdoc/>
    public override string Name => _transport.Name;

    /// <inheritdoc/>
    public override string ServerName => _transport.ServerName;

    /// <inheritdoc/>
    public override int ShippedPort => _transport.ShippedPort;

    /// <inheritdoc/>
    public override bool IsLossy => _transport.IsLossy;

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> FirstLine => _transport.FirstLine;

    /// <inheritdoc/>
    public override Socket CreateSocket(AddressFamily family) => _transport.CreateSocket(family);

    /// <inheritdoc/>
    public override byte[] Handshake(IPEndPoint server) => _transport.Handshake(server);

    /// <inheritdoc/>
    public override bool TryReadLine(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> line, out int used)
    {
        if (!_transport.TryReadLine(input, out line, out used))
            return false;
        if (!MessageLine.TryParse(line, out _) || ++_messages % Victim != 0)
            return true;
        if (_doubles)
        {
            // It stays in the input, and is read again.
            used = 0;
            return true;
        }

        // Of many that are dropped one would be the last of all, for which a load would wait long.
        if (_messages > Victim)
            return true;

        bool isThere = _transport.TryReadLine(input[used..], out line, out int more);
        used += more;
        return isThere;
    }

    /// <inheritdoc/>
    public override bool IsEnd(ReadOnlySpan<byte> input) => _transport.IsEnd(input);

    /// <inheritdoc/>
    public override void AppendLine(WireConnection connection, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second) => _transport.AppendLine(connection, first, second);

    /// <inheritdoc/>
    public override ReadOnlySpan<byte> FindToken(ReadOnlySpan<byte> line) => _transport.FindToken(line);

    /// <inheritdoc/>
    public override bool IsChallenge(ReadOnlySpan<byte> line) => _transport.IsChallenge(line);

    /// <inheritdoc/>
    public override int NextSend(ReadOnlySpan<byte> unsent) => _transport.NextSend(unsent);
}
