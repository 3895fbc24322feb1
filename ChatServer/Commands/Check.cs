using ChatServer.Sessions;
using ChatServer.Users;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Check &lt;id&gt; &lt;password&gt;</c>: logs in. Any password is accepted.</summary>
public class Check : CommandBase<ChatSession, StringRequestInfo>, IOpenBeforeLogin
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length != 2 || !UserId.TryParse(requestInfo.Parameters[0], out string id))
            session.Send(session.Texts.WrongParameters);
        else if (session.MayLogIn())
            session.Chat.LogIn(id, session);
    }
}
