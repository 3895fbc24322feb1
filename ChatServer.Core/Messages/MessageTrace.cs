using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>The history of a message, as <c>Trace</c> shows it.</summary>
/// <param name="Id">The message.</param>
/// <param name="From">Id of the sender.</param>
/// <param name="To">Id of the recipient, or name of the group.</param>
public sealed record MessageTrace(Guid Id, string From, string To)
{
    /// <summary>Whether it was sent to a group.</summary>
    public bool IsToGroup { get; init; }

    /// <summary>Number of members of the group who have not confirmed it.</summary>
    public int Unconfirmed { get; init; }

    /// <summary>Which kind of failure the stored message survives.</summary>
    public StoreLevel Level { get; init; }

    /// <summary>
    /// Number of deliveries to a connection of the recipient since the server started. For a message to a group: to any member.
    /// </summary>
    public int Deliveries { get; init; }

    /// <summary>When it was delivered last, if that is known.</summary>
    public DateTimeOffset LastDelivered { get; init; }

    /// <summary>How it ended; for a message to a group, when the last copy ended. <see langword="null"/> while it is unconfirmed.</summary>
    public MessageEnd? End { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; init; }
}
