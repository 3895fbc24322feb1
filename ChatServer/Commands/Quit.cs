using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Quit</c>: says goodbye and closes the connection.</summary>
public class Quit : CommandBase<ChatSession, StringRequestInfo>, IOpenBeforeLogin
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length > 0)
        {
            session.Send(session.Texts.WrongParameters);
            return;
        }

        session.Send(session.Texts.Goodbye);
        session.Close();
    }
}
