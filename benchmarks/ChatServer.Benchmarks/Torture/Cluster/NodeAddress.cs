using System.Net;

namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>Where users reach a process of a node.</summary>
/// <param name="EndPoint">Where it listens.</param>
/// <param name="Process">Number of the process; no two processes of a run have the same.</param>
internal sealed record NodeAddress(IPEndPoint EndPoint, int Process);
