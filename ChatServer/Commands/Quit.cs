using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary><c>Quit</c>: says goodbye and closes the connection, after everything before it is answered.</summary>
public class Quit : AsyncCommandBase<ChatSession, StringRequestInfo>, IOpenBeforeLogin
{
    /// <inheritdoc/>
    public override async ValueTask ExecuteCommandAsync(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters.Length > 0)
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        session.Answer(AnswerCode.Goodbye);
        await session.WhenAnsweredAsync();
        session.Close();
    }
}
