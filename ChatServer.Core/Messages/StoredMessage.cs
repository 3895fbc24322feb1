using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>An unconfirmed message in a mailbox. All recipients of a message to a group share one object. Immutable.</summary>
/// <param name="Id">A unique id, version 7. Later messages of one recipient have greater ids.</param>
/// <param name="Sender">The sender.</param>
/// <param name="Text">The text, safe to print on one line.</param>
/// <param name="NotBefore">
/// The position in the store that must be durable before the message is delivered. 0 for a message that may be delivered at once, because the
/// server does not report to its sender that it is stored.
/// </param>
public record StoredMessage(Guid Id, Sender Sender, string Text, long NotBefore)
{
    /// <summary>Creates a message whose sender has no counts.</summary>
    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="from">Id of the sender.</param>
    /// <param name="text">See <see cref="Text"/>.</param>
    /// <param name="notBefore">See <see cref="NotBefore"/>.</param>
    public StoredMessage(Guid id, string from, string text, long notBefore)
        : this(id, new Sender(from), text, notBefore)
    {
    }

    /// <summary>Id of the sender.</summary>
    public string From => Sender.Id;

    /// <summary>The data that the copies of a message to a group share; <see langword="null"/> for a message to one user.</summary>
    public GroupMessage? Group { get; init; }

    /// <summary>Whether the message is tracked: the server reports its delivery and its end to the sender.</summary>
    public bool IsTracked => NotBefore != 0;

    /// <summary>When the message was accepted, by the system's clock.</summary>
    public DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Moment.Wall);

    /// <summary>When the message was accepted. The id contains this time, unless the clock was wrong.</summary>
    public virtual MessageMoment Moment => new(MessageIds.MillisecondsOf(Id), MessageIds.MillisecondsOf(Id));

    /// <summary>The time of acceptance that is stored besides the id; <see langword="default"/> if the id is enough.</summary>
    public virtual MessageMoment KeptMoment => default;

    /// <summary>Creates a message.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="sender">The sender.</param>
    /// <param name="text">The text.</param>
    /// <param name="notBefore">See <see cref="NotBefore"/>.</param>
    /// <param name="moment">When it was accepted; <see langword="default"/> if its id contains the time.</param>
    /// <param name="group">See <see cref="Group"/>.</param>
    public static StoredMessage Create(Guid id, Sender sender, string text, long notBefore, MessageMoment moment, GroupMessage? group = null)
        => moment == default || MessageIds.Tells(id, moment)
            ? new StoredMessage(id, sender, text, notBefore) { Group = group }
            : new DatedMessage(id, sender, text, notBefore, moment) { Group = group };

    // A separate class, because few messages need the time and it takes 16 bytes.
    private sealed record DatedMessage(Guid Id, Sender Sender, string Text, long NotBefore, MessageMoment Accepted) : StoredMessage(Id, Sender, Text, NotBefore)
    {
        public override MessageMoment Moment => Accepted;

        public override MessageMoment KeptMoment => Accepted;
    }
}
