using ChatServer.Core.Messages;

namespace ChatServer.Core.Delivery;

/// <summary>What became of a sent message. The numbers are part of no protocol.</summary>
public enum SendResult
{
    /// <summary>Stored, and on its way to the recipient, who is logged in.</summary>
    Delivering,

    /// <summary>Stored; the recipient is not logged in.</summary>
    StoredForLater,

    /// <summary>Not stored once more: the sender has sent a message with this reference before.</summary>
    Repeated,

    /// <summary>Not stored: nobody has the recipient's id, and nobody could get it.</summary>
    NoSuchUser,

    /// <summary>Not stored: the recipient has too many unconfirmed messages.</summary>
    RecipientFull,

    /// <summary>Not stored: the sender's share of the recipient's mailbox is full.</summary>
    ShareFull,

    /// <summary>Not stored: too many messages of the sender are unconfirmed.</summary>
    SenderFull,

    /// <summary>Not stored: too many messages from the sender's address are unconfirmed.</summary>
    AddressFull,

    /// <summary>Not stored: too many messages of the sender wait for ids without an account.</summary>
    ToUnknownFull,

    /// <summary>Not stored: too many messages wait for ids without an account.</summary>
    UnknownFull,

    /// <summary>Not stored: the server has too many unconfirmed messages.</summary>
    ServerFull,

    /// <summary>Not stored: the server cannot write to its disk.</summary>
    StoreFailing,

    /// <summary>Not stored: the sender is not in the group.</summary>
    NotAMember,

    /// <summary>Not stored: nobody else is in the group.</summary>
    NobodyElse,
}

/// <summary>The answer to a sent message.</summary>
/// <param name="Result">What became of it.</param>
/// <param name="Id">The message, or the earlier one with its reference.</param>
/// <param name="Position">Nobody may be told that it is stored before this position is durable.</param>
public readonly record struct SendOutcome(SendResult Result, Guid Id, long Position)
{
    /// <summary>Members of the group who do not get the message, because their mailboxes are full.</summary>
    public IReadOnlyCollection<string> Except { get; init; } = [];

    /// <summary>The outcome for a message for which there is no room.</summary>
    /// <param name="result">What it would exceed.</param>
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

/// <summary>The answer to a confirmation.</summary>
/// <param name="Count">How many messages were removed.</param>
/// <param name="Position">Nobody may be told so before this position is durable.</param>
public readonly record struct EndOutcome(int Count, long Position);
