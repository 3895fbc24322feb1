namespace ChatServer.Messages;

/// <summary>A message that its recipient has not confirmed; those of one message to a group share it. Immutable.</summary>
/// <param name="Id">Unique, version 7: later messages of one recipient have greater ids.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Text">The text, safe to print on one line.</param>
/// <param name="NotBefore">
/// The position in the store that must be durable before the message is delivered; 0 for a message that may go at once because nobody
/// is told that it was stored.
/// </param>
public sealed record StoredMessage(Guid Id, Sender Sender, string Text, long NotBefore)
{
    /// <summary>Makes a message of a sender of whom nothing is counted.</summary>
    /// <param name="id">As above.</param>
    /// <param name="from">Id of the sender.</param>
    /// <param name="text">As above.</param>
    /// <param name="notBefore">As above.</param>
    public StoredMessage(Guid id, string from, string text, long notBefore)
        : this(id, new Sender(from), text, notBefore)
    {
    }

    /// <summary>Id of the sender.</summary>
    public string From => Sender.Id;

    /// <summary>What the copies of a message to a group share; <see langword="null"/> for a message to one user.</summary>
    public GroupMessage? Group { get; init; }

    /// <summary>Whether the sender is told what becomes of the message.</summary>
    public bool IsTracked => NotBefore != 0;

    /// <summary>When the message was accepted.</summary>
    public DateTimeOffset Time => MessageIds.TimeOf(Id);
}
