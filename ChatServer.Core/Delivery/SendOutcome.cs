using ChatServer.Core.Messages;

namespace ChatServer.Core.Delivery;

/// <summary>The result of sending a message. The numeric values are not part of any protocol.</summary>
public enum SendResult
{
    /// <summary>Stored. The recipient is logged in, and the message is on its way.</summary>
    Delivering,

    /// <summary>Stored. The recipient is not logged in.</summary>
    StoredForLater,

    /// <summary>Not stored again: the sender has already sent a message with this reference.</summary>
    Repeated,

    /// <summary>Not stored: the recipient's id does not exist and cannot be created.</summary>
    NoSuchUser,

    /// <summary>Not stored: the recipient has blocked the sender.</summary>
    Blocked,

    /// <summary>Not stored: the recipient has too many unconfirmed messages.</summary>
    RecipientFull,

    /// <summary>Not stored: the sender's share of the recipient's mailbox is full.</summary>
    ShareFull,

    /// <summary>Not stored: too many messages of the sender are unconfirmed.</summary>
    SenderFull,

    /// <summary>Not stored: too many messages from the sender's address are unconfirmed.</summary>
    AddressFull,

    /// <summary>Not stored: the sender has too many unconfirmed messages to ids without an account.</summary>
    ToUnknownFull,

    /// <summary>Not stored: the server has too many unconfirmed messages to ids without an account.</summary>
    UnknownFull,

    /// <summary>Not stored: the server has too many unconfirmed messages.</summary>
    ServerFull,

    /// <summary>Not stored: the server cannot write to its disk.</summary>
    StoreFailing,

    /// <summary>Not stored: the sender is not in the group.</summary>
    NotAMember,

    /// <summary>Not stored: the sender is the only member of the group.</summary>
    NobodyElse,
}

/// <summary>The outcome of sending a message.</summary>
/// <param name="Result">The result.</param>
/// <param name="Id">The id of the message, or of the earlier message with the same reference.</param>
/// <param name="Position">Do not report that the message is stored before this position is durable.</param>
public readonly record struct SendOutcome(SendResult Result, Guid Id, long Position)
{
    private readonly IReadOnlyCollection<string>? _except;

    /// <summary>Members of the group who do not get the message because their mailboxes are full.</summary>
    public IReadOnlyCollection<string> Except
    {
        get => _except ?? [];
        init => _except = value;
    }

    /// <summary>The outcome for a message that is refused because a limit is reached.</summary>
    /// <param name="result">The limit that it would exceed.</param>
    internal static SendOutcome Refuse(QuotaResult result) => new(
        result switch
        {
            QuotaResult.RecipientFull => SendResult.RecipientFull,
            QuotaResult.ShareFull => SendResult.ShareFull,
            QuotaResult.SenderFull => SendResult.SenderFull,
            QuotaResult.AddressFull => SendResult.AddressFull,
            QuotaResult.ToUnknownFull => SendResult.ToUnknownFull,
            QuotaResult.UnknownFull => SendResult.UnknownFull,
            QuotaResult.ServerFull => SendResult.ServerFull,
            _ => throw new ArgumentOutOfRangeException(nameof(result), result, "is no refusal"),
        },
        default,
        0);
}

/// <summary>The outcome of a confirmation.</summary>
/// <param name="Count">Number of messages that were removed.</param>
/// <param name="Position">Do not report the removal before this position is durable.</param>
public readonly record struct EndOutcome(int Count, long Position);
