namespace SuperSocket.Benchmarks;

/// <summary>How long and how hard servers are measured.</summary>
/// <param name="Seconds">Duration of one load.</param>
/// <param name="WarmUp">Seconds of the same load before it.</param>
/// <param name="Connections">Clients; each sends its next request when the reply to the last one has come.</param>
/// <param name="Idle">Connections for the memory of an idle one.</param>
/// <param name="Rounds">How often all servers are measured.</param>
internal sealed record RunOptions(int Seconds, int WarmUp, int Connections, int Idle, int Rounds);
