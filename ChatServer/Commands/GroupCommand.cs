using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>A command whose only parameter is the name of a group.</summary>
public abstract class GroupCommand : AsyncCommandBase<ChatSession, StringRequestInfo>
{
    // Some milliseconds for a command that tells all members something.
    private const int LargeGroup = 256;

    /// <inheritdoc/>
    public sealed override async ValueTask ExecuteCommandAsync(ChatSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Parameters is not [string name] || !UserId.TryParse(name, out string group))
        {
            session.Answer(AnswerCode.WrongParameters);
            return;
        }

        // Not on a thread that waits for all sockets.
        if (session.Chat.MemberCount(group) > LargeGroup)
            await Task.Yield();
        Execute(session, group);
    }

    /// <summary>Carries the command out.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="group">Name of the group, normalised.</param>
    protected abstract void Execute(ChatSession session, string group);
}
