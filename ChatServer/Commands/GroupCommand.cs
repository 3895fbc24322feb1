using ChatServer.Core.Users;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;

namespace ChatServer.Commands;

/// <summary>A command whose only parameter is the name of a group.</summary>
public abstract class GroupCommand : AsyncChatCommand
{
    // Some milliseconds for a command that tells all members something.
    private const int LargeGroup = 256;

    /// <inheritdoc/>
    protected sealed override ValueTask ExecuteAsync(ChatSession session, ChatRequest request)
        => UserId.TryParse(request.Parameters[0], out string group) ? ExecuteAsync(session, group) : RefuseAsync(session);

    private async ValueTask ExecuteAsync(ChatSession session, string group)
    {
        // Not on a thread that waits for all sockets.
        if (session.Chat.GetMemberCount(group) > LargeGroup)
            await Task.Yield();
        await RunAsync(session, group).ConfigureAwait(false);
    }

    /// <summary>Carries the command out.</summary>
    /// <param name="session">Who asks.</param>
    /// <param name="group">Name of the group, normalised.</param>
    protected abstract ValueTask RunAsync(ChatSession session, string group);
}
