using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;

namespace ChatServer.Admin.Verbs;

/// <summary>Disconnects sessions. Their users may log in again at once.</summary>
internal sealed class Kick : AdminVerb
{
    /// <inheritdoc/>
    public override AdminVerbDescription Description { get; } = new(
        "kick",
        "disconnect the sessions of a user, an address or a network, or one session; they may come back at once",
        new AdminParameter("who", "the user, the address, the network or the session id"))
    {
        NeedsServer = true,
        IsForAllServers = true,
    };

    /// <inheritdoc/>
    public override Task<AdminResult> ExecuteAsync(AdminContext context, AdminArguments arguments)
    {
        string who = arguments.Get("who");
        var filter = new SessionFilter(who);
        ChatSession[] found = [.. context.Sessions.Where(filter.Matches)];
        foreach (ChatSession session in found)
            session.CloseWith(Replies.DisconnectedByOperator);
        return Task.FromResult(found.Length == 0
            ? AdminResult.NotFound($"There is no session of {who}.")
            : AdminResult.Done(Plurals.Format("{0} {0:session was|sessions were} disconnected.", found.Length)) with
            {
                Fields = [new AdminField(AdminField.CountName, found.Length)],
            });
    }
}
