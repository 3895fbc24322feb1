using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>A <see cref="ChatCommand"/> that may wait for something. The session's next command runs when it has ended.</summary>
public abstract class AsyncChatCommand : AsyncCommandBase<ChatSession, StringRequestInfo>, IDescribedCommand
{
    /// <inheritdoc/>
    public abstract CommandDescription Description { get; }

    /// <inheritdoc/>
    public sealed override string Name => Description.Name;

    /// <inheritdoc/>
    public sealed override ValueTask ExecuteCommandAsync(ChatSession session, StringRequestInfo requestInfo)
    {
        var request = (ChatRequest)requestInfo;
        return Description.Accepts(request.CountParameters(Description.MaxCountedParameters)) ? ExecuteAsync(session, request) : RefuseAsync(session);
    }

    /// <summary>Carries the command out.</summary>
    /// <param name="session">Who sent it.</param>
    /// <param name="request">The request. The number of its parameters is right. It is valid until this method returns.</param>
    /// <returns>Ends when the command has ended.</returns>
    protected abstract ValueTask ExecuteAsync(ChatSession session, ChatRequest request);

    /// <summary>Tells the client the usage, because a parameter is of the wrong kind.</summary>
    /// <param name="session">Who sent the command.</param>
    protected ValueTask RefuseAsync(ChatSession session)
    {
        session.Reply(Replies.WrongParameters.With(new CommandUsage(Description)));
        return default;
    }
}
