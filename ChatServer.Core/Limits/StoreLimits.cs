namespace ChatServer.Core.Limits;

/// <summary>How much is kept: messages for people who have not confirmed them, and who is in which group. What is over a limit is refused, with an answer.</summary>
public sealed record StoreLimits
{
    /// <summary>Unconfirmed messages of one recipient. Default 200,000; one sender alone fills half of it.</summary>
    public int MaxMessagesPerUser { get; init; } = 200_000;

    /// <summary>Characters (UTF-16, 2 bytes of memory each) of one recipient's unconfirmed texts. Default 128 Mi, which is 256 MiB.</summary>
    public long MaxCharactersPerUser { get; init; } = 128L * 1024 * 1024;

    /// <summary>Unconfirmed messages of one sender. Default 0: a quarter of <see cref="MaxMessages"/>, at least 1000.</summary>
    public long MaxMessagesPerSender { get; init; }

    /// <summary>Characters of one sender's unconfirmed texts, and 256 for each. Default 0: a quarter of <see cref="MaxCharacters"/>, at least 1 Mi.</summary>
    public long MaxCharactersPerSender { get; init; }

    /// <summary>Unconfirmed messages of all senders who act from one address. Default 0: half of <see cref="MaxMessages"/>, at least 1000.</summary>
    public long MaxMessagesPerAddress { get; init; }

    /// <summary>Characters of these, as for one sender. Default 0: half of <see cref="MaxCharacters"/>, at least 1 Mi.</summary>
    public long MaxCharactersPerAddress { get; init; }

    /// <summary>
    /// Unconfirmed messages of all to ids that have no account yet, where first logins make accounts. Default 100,000; one sender may have a tenth, one address half.
    /// </summary>
    public int MaxMessagesToUnknown { get; init; } = 100_000;

    /// <summary>Unconfirmed messages of all recipients. Default 2,000,000.</summary>
    public long MaxMessages { get; init; } = 2_000_000;

    /// <summary>
    /// Messages that were confirmed or have expired and are remembered, so that <c>Trace</c> knows them and a repeated reference is noticed. Default 100,000.
    /// </summary>
    public int RememberedMessages { get; init; } = 100_000;

    /// <summary>Of these, those of one sender. Default 10,000.</summary>
    public int RememberedMessagesPerSender { get; init; } = 10_000;

    /// <summary>How long they are remembered while the server runs. Default 7 days.</summary>
    public TimeSpan RememberedAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Characters of all unconfirmed texts. Default 256 Mi, which is 512 MiB.</summary>
    public long MaxCharacters { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Messages that are unconfirmed for longer expire, and their senders get a notice. Whole seconds; default zero: for ever, as a message
    /// was promised to be kept until it is confirmed.
    /// </summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Groups that one user may be in. Default 100.</summary>
    public int MaxGroupsPerUser { get; init; } = 100;

    /// <summary>Members of one group. Default 10,000, as many as a shipped listener has connections.</summary>
    public int MaxMembersPerGroup { get; init; } = 10_000;

    /// <summary>Members of all groups together; who is in two counts twice. Each takes about 500 bytes of memory. Default 500,000.</summary>
    public int MaxMemberships { get; init; } = 500_000;

    /// <summary>Memberships of all users who act from one address. Default 0: half of <see cref="MaxMemberships"/>, at least 1000.</summary>
    public int MaxMembershipsPerAddress { get; init; }
}
