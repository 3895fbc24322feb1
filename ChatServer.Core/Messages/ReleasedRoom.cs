namespace ChatServer.Core.Messages;

/// <summary>
/// Room of messages that have left one mailbox, which their sender gets back in steps. One processor sends while another one confirms: if each confirmation changed
/// the sender's counts, the two would wait for each other's caches with every message. Not thread-safe: guarded by the lock of the mailbox's user.
/// </summary>
internal struct ReleasedRoom
{
    /// <summary>Messages that a sender may be counted too many for each mailbox that still has messages.</summary>
    public const int MaxMessages = 15;

    private Sender? _sender;
    private int _messages;
    private long _characters;

    /// <summary>A message has left the mailbox.</summary>
    /// <param name="sender">Its sender.</param>
    /// <param name="characters">What it counted.</param>
    /// <param name="isEmpty">Whether the mailbox is empty now: nothing is kept back.</param>
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

    /// <summary>Gives back what is kept back.</summary>
    public void Return()
    {
        _sender?.Add(-_messages, -_characters, 0);
        this = default;
    }
}
