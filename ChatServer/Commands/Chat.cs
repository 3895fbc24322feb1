using ChatServer.Lines;
using ChatServer.Sessions;
using ChatServer.Users;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Chat &lt;id&gt; &lt;text&gt;</c>: sends a message. The text is the whole rest of the line.</summary>
public class Chat : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        string text = (requestInfo as ChatRequest)?.AfterFirstParameter() ?? string.Empty;
        if (text.Length == 0 || !UserId.TryParse(requestInfo.Parameters[0], out string to))
        {
            session.Send(session.Texts.WrongParameters);
            return;
        }

        switch (session.Chat.Send(session.User!, to, PrintableText.Line(text)))
        {
            case SendResult.StoredForLater:
                session.Send(session.Texts.NotDeliveredYet);
                break;
            case SendResult.RecipientFull:
                session.Answer(session.Texts.RecipientFull, to);
                break;
            case SendResult.StoreFull:
                session.Send(session.Texts.StoreFull);
                break;
        }
    }
}
