using ChatServer.Core.Storage;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Admin;

/// <summary>Whether clients should be sent to the servers of a process. Thread-safe.</summary>
/// <param name="bootstrap">The servers.</param>
internal sealed class ServerHealth(IBootstrap bootstrap)
{
    private static readonly TimeSpan UrgentTime = TimeSpan.FromDays(3);

    private volatile bool _isStopping;
    private volatile bool _isDraining;
    private volatile bool _wasReady;

    /// <summary>Whether the process is about to end.</summary>
    public bool IsStopping
    {
        get => _isStopping;
        set => _isStopping = value;
    }

    /// <summary>Whether an administrator has ended all sessions, to stop the process soon.</summary>
    public bool IsDraining
    {
        get => _isDraining;
        set => _isDraining = value;
    }

    /// <summary>Whether the store is being read.</summary>
    public bool IsOpening => SharedChatSystem.Of(bootstrap).IsOpening;

    /// <summary>One word for the state: starting, ready, failing, draining or stopping.</summary>
    public string State
    {
        get
        {
            if (IsStopping || IsDraining)
                return IsStopping ? "stopping" : "draining";
            if (FindReason() == null)
            {
                _wasReady = true;
                return "ready";
            }

            bool doAllRun = !IsOpening && bootstrap.AppServers.Any() && bootstrap.AppServers.All(server => server.State == ServerState.Running);
            return _wasReady || doAllRun ? "failing" : "starting";
        }
    }

    /// <summary>What an administrator should look after soon, a sentence each: certificates that have ended, or end within three days.</summary>
    public IEnumerable<string> FindWarnings()
        => from server in bootstrap.AppServers.OfType<ChatAppServer>()
           from certificate in server.Certificates
           let left = certificate.NotAfter - DateTime.Now
           where left < UrgentTime
           select left < TimeSpan.Zero
               ? $"The certificate {certificate.Subject} of the server {server.Name} has ended at {certificate.NotAfter:yyyy-MM-dd HH:mm}."
               : $"The certificate {certificate.Subject} of the server {server.Name} ends at {certificate.NotAfter:yyyy-MM-dd HH:mm}.";

    /// <summary>Looks for a reason not to send clients here.</summary>
    /// <returns>A sentence for people, or <see langword="null"/> if all is well.</returns>
    public string? FindReason()
    {
        if (IsStopping)
            return "The server stops.";
        if (IsDraining)
            return "The server drains: it accepts no connections, and is about to be stopped.";
        if (IsOpening)
            return "The server starts: the store is being read.";
        if (!bootstrap.AppServers.Any())
            return "The server starts.";
        if (bootstrap.AppServers.FirstOrDefault(server => server.State != ServerState.Running) is { } down)
            return $"The server {down.Name} does not run: its state is {down.State}.";
        return SharedChatSystem.Of(bootstrap).System switch
        {
            { Store: { Condition: StoreCondition.Failing, Failure: var failure } } => $"The store cannot write: {failure}",
            { Chat.IsMemoryShort: true } => "Memory is short: new messages are refused.",
            _ => null,
        };
    }
}
