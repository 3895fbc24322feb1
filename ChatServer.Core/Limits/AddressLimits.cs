

namespace ChatServer.Core.Limits;

/// <summary>
/// Limits for all connections from one address together. Of an IPv6 address the first 64 bits count, because one subscriber gets at least
/// such a block (RFC 6177). Loopback addresses count too. docs/limits.md lists the replies.
/// </summary>
public sealed record AddressLimits
{
    /// <summary>
    /// Maximum number of open connections, over all servers. Default 10,000, which equals the shipped <c>maxConnectionNumber</c>: a company behind one
    /// address, or a proxy that does not forward client addresses, is not limited further. 0 for no limit.
    /// </summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Login attempts per second, accepted or not. Excess attempts are refused. Default 100; 0 for no limit, at most 1,000,000.</summary>
    public int LoginsPerSecond { get; init; } = 100;

    /// <summary>
    /// Burst of login attempts. Default 10,000, which equals <see cref="MaxConnections"/>: after an outage of the server or the network, all clients log in
    /// at once. 1 to 10,000,000.
    /// </summary>
    public int LoginBurst { get; init; } = 10_000;

    /// <summary>
    /// Lines of any kind per second. Above this rate the server reads the address's connections more slowly and refuses nothing. Default 50,000, five times
    /// the limit of one connection: a flood from one address takes half of a core. 0 for no limit, at most 1,000,000.
    /// </summary>
    public int CommandsPerSecond { get; init; } = 50_000;

    /// <summary>Burst of lines. Default 1,000,000, ten times the default <see cref="SessionLimits.CommandBurst"/>. 1 to 10,000,000.</summary>
    public int CommandBurst { get; init; } = 1_000_000;

    internal Rate CreateCommandRate() => new(CommandsPerSecond, CommandBurst);

    internal Rate CreateLoginRate() => new(LoginsPerSecond, LoginBurst);
}
