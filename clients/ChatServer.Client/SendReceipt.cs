namespace ChatServer.Client;

/// <summary>A message is stored: it will reach its recipient.</summary>
/// <param name="Id">The message's id, as the recipient sees it.</param>
/// <param name="Level">What it survives.</param>
/// <param name="IsWaiting">The server said that the recipient is not logged in, so that the message waits. Not said of messages to groups, nor of one whose reply came only after a lost link.</param>
/// <param name="NotFor">Members of the group for whom it was not stored, because they have too many unconfirmed messages; at most 100 are named.</param>
public sealed record SendReceipt(Guid Id, StoreLevel Level, bool IsWaiting, IReadOnlyList<string> NotFor);

/// <summary>Where the server keeps messages.</summary>
public enum StoreLevel
{
    /// <summary>In memory: they end with the server.</summary>
    Memory,

    /// <summary>On disk.</summary>
    Disk,
}
