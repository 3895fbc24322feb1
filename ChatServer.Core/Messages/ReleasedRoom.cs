namespace ChatServer.Core.Messages;

/// <summary>
/// Room of messages that were removed from one mailbox. The sender gets it back in steps. Without steps, each confirmation on one processor would
/// change the sender's counts while the sender uses them on another processor: the two would contend for a cache line with every message.
/// Not thread-safe: guarded by the lock of the mailbox's user.
/// </summary>
internal struct ReleasedRoom
{
    /// <summary>Maximum number of removed messages that still count for the sender, per mailbox that is not empty.</summary>
    public const int MaxMessages = 15;

    private Sender? _sender;
    private int _messages;
    private long _characters;

    /// <summary>The collected room: whose it is, messages and characters.</summary>
    public readonly (Sender? Sender, int Messages, long Characters) Collected => (_sender, _messages, _characters);

    /// <summary>Adds the room of a message that was removed from the mailbox.</summary>
    /// <param name="sender">The sender of the message.</param>
    /// <param name="characters">Cost of the message, in characters.</param>
    /// <param name="isEmpty">Whether the mailbox is empty now. If so, all room is returned at once.</param>
    public void Add(Sender sender, long characters, bool isEmpty)
    {
        if (!ReferenceEquals(_sender, sender))
            Return();
        _sender = sender;
        _messages++;
        _characters += characters;
        if (isEmpty || _messages > MaxMessages)
            Return();
    }

    /// <summary>Returns all collected room to the sender.</summary>
    public void Return()
    {
        _sender?.Add(-_messages, -_characters, 0);
        this = default;
    }
}
