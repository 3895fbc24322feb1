using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Hosting;

/// <summary>Finds out whether the running servers still work. A process that hangs is not alive; one whose disk fails is. Thread-safe.</summary>
/// <param name="bootstrap">The servers.</param>
internal sealed class Liveness(IBootstrap bootstrap)
{
    /// <summary>Looks for a server that hangs.</summary>
    /// <param name="maxSilence">How long a server may be silent; it looks after its sessions once a second.</param>
    /// <returns>What is wrong, or <see langword="null"/>.</returns>
    public string? FindProblem(TimeSpan maxSilence)
    {
        bool isRunning = false;
        foreach (IWorkItem server in bootstrap.AppServers.Where(server => server.State == ServerState.Running))
        {
            isRunning = true;
            if (server is ChatAppServer chat && chat.SinceLastSweep is var silence && silence > maxSilence)
                return $"the server {server.Name} has not looked after its sessions for {(int)silence.TotalSeconds} s";
        }

        return isRunning ? null : "no server runs";
    }
}
