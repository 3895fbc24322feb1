namespace ChatServer.Core.Storage;

/// <summary>What a record says. The numbers are on disk and never change.</summary>
public enum RecordKind : byte
{
    /// <summary>A message was accepted: <see cref="StoreRecord.Id"/>, <see cref="StoreRecord.User"/> is the recipient, <see cref="StoreRecord.From"/>, <see cref="StoreRecord.Text"/>, <see cref="StoreRecord.IsTracked"/>, <see cref="StoreRecord.Reference"/>.</summary>
    MessageAdded = 1,

    /// <summary>A message ended: <see cref="StoreRecord.Id"/>, <see cref="StoreRecord.User"/> is the recipient, <see cref="StoreRecord.Time"/>, <see cref="StoreRecord.End"/>.</summary>
    MessageEnded = 2,

    /// <summary>A tracked message ended earlier and is remembered: as <see cref="MessageAdded"/> without text and <see cref="MessageEnded"/> together.</summary>
    MessageRemembered = 3,

    /// <summary>No id up to <see cref="StoreRecord.Id"/> is ever given again.</summary>
    LastId = 4,

    /// <summary>An account was made or changed: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Text"/> is its password hash, <see cref="StoreRecord.Time"/>.</summary>
    AccountSet = 5,

    /// <summary>An account was removed: <see cref="StoreRecord.User"/>.</summary>
    AccountRemoved = 6,

    /// <summary>A user joined a group: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Group"/>; only messages with a greater id than <see cref="StoreRecord.Id"/> are for the new member.</summary>
    GroupJoined = 7,

    /// <summary>A user left a group: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Group"/>.</summary>
    GroupLeft = 8,

    /// <summary>
    /// A message to a group was accepted, for everybody who is a member at this place of the journal but the sender and <see cref="StoreRecord.Except"/>:
    /// <see cref="StoreRecord.Id"/>, <see cref="StoreRecord.Group"/>, <see cref="StoreRecord.From"/>, <see cref="StoreRecord.Text"/>,
    /// <see cref="StoreRecord.IsTracked"/>, <see cref="StoreRecord.Reference"/>.
    /// </summary>
    GroupMessageAdded = 9,

    /// <summary>A message to a group that some have not confirmed: as <see cref="GroupMessageAdded"/>, but for those only whom <see cref="GroupCopyKept"/> names, and with <see cref="StoreRecord.End"/> if somebody's copy was given up.</summary>
    GroupMessageKept = 10,

    /// <summary>A user has not confirmed a message to a group, whose record stands before: <see cref="StoreRecord.Id"/>, <see cref="StoreRecord.User"/>.</summary>
    GroupCopyKept = 11,

    /// <summary>The time that ages are measured with was <see cref="StoreRecord.Time"/>. 12 is the journal's own.</summary>
    AgeKept = 13,

    /// <summary>An administrator has decided about an account: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Flags"/>.</summary>
    AccountFlagsSet = 14,

    /// <summary>
    /// A ban was set: <see cref="StoreRecord.User"/> is its target, <see cref="StoreRecord.Time"/> its end or 0, <see cref="StoreRecord.Text"/> its reason.
    /// </summary>
    BanSet = 15,

    /// <summary>A ban was removed: <see cref="StoreRecord.User"/> is its target.</summary>
    BanRemoved = 16,
}

/// <summary>How a message ended. The numbers are on disk and never change.</summary>
public enum MessageEnd : byte
{
    /// <summary>Its recipient confirmed it.</summary>
    Confirmed = 1,

    /// <summary>It was unconfirmed for longer than the configured age.</summary>
    Expired = 2,
}

/// <summary>One change of what outlives the process. Which members mean something is said at <see cref="RecordKind"/>.</summary>
public readonly record struct StoreRecord
{
    /// <summary>What the record says.</summary>
    public required RecordKind Kind { get; init; }

    /// <summary>Id of a message.</summary>
    public Guid Id { get; init; }

    /// <summary>Id of a user.</summary>
    public string User { get; init; }

    /// <summary>Id of the sender.</summary>
    public string From { get; init; }

    /// <summary>Name of a group. A message that is remembered has either a user or a group.</summary>
    public string? Group { get; init; }

    /// <summary>Ids of members who do not get a message because their mailboxes are full, separated by spaces; else <see langword="null"/>.</summary>
    public string? Except { get; init; }

    /// <summary>A text.</summary>
    public string Text { get; init; }

    /// <summary>The sender's own name for the message, or <see langword="null"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether the sender is told what becomes of the message.</summary>
    public bool IsTracked { get; init; }

    /// <summary>How a message ended.</summary>
    public MessageEnd End { get; init; }

    /// <summary>Flags of an account.</summary>
    public byte Flags { get; init; }

    /// <summary>When a message was accepted, if its id does not say that.</summary>
    public MessageMoment Accepted { get; init; }

    /// <summary>When, in milliseconds since 1970 UTC.</summary>
    public long Time { get; init; }
}
