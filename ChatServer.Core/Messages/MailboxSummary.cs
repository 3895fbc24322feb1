namespace ChatServer.Core.Messages;

/// <summary>A summary of a user's mailbox.</summary>
/// <param name="Id">The user.</param>
/// <param name="IsOnline">Whether the user is logged in.</param>
/// <param name="Count">Number of unconfirmed messages.</param>
/// <param name="Characters">Characters of their texts.</param>
/// <param name="Oldest">When the oldest one was accepted.</param>
/// <param name="OldestFrom">Id of the sender of the oldest one.</param>
/// <param name="Groups">Number of groups that the user is in.</param>
public sealed record MailboxSummary(string Id, bool IsOnline, int Count, long Characters, DateTimeOffset? Oldest, string? OldestFrom, int Groups);
