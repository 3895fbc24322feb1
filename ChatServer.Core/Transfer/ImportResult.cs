namespace ChatServer.Core.Transfer;

/// <summary>How an import ended.</summary>
public sealed record ImportResult
{
    /// <summary>Why nothing was imported; <see langword="null"/> if it was.</summary>
    public string? Fault { get; init; }

    /// <summary>Index of the item that is wrong; -1 if all items together are, or none.</summary>
    public int FaultIndex { get; init; } = -1;

    /// <summary>Number of accounts that were added.</summary>
    public long Accounts { get; init; }

    /// <summary>Number of bans that were set.</summary>
    public long Bans { get; init; }

    /// <summary>Number of memberships that were added.</summary>
    public long Memberships { get; init; }

    /// <summary>Number of messages that were added to mailboxes. A message to three members of a group counts three times.</summary>
    public long Messages { get; init; }

    /// <summary>Number of accounts, memberships and messages that were there already.</summary>
    public long Existing { get; init; }
}
