

namespace ChatServer.Core.Limits;

/// <summary>What one connection may do. docs/limits.md tells the answers.</summary>
public sealed record SessionLimits
{
    /// <summary>Largest rate: a bucket counts in nanoseconds.</summary>
    public const int MaxRate = 1_000_000;

    /// <summary>Largest burst.</summary>
    public const int MaxBurst = 10_000_000;

    /// <summary>
    /// Characters (UTF-16) of one message's text; a longer one is refused. Default 4096, what a line of the shipped <c>maxRequestLength</c>
    /// can hold at most. At least 1.
    /// </summary>
    public int MaxTextLength { get; init; } = 4096;

    /// <summary>
    /// Messages of one account a second, over all its connections; those over it are refused. Default 1000, what a program relays for many people; 0 for no limit, at most 1,000,000.
    /// </summary>
    public int MessagesPerSecond { get; init; } = 1_000;

    /// <summary>
    /// Messages at once, after a pause. Default 100,000, as many as one sender may have in an empty mailbox (half of <see cref="StoreLimits.MaxMessagesPerUser"/>): a refused
    /// message is lost to a client that reads no answers, so sending what was collected elsewhere must pass. 1 to 10,000,000.
    /// </summary>
    public int MessageBurst { get; init; } = 100_000;

    /// <summary>
    /// Lines of any kind a second; beyond it the connection is read more slowly, and nothing is refused. Default 10,000, so that a flood
    /// takes a tenth of one core at most, as docs/limits.md shows. 0 for no limit, at most 1,000,000.
    /// </summary>
    public int CommandsPerSecond { get; init; } = 10_000;

    /// <summary>
    /// Lines at once, after a pause. Default 100,000, half of a full mailbox, which is as much as one sender may have there: a client that gets and confirms that many
    /// messages is not slowed down. 1 to 10,000,000.
    /// </summary>
    public int CommandBurst { get; init; } = 100_000;

    /// <summary>
    /// How long a connection may take to log in. Default 120 s, that of OpenSSH's LoginGraceTime; zero for ever. Whole seconds.
    /// </summary>
    public TimeSpan LoginTimeOut { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// How long something may wait for a client that takes nothing of it. Default 60 s, that of nginx's send_timeout; zero for ever. Whole seconds.
    /// </summary>
    public TimeSpan SlowReaderTimeOut { get; init; } = TimeSpan.FromSeconds(60);

    internal Rate CreateMessageRate() => new(MessagesPerSecond, MessageBurst);

    internal Rate CreateCommandRate() => new(CommandsPerSecond, CommandBurst);
}
