namespace ChatServer.Core.Storage;

/// <summary>The kind of a record. The numbers are stored on disk and never change.</summary>
public enum RecordKind : byte
{
    /// <summary>
    /// A message was accepted: <see cref="StoreRecord.Id"/>, <see cref="StoreRecord.User"/> is the recipient, <see cref="StoreRecord.From"/>,
    /// <see cref="StoreRecord.Text"/>, <see cref="StoreRecord.IsTracked"/>, <see cref="StoreRecord.Reference"/>.
    /// </summary>
    MessageAdded = 1,

    /// <summary>
    /// A message ended: <see cref="StoreRecord.Id"/>, <see cref="StoreRecord.User"/> is the recipient, <see cref="StoreRecord.Time"/>,
    /// <see cref="StoreRecord.End"/>.
    /// </summary>
    MessageEnded = 2,

    /// <summary>
    /// A tracked message ended earlier and is remembered. The record has the members of <see cref="MessageAdded"/> without the text, and those of
    /// <see cref="MessageEnded"/>.
    /// </summary>
    MessageRemembered = 3,

    /// <summary>The server assigns no message id up to <see cref="StoreRecord.Id"/> again.</summary>
    LastId = 4,

    /// <summary>
    /// An account was created or changed: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Text"/> is its password hash,
    /// <see cref="StoreRecord.Time"/>.
    /// </summary>
    AccountSet = 5,

    /// <summary>An account was removed: <see cref="StoreRecord.User"/>.</summary>
    AccountRemoved = 6,

    /// <summary>
    /// A user joined a group: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Group"/>. The new member receives only messages with an id greater than
    /// <see cref="StoreRecord.Id"/>.
    /// </summary>
    GroupJoined = 7,

    /// <summary>A user left a group: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Group"/>.</summary>
    GroupLeft = 8,

    /// <summary>
    /// A message to a group was accepted: <see cref="StoreRecord.Id"/>, <see cref="StoreRecord.Group"/>, <see cref="StoreRecord.From"/>,
    /// <see cref="StoreRecord.Text"/>, <see cref="StoreRecord.IsTracked"/>, <see cref="StoreRecord.Reference"/>. Its recipients are the members of the group at
    /// this place of the journal, without the sender and without the users in <see cref="StoreRecord.Except"/>.
    /// </summary>
    GroupMessageAdded = 9,

    /// <summary>
    /// A message to a group that some members have not confirmed. The record has the members of <see cref="GroupMessageAdded"/>, and
    /// <see cref="StoreRecord.End"/> if a copy expired or was recalled. Its recipients are only the users that <see cref="GroupCopyKept"/> records name.
    /// </summary>
    GroupMessageKept = 10,

    /// <summary>
    /// A user has not confirmed a message to a group: <see cref="StoreRecord.Id"/>, <see cref="StoreRecord.User"/>. The message's record precedes it.
    /// </summary>
    GroupCopyKept = 11,

    /// <summary>The clock that measures ages showed <see cref="StoreRecord.Time"/>. The journal itself uses the number 12.</summary>
    AgeKept = 13,

    /// <summary>An admin changed the flags of an account: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Flags"/>.</summary>
    AccountFlagsSet = 14,

    /// <summary>
    /// A ban was set: <see cref="StoreRecord.User"/> is its target, <see cref="StoreRecord.Time"/> its end or 0, <see cref="StoreRecord.Text"/> its reason.
    /// </summary>
    BanSet = 15,

    /// <summary>A ban was removed: <see cref="StoreRecord.User"/> is its target.</summary>
    BanRemoved = 16,

    /// <summary>
    /// A user added an entry to a list: <see cref="StoreRecord.User"/>, <see cref="StoreRecord.Reference"/> is the name of the list,
    /// <see cref="StoreRecord.Text"/> is the entry.
    /// </summary>
    ListEntryAdded = 17,

    /// <summary>An entry of a list was removed. The record has the members of <see cref="ListEntryAdded"/>.</summary>
    ListEntryRemoved = 18,
}

/// <summary>How a message ended. The numbers are on disk and never change.</summary>
public enum MessageEnd : byte
{
    /// <summary>Its recipient confirmed it.</summary>
    Confirmed = 1,

    /// <summary>It was unconfirmed for longer than the configured age.</summary>
    Expired = 2,

    /// <summary>Its sender recalled it.</summary>
    Recalled = 3,
}

/// <summary>One change of the stored state. <see cref="RecordKind"/> states which members a kind uses.</summary>
public readonly record struct StoreRecord
{
    /// <summary>The kind of the record.</summary>
    public required RecordKind Kind { get; init; }

    /// <summary>Id of a message.</summary>
    public Guid Id { get; init; }

    /// <summary>Id of a user.</summary>
    public string User { get; init; }

    /// <summary>Id of the sender.</summary>
    public string From { get; init; }

    /// <summary>Name of a group. A remembered message has either a user or a group.</summary>
    public string? Group { get; init; }

    /// <summary>
    /// Ids of members that do not receive a message because their mailboxes are full, separated by spaces. <see langword="null"/> if there are none.
    /// </summary>
    public string? Except { get; init; }

    /// <summary>
    /// Ids of the members that receive a message to a group. Set only for a store that <see cref="IStore.WantsRecipients"/>. No journal contains it.
    /// </summary>
    public IReadOnlyCollection<string>? Recipients { get; init; }

    /// <summary>A text.</summary>
    public string Text { get; init; }

    /// <summary>The sender's own name for the message, or <see langword="null"/>; or the name of a list.</summary>
    public string? Reference { get; init; }

    /// <summary>Whether the sender is notified of the end of the message.</summary>
    public bool IsTracked { get; init; }

    /// <summary>How a message ended.</summary>
    public MessageEnd End { get; init; }

    /// <summary>Flags of an account.</summary>
    public byte Flags { get; init; }

    /// <summary>When a message was accepted. Set only if the id of the message does not contain this time.</summary>
    public MessageMoment Accepted { get; init; }

    /// <summary>The time of the event, in milliseconds since 1970 UTC.</summary>
    public long Time { get; init; }
}
