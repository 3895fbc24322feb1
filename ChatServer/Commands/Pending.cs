using System.Globalization;
using System.Text;
using ChatServer.Messages;
using ChatServer.Sessions;
using ChatServer.Texts;
using ChatServer.Users;
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
            session.Send(session.Texts.WrongParameters);
            return;
        }

        IReadOnlyList<StoredMessage> messages = ChatService.Pending(session.User!, MostListed, out int count);
        var answer = new StringBuilder();
        answer.AppendFormat(CultureInfo.InvariantCulture, session.Texts.Pending, count);
        foreach (StoredMessage message in messages)
            answer.Append("\r\n").AppendFormat(CultureInfo.InvariantCulture, "{0} {1} {2}", message.From, Time.Show(message.Time), message.Id);
        if (count > messages.Count)
            answer.Append("\r\n").AppendFormat(CultureInfo.InvariantCulture, session.Texts.AndMore, count - messages.Count);
        session.Send(answer.ToString());
    }
}
