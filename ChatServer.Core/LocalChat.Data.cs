using ChatServer.Core.Storage;
using ChatServer.Core.Transfer;

namespace ChatServer.Core;

/// <content>Operations on all data: backup, export and import, and the erasure of a user.</content>
public sealed partial class LocalChat
{
    /// <inheritdoc/>
    public Task<BackupSummary> BackUpAsync(string directory) => Store.BackUpAsync(directory);

    /// <inheritdoc/>
    public IEnumerable<TransferItem> Export()
    {
        IEnumerable<TransferItem> accounts = Accounts.List().OrderBy(account => account.Id, StringComparer.Ordinal)
            .Select(account => new AccountItem(account.Id, account.Hash, account.Time, account.Flags));
        return accounts.Concat(Bans.List().Select(ban => new BanItem(ban))).Concat(Chat.Transfer.ExportGroups()).Concat(Chat.Transfer.ExportMessages());
    }

    /// <inheritdoc/>
    public Task<ImportResult> ImportAsync(IReadOnlyList<TransferItem> items)
        => _directory != null ? throw NotShared() : new ChatImport(Accounts, Bans, Chat, Store, _options.Value).RunAsync(items);

    /// <inheritdoc/>
    public Task<ForgetResult> ForgetAsync(string id) => _directory != null ? throw NotShared() : new UserErasure(this).RunAsync(id);

    private static StoreException NotShared() => new("a store in a database does not support this yet");
}
