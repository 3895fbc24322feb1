using System.Net;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>A server that a load talks to, and as whom.</summary>
internal sealed record LoadTarget
{
    /// <summary>Name of its row in the report.</summary>
    public required string Name { get; init; }

    /// <summary>Where it listens.</summary>
    public required IPEndPoint EndPoint { get; init; }

    /// <summary>Where the other servers listen that share its database.</summary>
    public IReadOnlyList<IPEndPoint> Others { get; init; } = [];

    /// <summary>How lines travel.</summary>
    public required WireTransport Transport { get; init; }

    /// <summary>The server's process on this machine, if it is to be measured.</summary>
    public int? ProcessId { get; init; }

    /// <summary>What all ids start with.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Everybody's password.</summary>
    public string Password { get; init; } = "secret";

    /// <summary>Whether a run before that was interrupted may have left messages and memberships of the same ids.</summary>
    public bool MayHaveLeftovers { get; init; }

    /// <summary>Part of the names of messages over a lossy transport, so that no run repeats the messages of another.</summary>
    public string RunName { get; } = Guid.NewGuid().ToString("N")[..8];

    /// <summary>Where errors are counted.</summary>
    public LoadErrors Errors { get; } = new();

    /// <summary>What the load is doing.</summary>
    public Progress Progress { get; init; } = Progress.None;

    /// <summary>Where a user connects. Of several servers, the users of a pair use different ones, and each server has as many senders as receivers.</summary>
    /// <param name="number">Number of the user among all.</param>
    public IPEndPoint GetEndPoint(int number)
    {
        int server = ((number / 2) + (number % 2)) % (1 + Others.Count);
        return server == 0 ? EndPoint : Others[server - 1];
    }

    /// <summary>An id.</summary>
    /// <param name="role">What the user does.</param>
    /// <param name="number">Which of them.</param>
    public string Id(string role, int number = 0) => $"{Prefix}{role}{number}";
}
