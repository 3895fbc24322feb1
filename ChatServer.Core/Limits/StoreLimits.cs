namespace ChatServer.Core.Limits;

/// <summary>Maximum amounts of stored data: unconfirmed messages and group memberships. An operation that exceeds a limit is refused with a reply.</summary>
public sealed record StoreLimits
{
    /// <summary>Unconfirmed messages of one recipient. Default 200,000. One sender alone can fill only half of it.</summary>
    public int MaxMessagesPerUser { get; init; } = 200_000;

    /// <summary>Characters (UTF-16, 2 bytes of memory each) of one recipient's unconfirmed texts. Default 128 Mi, which is 256 MiB.</summary>
    public long MaxCharactersPerUser { get; init; } = 128L * 1024 * 1024;

    /// <summary>Unconfirmed messages of one sender. Default 0: a quarter of <see cref="MaxMessages"/>, at least 1000.</summary>
    public long MaxMessagesPerSender { get; init; }

    /// <summary>
    /// Characters of one sender's unconfirmed texts. Each message counts 256 more. Default 0: a quarter of <see cref="MaxCharacters"/>, at least 1 Mi.
    /// </summary>
    public long MaxCharactersPerSender { get; init; }

    /// <summary>Unconfirmed messages of all senders at one address. Default 0: half of <see cref="MaxMessages"/>, at least 1000.</summary>
    public long MaxMessagesPerAddress { get; init; }

    /// <summary>
    /// Characters of the unconfirmed messages of all senders at one address, counted as for one sender. Default 0: half of <see cref="MaxCharacters"/>, at
    /// least 1 Mi.
    /// </summary>
    public long MaxCharactersPerAddress { get; init; }

    /// <summary>
    /// Unconfirmed messages of all senders to ids without an account, in the mode in which the first login creates the account. Default 100,000. One sender
    /// may use a tenth of it, one address half.
    /// </summary>
    public int MaxMessagesToUnknown { get; init; } = 100_000;

    /// <summary>Unconfirmed messages of all recipients. Default 2,000,000.</summary>
    public long MaxMessages { get; init; } = 2_000_000;

    /// <summary>
    /// Number of ended messages (confirmed or expired) that the server remembers, so that <c>Trace</c> finds them and a repeated reference is detected.
    /// Default 100,000.
    /// </summary>
    public int RememberedMessages { get; init; } = 100_000;

    /// <summary>Maximum number of remembered messages of one sender. Default 10,000.</summary>
    public int RememberedMessagesPerSender { get; init; } = 10_000;

    /// <summary>How long they are remembered, measured while the server runs. Default 7 days.</summary>
    public TimeSpan RememberedAge { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Characters of all unconfirmed texts. Default 256 Mi, which is 512 MiB.</summary>
    public long MaxCharacters { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Maximum age of an unconfirmed message. An older message expires, and its sender gets a notice. Whole seconds. Default zero: messages do not expire,
    /// because the server promises to keep a message until it is confirmed.
    /// </summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>How long a sender can recall a message. Whole seconds; zero: nothing can be recalled. Default 1 hour.</summary>
    public TimeSpan RecallAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Groups that one user may be in. Default 100.</summary>
    public int MaxGroupsPerUser { get; init; } = 100;

    /// <summary>Members of one group. Default 10,000, the shipped maximum number of connections of a listener.</summary>
    public int MaxMembersPerGroup { get; init; } = 10_000;

    /// <summary>Memberships in all groups; a user in two groups counts twice. Each takes about 500 bytes of memory. Default 500,000.</summary>
    public int MaxMemberships { get; init; } = 500_000;

    /// <summary>Memberships of all users at one address. Default 0: half of <see cref="MaxMemberships"/>, at least 1000.</summary>
    public int MaxMembershipsPerAddress { get; init; }
}
