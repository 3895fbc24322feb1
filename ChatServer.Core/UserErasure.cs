using ChatServer.Core.Accounts;
using ChatServer.Core.Delivery;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <summary>Erases a user from memory and from the store.</summary>
/// <param name="system">The chat.</param>
internal sealed class UserErasure(LocalChat system)
{
    // A session ends within the time that its peer gets to read what is left.
    private static readonly TimeSpan MaxWaitForSessions = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan SessionPoll = TimeSpan.FromMilliseconds(20);

    /// <summary>See <see cref="IChat.ForgetAsync"/>.</summary>
    public async Task<ForgetResult> RunAsync(string id)
    {
        AccountChange account = await system.RemoveAccountAsync(id).ConfigureAwait(false);

        // Without accounts, and for a session whose account was removed earlier.
        foreach (IUserConnection connection in system.FindConnections(id))
            connection.Disconnect(DisconnectReason.AccountRemoved);
        await WhenDisconnectedAsync(id).ConfigureAwait(false);
        (PurgeResult to, PurgeResult from) = await system.Chat.ForgetAsync(id).ConfigureAwait(false);
        system.Lists.Forget(id);
        await system.Store.WhenDurableAsync(system.Store.Appended).ConfigureAwait(false);
        IReadOnlyList<string> files = await system.Store.EraseEndedAsync().ConfigureAwait(false);
        return new ForgetResult(account == AccountChange.Done, to.Count, from.Count, system.Bans.Find(id) != null, files);
    }

    // A command that is being executed may still send a message.
    private async Task WhenDisconnectedAsync(string id)
    {
        for (TimeSpan waited = TimeSpan.Zero; system.FindConnections(id).Count > 0; waited += SessionPoll)
        {
            if (waited > MaxWaitForSessions)
                throw new StoreException($"a session of {id} does not end; try again");
            await Task.Delay(SessionPoll).ConfigureAwait(false);
        }
    }
}

/// <summary>What was erased of a user.</summary>
/// <param name="HadAccount">Whether there was an account.</param>
/// <param name="MessagesTo">Number of messages that waited for the user.</param>
/// <param name="MessagesFrom">Number of messages of the user, and of notices about the user, that waited for others.</param>
/// <param name="IsBanned">Whether the id is still banned: erasure does not lift bans.</param>
/// <param name="FilesAside">Files that may still contain messages of the user.</param>
public sealed record ForgetResult(bool HadAccount, long MessagesTo, long MessagesFrom, bool IsBanned, IReadOnlyList<string> FilesAside);
