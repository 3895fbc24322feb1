using ChatServer.Protocol.Languages;
using ChatServer.Sessions;

namespace ChatServer.Admin.Verbs;

/// <summary>Lists the sessions.</summary>
internal sealed class Sessions : AdminVerb
{
    private const int DefaultMax = 1000;
    private const int MaxListed = 100_000;

    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "sessions",
        "list the sessions, those with the most waiting bytes first",
        new AdminParameter("filter", "only those of a user, a session id, an address or a network") { IsOptional = true },
        new AdminParameter("max", $"list at most so many (default {DefaultMax})") { IsOption = true })
    {
        NeedsServer = true,
        IsForAllServers = true,
    };

    /// <inheritdoc/>
    public override Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        int max = arguments.GetNumber("max", DefaultMax, MaxListed);
        SessionFilter? filter = arguments.Find("filter") is { } text ? new SessionFilter(text) : null;
        IEnumerable<ChatSession> sessions = context.Sessions.Where(session => filter?.Matches(session) ?? true);
        (ChatSession Session, long Waiting)[] found = [.. sessions.Select(session => (session, session.WaitingBytes))];
        var table = new AdminTable(
            "sessions",
            new("session", "SESSION"),
            new("user", "USER"),
            new("address", "ADDRESS"),
            new("server", "SERVER"),
            new("transport", "TRANSPORT"),
            new("since", "SINCE"),
            new("idleSeconds", "IDLE"),
            new("waitingBytes", "WAITING"))
        {
            Rows = [.. found.OrderByDescending(session => session.Waiting).ThenBy(session => session.Session.StartTime).Take(max).Select(ToRow)],
            Empty = "There are no such sessions.",
        };
        string message = found.Length > max ? Plurals.Format("{0} more {0:session is|sessions are} not listed.", found.Length - max) : string.Empty;
        return Task.FromResult(AdminResult.Done(message) with { Tables = [table] });
    }

    private static object?[] ToRow((ChatSession Session, long Waiting) found)
    {
        ChatSession session = found.Session;
        return
        [
            session.SessionID,
            session.User?.Id,
            session.RemoteEndPoint.ToString(),
            session.AppServer.Name,
            session.AppServer.GetTransport(session),
            new DateTimeOffset(session.StartTime),
            session.IdleTime,
            found.Waiting,
        ];
    }
}
