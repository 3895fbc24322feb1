namespace ChatServer.Messages;

/// <summary>A message that its recipient has not confirmed.</summary>
/// <param name="Id">Unique, version 7: later messages of one recipient have greater ids.</param>
/// <param name="From">Id of the sender.</param>
/// <param name="Text">The text, safe to print on one line.</param>
/// <param name="NotBefore">
/// The position in the store that must be durable before the message is delivered; 0 for a message that may go at once because nobody
/// is told that it was stored.
/// </param>
/// <param name="Length">That of the text, which need not be looked at for it: it may lie in memory that nobody has touched for long.</param>
public readonly record struct StoredMessage(Guid Id, string From, string Text, long NotBefore, int Length)
{
    /// <summary>A new message.</summary>
    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="from">See <see cref="From"/>.</param>
    /// <param name="text">See <see cref="Text"/>.</param>
    /// <param name="notBefore">See <see cref="NotBefore"/>.</param>
    public StoredMessage(Guid id, string from, string text, long notBefore)
        : this(id, from, text, notBefore, text.Length)
    {
    }

    /// <summary>What the copies of a message to a group share; <see langword="null"/> for a message to one user.</summary>
    public GroupMessage? Group { get; init; }

    /// <summary>Whether the sender is told what becomes of the message.</summary>
    public bool IsTracked => NotBefore != 0;

    /// <summary>When the message was accepted.</summary>
    public DateTimeOffset Time => MessageIds.TimeOf(Id);
}
