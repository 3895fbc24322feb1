namespace ChatServer.Client.Internal;

/// <summary>A connection that carries lines of utf-8 without their ends. One reader and one writer at a time.</summary>
internal interface ILink : IDisposable
{
    /// <summary>Whether it speaks JSON from its first line on.</summary>
    bool IsJson { get; }

    /// <summary>Sends lines.</summary>
    ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken);

    /// <summary>Waits for a line, which is valid until the next call.</summary>
    /// <returns>The line; <see langword="null"/> when the server has ended the connection in order.</returns>
    /// <exception cref="ChatException">The line is too long.</exception>
    ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken);
}
