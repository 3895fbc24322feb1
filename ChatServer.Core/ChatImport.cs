using ChatServer.Core.Accounts;
using ChatServer.Core.Bans;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Transfer;

namespace ChatServer.Core;

/// <summary>One import. It checks all items before it changes anything.</summary>
/// <param name="accounts">The accounts.</param>
/// <param name="bans">The bans.</param>
/// <param name="chat">Groups and messages.</param>
/// <param name="store">The store.</param>
/// <param name="options">The limits.</param>
internal sealed class ChatImport(AccountService accounts, BanList bans, ChatService chat, IStore store, LocalChatOptions options)
{
    // Items between two looks at how much waits for the disk.
    private const int ChunkLength = 256;

    // Ids must grow. After an id far in the future, all later ones would have to exceed it.
    private static readonly TimeSpan MaxLead = TimeSpan.FromDays(1);

    private readonly Dictionary<string, string> _known = accounts.List().ToDictionary(account => account.Id, account => account.Hash, StringComparer.Ordinal);
    private readonly HashSet<string> _accounts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _bans = new(StringComparer.Ordinal);
    private readonly HashSet<string> _groups = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> _messages = [];

    // All accounts of the import, also those further down.
    private HashSet<string> _imported = [];
    private long _copies;

    /// <summary>Checks and adds the items.</summary>
    /// <param name="items">The items.</param>
    public async Task<ImportResult> RunAsync(IReadOnlyList<TransferItem> items)
    {
        if (store.Condition == StoreCondition.Failing)
            return new ImportResult { Fault = $"the server cannot write to its disk ({store.Failure})" };
        _imported = [.. items.OfType<AccountItem>().Select(account => account.Id)];
        for (int i = 0; i < items.Count; i++)
        {
            if (FindFault(items[i]) is { } fault)
                return new ImportResult { Fault = fault, FaultIndex = i };
        }

        if (FindLimit() is { } limit)
            return new ImportResult { Fault = limit };

        ImportResult result = new();
        for (int i = 0; i < items.Count; i++)
        {
            result = Add(items[i], result);
            if (i % ChunkLength == 0)
                await store.WhenReadyAsync().ConfigureAwait(false);
        }

        await store.WhenDurableAsync(store.Appended).ConfigureAwait(false);
        return result;
    }

    private string? FindLimit()
    {
        int newAccounts = _imported.Count(id => !accounts.Exists(id));
        long accountRoom = Math.Max(0, options.Accounts.MaxAccounts - accounts.Count);
        if (newAccounts > accountRoom)
            return $"the import has {newAccounts} new accounts, and maxAccounts={options.Accounts.MaxAccounts} has room for {accountRoom}";
        if (bans.List().Select(ban => ban.Target.Text).Union(_bans).Count() > BanList.MaxBans)
            return $"there would be more than {BanList.MaxBans} bans";
        long messageRoom = Math.Max(0, options.Limits.MaxMessages - chat.StoredCount);
        return _copies > messageRoom ? $"the import has {_copies} messages, and maxMessages={options.Limits.MaxMessages} has room for {messageRoom}" : null;
    }

    private string? FindFault(TransferItem item) => item switch
    {
        AccountItem account => FindFault(account),
        BanItem ban => _bans.Add(ban.Ban.Target.Text) ? null : $"the ban of {ban.Ban.Target.Text} is there twice",
        GroupItem group => FindFault(group),
        MessageItem message => FindFault(message),
        _ => "the kind is not known",
    };

    private string? FindFault(AccountItem account)
    {
        if (!_accounts.Add(account.Id))
            return $"the account {account.Id} is there twice";
        if (!PasswordHashes.IsHash(account.Hash))
            return "the hash is none of this server: see docs/accounts.md";
        return _known.TryGetValue(account.Id, out string? hash) && hash != account.Hash ? $"there is an account {account.Id} already, with another password" : null;
    }

    private string? FindFault(GroupItem group)
    {
        if (!_groups.Add(group.Name))
            return $"the group {group.Name} is there twice";
        if (accounts.Mode == AccountMode.None)
            return null;

        // The next start would end such a membership.
        string? stranger = group.Members.FirstOrDefault(member => !accounts.Exists(member) && !_imported.Contains(member));
        return stranger == null ? null : $"the member {stranger} of the group {group.Name} has no account, here or in the import";
    }

    private string? FindFault(MessageItem message)
    {
        if (!_messages.Add(message.Id))
            return $"the message {message.Id} is there twice";
        if (message.Id.Version != 7 || MessageIds.TimeOf(message.Id) > DateTimeOffset.UtcNow + MaxLead)
            return $"{message.Id} is no id of a message: it is not of version 7, or in the future";
        if (chat.IsInternalId is { } isInternal && message.To.FirstOrDefault(isInternal) is { } to)
            return $"{to} belongs to the server";
        _copies += message.To.Count;
        return null;
    }

    private ImportResult Add(TransferItem item, ImportResult result)
    {
        switch (item)
        {
            case AccountItem account:
                return TryAdd(account) ? result with { Accounts = result.Accounts + 1 } : result with { Existing = result.Existing + 1 };
            case BanItem ban:
                bans.Set(ban.Ban);
                return result with { Bans = result.Bans + 1 };
            case GroupItem group:
                int joined = group.Members.Count(member => chat.Transfer.TryAddMember(member, group.Name));
                return result with { Memberships = result.Memberships + joined, Existing = result.Existing + group.Members.Count - joined };
            case MessageItem message:
                int added = chat.Transfer.AddMessage(message);
                return result with { Messages = result.Messages + added, Existing = result.Existing + message.To.Count - added };
            default:
                return result;
        }
    }

    private bool TryAdd(AccountItem account)
    {
        lock (accounts.Changes)
        {
            if (accounts.Exists(account.Id))
                return false;
            Add(new StoreRecord { Kind = RecordKind.AccountSet, User = account.Id, Text = account.Hash, Time = account.Time.ToUnixTimeMilliseconds() });
            if (account.Marks != AccountMarks.None)
                Add(AccountDecisions.ToRecord(account.Id, account.Marks));
        }

        chat.OnAccountChanged(account.Id);
        return true;

        void Add(in StoreRecord record)
        {
            store.Append(record);
            accounts.Apply(record);
        }
    }
}
