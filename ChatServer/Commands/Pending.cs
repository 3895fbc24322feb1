using ChatServer.Core;
using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Pending</c>: lists the own unconfirmed messages, oldest first: sender, time, id.</summary>
public class Pending : CommandBase<ChatSession, StringRequestInfo>
{
    // They must fit into what may wait for a peer.
    private const int MostListed = 100;

    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length > 0)
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        IReadOnlyList<StoredMessage> messages = ChatService.Pending(session.User!, MostListed, out int count);
        PendingMessage[] listed = [.. messages.Select(message => new PendingMessage(message.Id.ToString(), message.From, Time.Show(message.Time)))];
        session.AnswerFromDisk(AnswerCode.Pending, (long)count, listed);
    }
}
