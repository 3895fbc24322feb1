using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Commands;

/// <summary>A command that describes itself. A client that writes it wrongly is told how to write it.</summary>
public abstract class ChatCommand : CommandBase<ChatSession, StringRequestInfo>, IDescribedCommand
{
    /// <inheritdoc/>
    public abstract CommandDescription Description { get; }

    /// <inheritdoc/>
    public sealed override string Name => Description.Name;

    /// <inheritdoc/>
    public sealed override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo)
    {
        var request = (ChatRequest)requestInfo;
        if (!Description.Accepts(request.CountParameters(Description.MaxCountedParameters)) || !TryExecute(session, request))
            session.Reply(Replies.WrongParameters.With(new CommandUsage(Description)));
    }

    /// <summary>Carries the command out.</summary>
    /// <param name="session">Who sent it.</param>
    /// <param name="request">The request. The number of its parameters is right.</param>
    /// <returns>Whether its parameters are of the right kind. If not, nothing was done, and the client is told the usage.</returns>
    protected abstract bool TryExecute(ChatSession session, ChatRequest request);

    /// <summary>
    /// What a command does may have to wait for the chat: then the session's next command runs when it has ended. A command that seldom waits is cheaper so than
    /// as an <see cref="AsyncChatCommand"/>, for which the engine allocates.
    /// </summary>
    /// <param name="session">Who sent the command.</param>
    /// <param name="work">What the command does.</param>
    private protected static void WaitFor(ChatSession session, ValueTask work)
    {
        if (work.IsCompleted)
            work.GetAwaiter().GetResult();
        else
            session.HoldRequests(FinishAsync(session, work));
    }

    private static async Task FinishAsync(ChatSession session, ValueTask work)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            session.OnCommandFailed(e);
        }
    }
}
