using ChatServer.Client.Internal;

namespace ChatServer.Client;

/// <content>Questions.</content>
public sealed partial class ChatClient
{
    private const int MaxIds = 100;

    /// <summary>Who is logged in.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The client is closed for good.</exception>
    public async Task<OnlineUsers> WhoAsync(CancellationToken cancellationToken = default)
    {
        ServerLine line = (await CallAsync(Operation.Request("Who"), cancellationToken).ConfigureAwait(false)).First;
        return new OnlineUsers(line.Number("count"), line.Texts("ids"));
    }

    /// <summary>Which of these users are logged in.</summary>
    /// <param name="ids">1 to 100 ids.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The client is closed for good, or one is no id.</exception>
    public async Task<IReadOnlyList<string>> WhoAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(ids);
        ArgumentOutOfRangeException.ThrowIfZero(ids.Count, nameof(ids));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ids.Count, MaxIds, nameof(ids));
        ServerReplies replies = await CallAsync(Operation.Request("Who", ("ids", ids)), cancellationToken).ConfigureAwait(false);
        return replies.First.Texts("ids");
    }

    /// <summary>The own unconfirmed messages at the server.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The client is closed for good.</exception>
    public async Task<PendingMessages> PendingAsync(CancellationToken cancellationToken = default)
    {
        ServerLine line = (await CallAsync(Operation.Request("Pending"), cancellationToken).ConfigureAwait(false)).First;
        return new PendingMessages(
            line.Number("count"),
            [.. line.Objects("messages").Select(item => new PendingMessage(item.Id(), item.Text("from"), item.Time("time")))]);
    }

    /// <summary>The life of a message that this user has sent, or has received and not confirmed.</summary>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns><see langword="null"/> if the server knows no such message of this user, or no longer.</returns>
    /// <exception cref="ChatException">The client is closed for good.</exception>
    public async Task<MessageTrace?> TraceAsync(Guid id, CancellationToken cancellationToken = default)
    {
        try
        {
            ServerLine line = (await CallAsync(Operation.Request("Trace", ("id", id.ToString())), cancellationToken).ConfigureAwait(false)).First;
            return Trace(line);
        }
        catch (ChatException e) when ((int)e.Error == ServerCode.NoSuchMessage)
        {
            return null;
        }
    }

    /// <summary>Takes back a message that this user has sent, from all recipients who have not confirmed it.</summary>
    /// <param name="id">The message.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>
    /// From how many recipients it was taken back; 0 if there is none any more: the message is confirmed, expired, too old, or not this user's.
    /// </returns>
    /// <exception cref="ChatException">The client is closed for good.</exception>
    public async Task<int> RecallAsync(Guid id, CancellationToken cancellationToken = default)
    {
        try
        {
            return (await CallAsync(Operation.Request("Recall", ("id", id.ToString())), cancellationToken).ConfigureAwait(false)).First.Number("count");
        }
        catch (ChatException e) when ((int)e.Error is ServerCode.NoSuchMessage or ServerCode.NothingToRecall or ServerCode.TooOldToRecall)
        {
            return 0;
        }
    }

    /// <summary>Refuses messages from a user from now on. Messages that are stored already stay.</summary>
    /// <param name="id">The user.</param>
    /// <param name="cancellationToken">Ends the waiting; whether the user is blocked is not known then.</param>
    /// <exception cref="ChatException">The server refuses, or the client is closed for good.</exception>
    public Task BlockAsync(string id, CancellationToken cancellationToken = default) => RequestUserAsync("Block", id, cancellationToken);

    /// <summary>Accepts messages from a user again.</summary>
    /// <param name="id">The user.</param>
    /// <param name="cancellationToken">Ends the waiting; whether the user is blocked is not known then.</param>
    /// <exception cref="ChatException">The server refuses, or the client is closed for good.</exception>
    public Task UnblockAsync(string id, CancellationToken cancellationToken = default) => RequestUserAsync("Unblock", id, cancellationToken);

    /// <summary>The users whose messages are refused; at most 100.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="ChatException">The client is closed for good.</exception>
    public async Task<IReadOnlyList<string>> BlockedAsync(CancellationToken cancellationToken = default)
        => (await CallAsync(Operation.Request("Blocked"), cancellationToken).ConfigureAwait(false)).First.Texts("ids");

    private async Task RequestUserAsync(string command, string id, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        await CallAsync(Operation.Request(command, ("id", id)), cancellationToken).ConfigureAwait(false);
    }

    private static MessageTrace Trace(ServerLine line)
    {
        string? group = line.OptionalText("group");
        MessageState state = line.Text("state") switch
        {
            "confirmed" => MessageState.Confirmed,
            "given-up" => MessageState.Expired,
            "recalled" => MessageState.Recalled,
            _ => MessageState.Unconfirmed,
        };
        DateTimeOffset? ended = line.OptionalText("ended") == null ? null : line.Time("ended");
        return new MessageTrace(line.Id(), line.Text("from"), group ?? line.Text("to"), group != null, line.Time("time"), line.Number("deliveries"), state, ended);
    }
}
