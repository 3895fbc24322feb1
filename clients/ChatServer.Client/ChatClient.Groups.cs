using ChatServer.Client.Internal;

namespace ChatServer.Client;

/// <content>Groups. Being a member is kept by the server: a client that connects again is still in its groups.</content>
public sealed partial class ChatClient
{
    /// <summary>Enters a group; makes it if there is none of this name. Members go on as they are.</summary>
    /// <param name="group">The group; its name obeys the rule of ids.</param>
    /// <param name="cancellationToken">Ends the waiting; whether the user is in the group is not known then.</param>
    /// <returns>How many members there are.</returns>
    /// <exception cref="ChatException">The server refuses, or the client is closed for good.</exception>
    public async Task<int> JoinAsync(string group, CancellationToken cancellationToken = default)
        => (await RequestGroupAsync("Join", group, cancellationToken).ConfigureAwait(false)).First.Number("count");

    /// <summary>Leaves a group. What came before stays until it is confirmed.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the waiting; whether the user is in the group is not known then.</param>
    /// <exception cref="ChatException">The user is not in the group, or the client is closed for good.</exception>
    public async Task LeaveAsync(string group, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        Operation operation = Operation.Request("Leave", ("group", group));
        try
        {
            await CallAsync(operation, cancellationToken).ConfigureAwait(false);
        }
        catch (ChatException e) when (e.Error == ChatError.NotAMember && operation.Attempts > 1)
        {
            // The first attempt succeeded, and its reply was lost with the link.
        }
    }

    /// <summary>Who is in a group of this user.</summary>
    /// <param name="group">The group.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The user is not in the group, or the client is closed for good.</exception>
    public async Task<GroupMembers> MembersAsync(string group, CancellationToken cancellationToken = default)
    {
        ServerLine line = (await RequestGroupAsync("Members", group, cancellationToken).ConfigureAwait(false)).First;
        return new GroupMembers(line.Number("count"), line.Texts("online"), line.Texts("offline"));
    }

    /// <summary>The groups of this user.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The client is closed for good.</exception>
    public async Task<IReadOnlyList<GroupSummary>> GroupsAsync(CancellationToken cancellationToken = default)
    {
        ServerReplies replies = await CallAsync(Operation.Request("Groups"), cancellationToken).ConfigureAwait(false);
        return [.. replies.First.Objects("groups").Select(item => new GroupSummary(item.Text("group"), item.Number("members")))];
    }

    private async Task<ServerReplies> RequestGroupAsync(string command, string group, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(group);
        return await CallAsync(Operation.Request(command, ("group", group)), cancellationToken).ConfigureAwait(false);
    }
}
