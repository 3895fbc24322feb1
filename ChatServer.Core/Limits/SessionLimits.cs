

namespace ChatServer.Core.Limits;

/// <summary>Limits for one connection. docs/limits.md lists the replies.</summary>
public sealed record SessionLimits
{
    /// <summary>Maximum rate. It has a maximum because meters count in nanoseconds.</summary>
    public const int MaxRate = 1_000_000;

    /// <summary>Maximum burst.</summary>
    public const int MaxBurst = 10_000_000;

    /// <summary>
    /// Maximum length of a message's text, in UTF-16 characters. A longer text is refused. Default 4096, the longest text that a line of the shipped
    /// <c>maxRequestLength</c> can contain. At least 1.
    /// </summary>
    public int MaxTextLength { get; init; } = 4096;

    /// <summary>
    /// Messages of one account per second, over all its connections. Excess messages are refused. Default 1000, enough for a program that relays messages of
    /// many people. 0 for no limit, at most 1,000,000.
    /// </summary>
    public int MessagesPerSecond { get; init; } = 1_000;

    /// <summary>
    /// Burst of messages. Default 100,000, as many as one sender may have in an empty mailbox (half of <see cref="StoreLimits.MaxMessagesPerUser"/>).
    /// A client that reads no replies loses a refused message. Therefore the burst lets a client send at once what it has collected elsewhere. 1 to 10,000,000.
    /// </summary>
    public int MessageBurst { get; init; } = 100_000;

    /// <summary>
    /// Lines of any kind per second. Above this rate the server reads the connection more slowly and refuses nothing. Default 10,000: a flood
    /// takes at most a tenth of one core, as docs/limits.md shows. 0 for no limit, at most 1,000,000.
    /// </summary>
    public int CommandsPerSecond { get; init; } = 10_000;

    /// <summary>
    /// Burst of lines. Default 100,000, half of a full mailbox, which is the share of one sender. A client that receives and confirms that many
    /// messages is not slowed down. 1 to 10,000,000.
    /// </summary>
    public int CommandBurst { get; init; } = 100_000;

    /// <summary>
    /// Maximum time from connecting to logging in. Default 120 s, the same as LoginGraceTime of OpenSSH; zero for no limit. Whole seconds.
    /// </summary>
    public TimeSpan LoginTimeOut { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// Maximum time that data waits for a client that reads none of it. Default 60 s, the same as send_timeout of nginx; zero for no limit. Whole seconds.
    /// </summary>
    public TimeSpan SlowReaderTimeOut { get; init; } = TimeSpan.FromSeconds(60);

    internal Rate CreateMessageRate() => new(MessagesPerSecond, MessageBurst);

    internal Rate CreateCommandRate() => new(CommandsPerSecond, CommandBurst);
}
