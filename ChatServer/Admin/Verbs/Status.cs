using ChatServer.Core;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Admin.Verbs;

/// <summary>Tells how the server is.</summary>
internal sealed class Status : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new("status", "tell how the server is: state, users, messages, memory, servers")
    {
        NeedsServer = true,
        IsForAllServers = true,
        NeedsNoStore = true,
    };

    /// <inheritdoc/>
    public override async Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        ServerHealth health = context.Service.Health;
        IChat? chat = context.FindChat();
        List<AdminField> fields =
        [
            new("version", "version", ProgramVersion.Text) { IsOfServer = true },
            new("process", "process", Environment.ProcessId) { IsOfServer = true },
            new("state", "state", health.State) { IsOfServer = true },
            new("reason", "reason", health.FindReason()) { IsOfServer = true },
            new("uptimeSeconds", "uptime", DateTimeOffset.UtcNow - context.Service.StartedAt) { IsOfServer = true },
            new("sessions", "sessions", context.Sessions.Count()) { IsOfServer = true },
        ];
        if (chat != null)
        {
            fields.Add(new("online", "users online", (await chat.GetOnlineAsync(0).ConfigureAwait(false)).Count));
            fields.Add(new("accounts", "accounts", chat.GetAccounts().Count()));
            fields.Add(new("unconfirmed", "unconfirmed messages", chat.StoredCount));
            fields.Add(new("store", "store", AdminNames.Of(chat.Durability.Level)));
            fields.Add(new("storeCondition", "store condition", AdminNames.Of(chat.Durability.Condition)));
            fields.Add(new("bans", "bans", chat.GetBans().Count));
        }

        fields.Add(new("workingSetBytes", "memory in bytes", Environment.WorkingSet) { IsOfServer = true });
        return AdminResult.Of([.. fields]) with { Tables = [ToTable(context.Servers)] };
    }

    private static AdminTable ToTable(IEnumerable<ChatAppServer> servers)
        => new("servers", new("name", "SERVER"), new("listeners", "LISTENERS"), new("state", "STATE"), new("sessions", "SESSIONS"), new("maxSessions", "MAX"))
        {
            Rows =
            [
                .. servers.Select(server => new object?[]
                {
                    server.Name,
                    string.Join(' ', (server.Listeners ?? []).Select(listener => listener.EndPoint.ToString())),
                    AdminNames.Of(server.State),
                    server.State == ServerState.Running ? server.SessionCount : 0,
                    server.Config.MaxConnectionNumber,
                }),
            ],
        };
}
