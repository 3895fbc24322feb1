using ChatServer.Core.Accounts;
using ChatServer.Core.Bans;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <summary>Applies accounts and bans as they are in a store that other servers share, and closes the connections that they forbid. Thread-safe.</summary>
/// <param name="accounts">The accounts.</param>
/// <param name="bans">The bans.</param>
/// <param name="chat">Counts messages to ids without an account.</param>
/// <param name="getConnections">All connections of this process.</param>
internal sealed class AccountReplica(AccountService accounts, BanList bans, ChatService chat, Func<IEnumerable<IUserConnection>> getConnections)
{
    /// <summary>Applies an account. Closes its connections here if its password was changed, or if it is disabled.</summary>
    /// <param name="account">The account.</param>
    /// <param name="flags">Its flags.</param>
    public void Apply(in StoreRecord account, in StoreRecord flags)
    {
        bool isNew = !accounts.Exists(account.User);
        bool isSame = accounts.Find(account.User) is { } known && known.Hash == account.Text;
        if (!isSame)
            accounts.Apply(account);
        accounts.Apply(flags);
        if (isNew)
            chat.OnAccountChanged(account.User);
        else if (!isSame)
            Disconnect(account.User, DisconnectReason.PasswordReset);
        if (accounts.Decisions.IsDisabled(account.User))
            Disconnect(account.User, DisconnectReason.AccountDisabled);
    }

    /// <summary>Applies that an account is not in the store any more.</summary>
    /// <param name="id">Its id, normalised.</param>
    public void ApplyRemoved(string id)
    {
        if (!accounts.Exists(id))
            return;
        accounts.Apply(new StoreRecord { Kind = RecordKind.AccountRemoved, User = id });
        Disconnect(id, DisconnectReason.AccountRemoved);
        chat.OnAccountChanged(id);
    }

    /// <summary>Applies a ban, or the end of one.</summary>
    /// <param name="record">The ban or its removal.</param>
    public void ApplyBan(in StoreRecord record)
    {
        bans.Apply(record);
        if (record.Kind != RecordKind.BanSet)
            return;
        foreach (IUserConnection connection in getConnections())
        {
            if ((connection.User is { } user && bans.Find(user.Id) != null) || (connection.Address is { } address && bans.Find(address) != null))
                connection.Disconnect(DisconnectReason.Banned);
        }
    }

    /// <summary>Closes all connections: this server has lost the store that it shares.</summary>
    public void DisconnectAll()
    {
        foreach (IUserConnection connection in getConnections())
            connection.Disconnect(DisconnectReason.StoreLost);
    }

    private void Disconnect(string id, DisconnectReason reason)
    {
        foreach (IUserConnection connection in getConnections())
        {
            if (connection.User?.Id == id)
                connection.Disconnect(reason);
        }
    }
}
