using ChatServer.Core;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Pending</c>: lists the own unconfirmed messages, oldest first: sender, time, id.</summary>
public class Pending : AsyncChatCommand
{
    // They must fit into what may wait for a peer.
    private const int MaxListed = 100;

    /// <inheritdoc/>
    public override CommandDescription Description { get; } = new(
        nameof(Pending),
        new CommandForm(
            "列出未确认的消息",
            "your unconfirmed messages"))
    {
        HelpOrder = 50,
    };

    /// <inheritdoc/>
    protected override ValueTask ExecuteAsync(ChatSession session, ChatRequest request) => ReplyAsync(session);

    private static async ValueTask ReplyAsync(ChatSession session)
    {
        PendingMessages pending = await session.Chat.GetPendingAsync(session.User!, MaxListed).ConfigureAwait(false);
        PendingMessage[] listed = [.. pending.Messages.Select(message => new PendingMessage(message.Id, message.From, Time.Show(message.Time)))];
        session.ReplyFromDisk(Replies.Pending.With(pending.Count, new PendingList(listed, pending.Count - listed.Length)));
    }
}
