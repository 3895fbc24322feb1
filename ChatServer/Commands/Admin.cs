using ChatServer.Admin;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using Newtonsoft.Json.Linq;

namespace ChatServer.Commands;

/// <summary><c>Admin &lt;verb&gt; ...</c>: carries out an admin verb; without a verb it lists the verbs.</summary>
[OperatorOnly]
public class Admin : AsyncChatCommand
{
    // A reply must fit into what may wait for a client.
    private const int MaxRows = 100;

    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Admin),
        new CommandForm(
            "列出管理命令",
            "list the admin verbs"),
        new CommandForm(
            "执行管理命令",
            "run an admin verb",
            new CommandParameter("words", "命令", "word") { IsList = true }))
    {
        Role = CommandRole.Operator,
        HelpOrder = 190,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request)
    {
        string[] words = [.. request.Parameters];
        return words.Length == 0 ? ListAsync(session) : new ValueTask(RunAsync(session, words));
    }

    private static ValueTask ListAsync(ChatSession session)
    {
        var table = new AdminTable("verbs", new("verb", "VERB"), new("help", "WHAT IT DOES"))
        {
            Rows = [.. AdminVerbs.All.Select(verb => new object?[] { verb.Description.Usage, verb.Description.Help })],
        };
        Reply(session, AdminResult.Of(table));
        return default;
    }

    private static async Task RunAsync(ChatSession session, string[] words)
    {
        var caller = new AdminCaller(session.User!.Id, AdminDoor.Chat, session.RemoteEndPoint.ToString());
        AdminResult result = session.AppServer.Host is { } bootstrap
            ? await AdminService.Of(bootstrap).ExecuteLineAsync(caller, words).ConfigureAwait(false)
            : AdminResult.Unavailable("This server has no bootstrap, so it cannot be administered.");
        Reply(session, result);
    }

    private static void Reply(ChatSession session, AdminResult result)
    {
        AdminResult shown = result.Shorten(MaxRows);
        JObject json = AdminJson.Write(shown);
        var output = new AdminOutput(AdminText.Write(shown), json);
        session.Reply(result.Status == AdminStatus.Done ? Replies.AdminDone.With(output) : Replies.AdminFailed.With(output));
    }
}
