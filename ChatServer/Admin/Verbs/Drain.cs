using ChatServer.Protocol.Languages;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Admin.Verbs;

/// <summary>
/// Ends all sessions before a restart: the servers accept nobody any more, <c>/readyz</c> says so, and each client is told when to come back, at different
/// moments. The process stays until it is stopped.
/// </summary>
internal sealed class Drain : AdminVerb
{
    private const int DefaultSeconds = 10;
    private const int MaxSeconds = 3600;

    private static readonly TimeSpan PauseForReply = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "drain",
        "accept nobody any more, tell clients to come back, and end all sessions; then stop the process",
        new AdminParameter("within", $"clients come back within so many seconds, at random (default {DefaultSeconds})") { IsOption = true })
    {
        NeedsServer = true,
    };

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        int seconds = arguments.GetNumber("within", DefaultSeconds, MaxSeconds);
        AdminService service = context.Service;
        if (service.Health.IsDraining)
            return AdminResult.Refused("The server drains already.");
        int sessions = context.Sessions.Count();
        service.Health.IsDraining = true;

        // A server waits for its sessions, so that of the administrator must get its reply first.
        bool isAmongThem = context.Caller.Door == AdminDoor.Chat;
        IEnumerable<ChatAppServer> running = context.Servers.Where(server => server.State == ServerState.Running);
        Task draining = Task.WhenAll(running.Select(server => DrainAsync(server, seconds, isAmongThem ? PauseForReply : TimeSpan.Zero, service)));
        if (!isAmongThem)
            await draining.ConfigureAwait(false);
        return AdminResult.Done(Plurals.Format(
            "The server drains: {0} {0:session is|sessions are} told to come back within {1} s. Stop the process now.", sessions, seconds)) with
        {
            Fields = [new AdminField("sessions", sessions)],
        };
    }

    private static async Task DrainAsync(ChatAppServer server, int seconds, TimeSpan pause, AdminService service)
    {
        try
        {
            await Task.Delay(pause).ConfigureAwait(false);
            await Task.Factory.StartNew(() => server.Drain(seconds), default, TaskCreationOptions.LongRunning, TaskScheduler.Default).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            service.Log.Error($"The server {server.Name} could not be drained.", e);
        }
    }
}
