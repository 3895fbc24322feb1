using System.Net;

namespace ChatServer.Benchmarks.Torture;

/// <summary>The server process that a visit goes to, and what the visit has to expect there.</summary>
/// <param name="EndPoint">Where it listens.</param>
/// <param name="Server">Its number; no two processes of a run have the same.</param>
/// <param name="MayFail">Whether the process may fail at this moment, so that the end of a connection and silence are no faults of it.</param>
internal sealed record VisitTarget(IPEndPoint EndPoint, int Server, Func<bool> MayFail)
{
    /// <summary>How long the user waits for an answer.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether the store may refuse to store.</summary>
    public bool HasFailingStore { get; init; }

    /// <summary>Whether the user may log in through several connections, so that earlier ones are ended.</summary>
    public bool HasRivals { get; init; }
}
