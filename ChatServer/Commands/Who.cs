using ChatServer.Core;
using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Who</c>: tells who is logged in; <c>Who &lt;id&gt; ...</c>: who of these.</summary>
public class Who : AsyncChatCommand
{
    // A reply stays one readable line.
    private const int MaxListed = 100;

    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Who),
        new CommandForm(
            "查看谁在线",
            "who is online"),
        new CommandForm(
            "查看这些人中谁在线",
            "who of these is online",
            new CommandParameter("ids", "账号", "id") { IsList = true }))
    {
        HelpOrder = 80,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request)
    {
        if (request.Parameters.Length == 0)
            return ReplyAsync(session, session.Chat.GetOnlineAsync(MaxListed));

        var asked = new HashSet<string>();
        foreach (string parameter in request.Parameters)
        {
            if (request.Parameters.Length > MaxListed || !UserId.TryParse(parameter, out string id))
                return RefuseAsync(session);
            asked.Add(id);
        }

        return ReplyAsync(session, session.Chat.GetOnlineAsync(asked));
    }

    private static async ValueTask ReplyAsync(ChatSession session, ValueTask<OnlineUsers> asking)
    {
        OnlineUsers online = await asking.ConfigureAwait(false);
        session.Reply(Replies.Online.With(online.Count, new IdList(online.Ids, online.Count - online.Ids.Count)));
    }
}
