using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>A message that its recipient has not confirmed; those of one message to a group share it. Immutable.</summary>
/// <param name="Id">Unique, version 7: later messages of one recipient have greater ids.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Text">The text, safe to print on one line.</param>
/// <param name="NotBefore">
/// The position in the store that must be durable before the message is delivered; 0 for a message that may go at once because nobody
/// is told that it was stored.
/// </param>
public record StoredMessage(Guid Id, Sender Sender, string Text, long NotBefore)
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

    /// <summary>When the message was accepted, by the system's clock.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Moment.Wall);

    /// <summary>When the message was accepted. Its id says that, unless the clock was wrong.</summary>
    public virtual MessageMoment Moment => new(MessageIds.MillisecondsOf(Id), MessageIds.MillisecondsOf(Id));

    /// <summary>What is kept of the moment besides the id; <see langword="default"/> if nothing is.</summary>
    public virtual MessageMoment KeptMoment => default;

    /// <summary>Makes a message.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="text">The text.</param>
    /// <param name="notBefore">See <see cref="NotBefore"/>.</param>
    /// <param name="moment">When it was accepted; <see langword="default"/> if its id says that.</param>
    /// <param name="group">See <see cref="Group"/>.</param>
    public static StoredMessage Create(Guid id, Sender sender, string text, long notBefore, MessageMoment moment, GroupMessage? group = null)
        => moment == default || MessageIds.Tells(id, moment)
            ? new StoredMessage(id, sender, text, notBefore) { Group = group }
            : new DatedMessage(id, sender, text, notBefore, moment) { Group = group };

    // Few need it, and all would pay 16 bytes for it.
    private sealed record DatedMessage(Guid Id, Sender Sender, string Text, long NotBefore, MessageMoment Accepted) : StoredMessage(Id, Sender, Text, NotBefore)
    {
        public override MessageMoment Moment => Accepted;

        public override MessageMoment KeptMoment => Accepted;
    }
}
