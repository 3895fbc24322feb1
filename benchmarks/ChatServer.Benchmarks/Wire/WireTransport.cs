using System.Net;
using System.Net.Sockets;

namespace ChatServer.Benchmarks.Wire;

/// <summary>How lines travel. One object serves all connections and threads.</summary>
internal abstract class WireTransport
{
    /// <summary>All of them, the default first.</summary>
    public static readonly IReadOnlyList<WireTransport> All = [new TcpTransport(), new WebSocketTransport(), new DatagramTransport()];

    /// <summary>The default.</summary>
    public static WireTransport Tcp => All[0];

    /// <summary>Its name on the command line and in results.</summary>
    public abstract string Name { get; }

    /// <summary>Name of the server that speaks it, in the configuration of a server of our own.</summary>
    public abstract string ServerName { get; }

    /// <summary>Where the shipped configuration listens for it.</summary>
    public abstract int ShippedPort { get; }

    /// <summary>Whether the network may lose, repeat and reorder what is sent, so that both sides repeat.</summary>
    public virtual bool IsLossy => false;

    /// <summary>Finds one by its name.</summary>
    public static WireTransport Named(string name) => All.First(transport => transport.Name == name);

    /// <summary>Makes a socket that is not connected.</summary>
    public virtual Socket CreateSocket(AddressFamily family) => new(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>What a client sends to open a conversation, and waits for the answer; empty where a connection is enough.</summary>
    public virtual byte[] Handshake(IPEndPoint server) => [];

    /// <summary>What a client says before its first command, so that lines have the format of text.</summary>
    public virtual ReadOnlySpan<byte> FirstLine => default;

    /// <summary>Takes a line from what was received.</summary>
    /// <param name="input">What was received.</param>
    /// <param name="line">The line without its end.</param>
    /// <param name="used">How many bytes it took.</param>
    public virtual bool TryReadLine(ReadOnlySpan<byte> input, out ReadOnlySpan<byte> line, out int used)
    {
        int length = input.IndexOf((byte)'\n');
        used = length + 1;
        if (length < 0)
        {
            line = default;
            return false;
        }

        line = input[..(length > 0 && input[length - 1] == '\r' ? length - 1 : length)];
        return true;
    }

    /// <summary>Whether the server says with what comes next that it ends the conversation.</summary>
    /// <param name="input">What was received and is no line.</param>
    public virtual bool IsEnd(ReadOnlySpan<byte> input) => false;

    /// <summary>What each send starts with from now on, where the server says so; <see langword="default"/> where a line says nothing of the kind.</summary>
    /// <param name="line">A line of the server.</param>
    public virtual ReadOnlySpan<byte> FindToken(ReadOnlySpan<byte> line) => default;

    /// <summary>Whether a line is what the server says to somebody who has not proved yet who they are.</summary>
    /// <param name="line">A line of the server.</param>
    public virtual bool IsChallenge(ReadOnlySpan<byte> line) => false;

    /// <summary>Writes a line.</summary>
    /// <param name="connection">Where to.</param>
    /// <param name="first">Its start.</param>
    /// <param name="second">Its end, without a line end.</param>
    public virtual void AppendLine(WireConnection connection, ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        connection.Append(first);
        connection.Append(second);
        connection.Append("\r\n"u8);
    }

    /// <summary>How many bytes the next send may take.</summary>
    /// <param name="unsent">All that waits.</param>
    public virtual int NextSend(ReadOnlySpan<byte> unsent) => unsent.Length;
}
