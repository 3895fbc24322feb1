using System.Net;
using ChatServer.Core.Accounts;
using ChatServer.Core.Bans;
using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <content>The operations of admins.</content>
public sealed partial class LocalChat
{
    /// <inheritdoc/>
    public bool HasRole(string id, AccountRole role) => Accounts.Decisions.HasRole(id, role);

    /// <inheritdoc/>
    public Task<AccountChange> SetRoleAsync(string id, AccountRole role) => Accounts.Decisions.SetRoleAsync(id, role);

    /// <inheritdoc/>
    public async Task<AccountChange> SetDisabledAsync(string id, bool isDisabled)
    {
        bool isChanged = true;
        try
        {
            AccountChange change = await Accounts.Decisions.SetDisabledAsync(id, isDisabled).ConfigureAwait(false);
            isChanged = change == AccountChange.Done;
            return change;
        }
        finally
        {
            if (isChanged && isDisabled)
                Disconnect(id, DisconnectReason.AccountDisabled);
        }
    }

    /// <inheritdoc/>
    public Ban? FindBan(IPAddress address) => Bans.Find(address);

    /// <inheritdoc/>
    public IReadOnlyList<Ban> GetBans() => Bans.List();

    /// <inheritdoc/>
    public async Task<bool> SetBanAsync(Ban ban)
    {
        long position = Bans.Set(ban);
        if (position == 0)
            return false;
        foreach (IUserConnection connection in _servers.Keys.SelectMany(server => server.GetConnections()))
        {
            if (ban.IsAbout(connection.User?.Id, connection.Address))
                connection.Disconnect(DisconnectReason.Banned);
        }

        await Store.WhenDurableAsync(position).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<bool> RemoveBanAsync(BanTarget target)
    {
        bool isRemoved = Bans.Remove(target, out long position);
        await Store.WhenDurableAsync(position).ConfigureAwait(false);
        return isRemoved;
    }

    /// <inheritdoc/>
    public ValueTask<MailboxSummary?> GetMailboxAsync(string id) => _refresh.AskAsync((Chat, id), static ask => ask.Chat.FindMailbox(ask.id));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GroupInfo>> GetAllGroupsAsync(int most) => _refresh.AskAsync((Chat, most), static ask => ask.Chat.ListGroups(ask.most));

    private LoginResult? WhyRefused(string id, IUserConnection connection)
        => Bans.Find(id) != null || (connection.Address is { } address && Bans.Find(address) != null) ? LoginResult.Banned
            : Accounts.Decisions.IsDisabled(id) ? LoginResult.AccountDisabled
            : null;
}
