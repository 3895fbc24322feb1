namespace ChatServer.Core.Delivery;

/// <summary>The result of recalling a message.</summary>
public enum RecallResult
{
    /// <summary>At least one copy was removed before its recipient confirmed it.</summary>
    Recalled,

    /// <summary>The user has sent no such message, or without receipts and without a reference.</summary>
    NotFound,

    /// <summary>No copy is left: all are confirmed, expired or recalled.</summary>
    Ended,

    /// <summary>The message is older than <see cref="Limits.StoreLimits.RecallAge"/>.</summary>
    TooOld,
}

/// <summary>The outcome of recalling a message.</summary>
/// <param name="Result">The result.</param>
/// <param name="Count">Number of copies that were removed.</param>
/// <param name="Position">Do not report the outcome before this position is durable.</param>
public readonly record struct RecallOutcome(RecallResult Result, int Count, long Position);
