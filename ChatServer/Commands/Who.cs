using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Who</c>: tells who is logged in; <c>Who &lt;id&gt; ...</c>: who of these.</summary>
public class Who : ChatCommand
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
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        if (request.Parameters.Length > 0)
            return TryReplyOf(session, request.Parameters);

        string[] ids = [.. session.Chat.OnlineIds.Take(MaxListed)];
        Array.Sort(ids, StringComparer.Ordinal);
        int online = Math.Max(ids.Length, session.Chat.OnlineCount);
        session.Reply(Replies.Online.With(online, new IdList(ids, online - ids.Length)));
        return true;
    }

    private static bool TryReplyOf(ChatSession session, string[] parameters)
    {
        var asked = new HashSet<string>();
        foreach (string parameter in parameters)
        {
            if (parameters.Length > MaxListed || !UserId.TryParse(parameter, out string id))
                return false;
            asked.Add(id);
        }

        string[] ids = [.. asked.Where(id => session.Chat.ConnectionOf(id) != null).Order(StringComparer.Ordinal)];
        session.Reply(Replies.Online.With(ids.Length, new IdList(ids)));
        return true;
    }
}
