using ChatServer.Storage;

namespace ChatServer.Messages;

/// <summary>What is known of a message whose sender is told what becomes of it.</summary>
/// <param name="Id">The message.</param>
/// <param name="From">Id of the sender.</param>
/// <param name="To">Id of the recipient, or name of the group.</param>
/// <param name="Reference">The sender's own name for it, if it has one.</param>
public sealed record TrackedMessage(Guid Id, string From, string To, string? Reference)
{
    /// <summary>Whether it was sent to a group.</summary>
    public bool IsToGroup { get; init; }

    /// <summary>Where its record is in the store; 0 before it has one.</summary>
    public long Position { get; init; }

    /// <summary>How often it was handed to a connection of the recipient, since the server started.</summary>
    public int Deliveries { get; init; }

    /// <summary>When it was handed over last.</summary>
    public DateTimeOffset LastDelivered { get; init; }

    /// <summary>How it ended; <see langword="null"/> while it is unconfirmed.</summary>
    public MessageEnd? End { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; init; }
}
