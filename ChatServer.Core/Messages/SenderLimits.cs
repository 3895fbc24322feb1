using ChatServer.Core.Limits;

namespace ChatServer.Core.Messages;

/// <summary>The share of the pools that one sender, and all senders at one address together, may use.</summary>
public sealed class SenderLimits
{
    // Minimum share, so that the shares of a small pool are still useful.
    private const long MinMessages = 1000;
    private const long MinCharacters = 1024 * 1024;
    private const int MinUnknown = 10;

    /// <summary>Computes the limits from the options. An option of 0 becomes a fraction of its pool.</summary>
    /// <param name="limits">The options.</param>
    public SenderLimits(StoreLimits limits)
    {
        MaxMessages = Choose(limits.MaxMessagesPerSender, limits.MaxMessages / 4, MinMessages);
        MaxCharacters = Choose(limits.MaxCharactersPerSender, limits.MaxCharacters / 4, MinCharacters);
        MaxMessagesOfAddress = Choose(limits.MaxMessagesPerAddress, limits.MaxMessages / 2, MinMessages);
        MaxCharactersOfAddress = Choose(limits.MaxCharactersPerAddress, limits.MaxCharacters / 2, MinCharacters);
        MaxMembershipsOfAddress = Choose(limits.MaxMembershipsPerAddress, limits.MaxMemberships / 2, MinMessages);
        MaxUnknown = Math.Max(MinUnknown, limits.MaxMessagesToUnknown / 10);
        MaxUnknownOfAddress = Math.Max(MinUnknown, limits.MaxMessagesToUnknown / 2);
    }

    /// <summary>Unconfirmed messages of one sender. A sender below the limit may send one more message, whatever its cost.</summary>
    public long MaxMessages { get; }

    /// <summary>Characters of one sender's unconfirmed messages.</summary>
    public long MaxCharacters { get; }

    /// <summary>Unconfirmed messages of all senders at one address.</summary>
    public long MaxMessagesOfAddress { get; }

    /// <summary>Characters of the unconfirmed messages of all senders at one address.</summary>
    public long MaxCharactersOfAddress { get; }

    /// <summary>Group memberships of all users at one address.</summary>
    public long MaxMembershipsOfAddress { get; }

    /// <summary>Unconfirmed messages of one sender to ids without an account.</summary>
    public int MaxUnknown { get; }

    /// <summary>Unconfirmed messages of one address to ids without an account.</summary>
    public int MaxUnknownOfAddress { get; }

    private static long Choose(long configured, long part, long min) => configured > 0 ? configured : Math.Max(part, min);
}
