namespace ChatServer.Configuration;

/// <summary>How much is kept for people who have not confirmed it. A message over a limit is refused, and its sender is told.</summary>
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
}
