using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>The life of a message.</summary>
/// <param name="Id">The message.</param>
/// <param name="From">Id of the sender.</param>
/// <param name="To">Id of the recipient, or name of the group.</param>
public sealed record MessageTrace(Guid Id, string From, string To)
{
    /// <summary>Whether it was sent to a group.</summary>
    public bool IsToGroup { get; init; }

    /// <summary>How many members of the group have not confirmed it.</summary>
    public int Unconfirmed { get; init; }

    /// <summary>What it survives.</summary>
    public StoreLevel Level { get; init; }

    /// <summary>How often it was handed to a connection of the recipient, since the server started; to any of them, if it was sent to a group.</summary>
    public int Deliveries { get; init; }

    /// <summary>When it was delivered last, if that is known.</summary>
    public DateTimeOffset LastDelivered { get; init; }

    /// <summary>How it ended, for the last member if it was sent to a group; <see langword="null"/> while it is unconfirmed.</summary>
    public MessageEnd? End { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset EndedAt { get; init; }
}
