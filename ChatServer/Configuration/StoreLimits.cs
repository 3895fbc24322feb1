namespace ChatServer.Configuration;

/// <summary>How much is kept: messages for people who have not confirmed them, and who is in which group. What is over a limit is refused, with an answer.</summary>
public sealed record StoreLimits
{
    /// <summary>Unconfirmed messages of one recipient. Default 100,000.</summary>
    public int MaxMessagesPerUser { get; init; } = 100_000;

    /// <summary>Characters (UTF-16, 2 bytes of memory each) of one recipient's unconfirmed texts. Default 64 Mi, which is 128 MiB.</summary>
    public long MaxCharactersPerUser { get; init; } = 64L * 1024 * 1024;

    /// <summary>Unconfirmed messages of all recipients. Default 2,000,000.</summary>
    public long MaxMessages { get; init; } = 2_000_000;

    /// <summary>
    /// Messages that were confirmed or given up and are remembered, so that <c>Trace</c> knows them and a repeated reference is noticed. Default 100,000.
    /// </summary>
    public int RememberedMessages { get; init; } = 100_000;

    /// <summary>Characters of all unconfirmed texts. Default 256 Mi, which is 512 MiB.</summary>
    public long MaxCharacters { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Messages that are unconfirmed for longer are given up, and their senders are told. Whole seconds; default zero: for ever, as a message
    /// was promised to be kept until it is confirmed.
    /// </summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Groups that one user may be in. Default 100.</summary>
    public int MaxGroupsPerUser { get; init; } = 100;

    /// <summary>Members of one group. Default 10,000, as many as a shipped listener has connections.</summary>
    public int MaxMembersPerGroup { get; init; } = 10_000;

    /// <summary>Members of all groups together; who is in two counts twice. Each takes about 500 bytes of memory. Default 500,000.</summary>
    public int MaxMemberships { get; init; } = 500_000;
}
