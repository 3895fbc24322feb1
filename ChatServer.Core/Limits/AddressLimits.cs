

namespace ChatServer.Core.Limits;

/// <summary>
/// What all connections from one address may do together; of an IPv6 address the first 64 bits count, which is the least that one
/// subscriber gets (RFC 6177). Loopback counts too. docs/limits.md tells the answers.
/// </summary>
public sealed record AddressLimits
{
    /// <summary>
    /// Open connections, of all servers together. Default 10,000, the shipped <c>maxConnectionNumber</c>, so that a company behind one
    /// address, or a proxy that does not say who is behind it, is served. 0 for no limit.
    /// </summary>
    public int MaxConnections { get; init; } = 10_000;

    /// <summary>Logins a second, accepted or not; those over it are refused. Default 100; 0 for no limit, at most 1,000,000.</summary>
    public int LoginsPerSecond { get; init; } = 100;

    /// <summary>
    /// Logins at once, after a pause. Default 10,000, as many as may be connected: when the server or the network comes back, all log in at
    /// once. 1 to 10,000,000.
    /// </summary>
    public int LoginBurst { get; init; } = 10_000;

    /// <summary>
    /// Lines of any kind a second; beyond it the address's connections are read more slowly. Default 50,000, five connections at their own limit: a flood from
    /// one address takes half of a core. 0 for no limit, at most 1,000,000.
    /// </summary>
    public int CommandsPerSecond { get; init; } = 50_000;

    /// <summary>Lines at once, after a pause. Default 1,000,000, the whole <see cref="SessionLimits.CommandBurst"/> of ten connections. 1 to 10,000,000.</summary>
    public int CommandBurst { get; init; } = 1_000_000;

    internal Rate CreateCommandRate() => new(CommandsPerSecond, CommandBurst);

    internal Rate CreateLoginRate() => new(LoginsPerSecond, LoginBurst);
}
