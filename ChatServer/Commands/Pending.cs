using ChatServer.Core;
using ChatServer.Core.Messages;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary><c>Pending</c>: lists the own unconfirmed messages, oldest first: sender, time, id.</summary>
public class Pending : ChatCommand
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
    protected override bool TryExecute(ChatSession session, ChatRequest request)
    {
        IReadOnlyList<StoredMessage> messages = ChatService.Pending(session.User!, MaxListed, out int count);
        PendingMessage[] listed = [.. messages.Select(message => new PendingMessage(message.Id, message.From, Time.Show(message.Time)))];
        session.ReplyFromDisk(Replies.Pending.With(count, new PendingList(listed, count - listed.Length)));
        return true;
    }
}
