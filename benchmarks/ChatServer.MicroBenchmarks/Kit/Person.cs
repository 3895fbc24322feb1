using System.Text;

namespace ChatServer.MicroBenchmarks.Kit;

/// <summary>The client's end of a connection. Looks at what it receives without allocating.</summary>
public sealed class Person
{
    private readonly InMemoryTransport _transport;

    internal Person(InMemoryTransport transport) => _transport = transport;

    /// <summary>Sends a line; it is handled, and everybody has received what follows from it, when this returns.</summary>
    /// <param name="line">The line without its end.</param>
    public void Says(string line) => Sends(Encoding.UTF8.GetBytes(line + "\r\n"));

    /// <summary>Sends a block of lines; they are handled, and everybody has received what follows from them, when this returns.</summary>
    /// <param name="block">The lines, each with its end.</param>
    public void Sends(ReadOnlyMemory<byte> block) => _transport.Receive(block);

    /// <summary>Checks all that was received since the last look.</summary>
    /// <param name="expected">What it must be.</param>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public void Receives(ReadOnlySpan<byte> expected)
    {
        ReadOnlySpan<byte> received = _transport.TakeSent();
        if (!received.SequenceEqual(expected))
            throw Unexpected(received, expected, default);
    }

    /// <summary>Looks at all that was received since the last look.</summary>
    /// <param name="start">How it must start.</param>
    /// <param name="end">How it must end.</param>
    /// <returns>What is between; valid until something is received again.</returns>
    /// <exception cref="InvalidOperationException">It is something else.</exception>
    public ReadOnlySpan<byte> ReceivesBetween(ReadOnlySpan<byte> start, ReadOnlySpan<byte> end)
    {
        ReadOnlySpan<byte> received = _transport.TakeSent();
        if (!received.StartsWith(start) || !received.EndsWith(end))
            throw Unexpected(received, start, end);
        return received[start.Length..^end.Length];
    }

    /// <summary>Does not care what was received.</summary>
    public void Forgets() => _transport.TakeSent();

    private static InvalidOperationException Unexpected(ReadOnlySpan<byte> received, ReadOnlySpan<byte> start, ReadOnlySpan<byte> end)
        => new($"Received '{Encoding.UTF8.GetString(received)}' instead of '{Encoding.UTF8.GetString(start)}...{Encoding.UTF8.GetString(end)}'.");
}
