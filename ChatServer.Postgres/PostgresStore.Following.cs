using ChatServer.Core.Storage;

namespace ChatServer.Postgres;

/// <content>Applies what other nodes have stored.</content>
public sealed partial class PostgresStore
{
    // Logins that ended long ago are forgotten after this time, in milliseconds. A report of their start cannot come later.
    private const long LoginMemory = 10 * 60 * 1000;

    private readonly BatchCodec _received = new();
    private volatile bool _isFirst = true;

    /// <inheritdoc/>
    public bool EndsOldMessages => _isFirst;

    /// <summary>Applies a batch of another node. Called by the follower only, in the right order.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="reader">Reads from the database.</param>
    internal void ApplyBatch(StoredBatch batch, StateReader reader)
    {
        List<BatchCodec.Item> items = _received.Decode(batch.Data);
        if (batch.Moved.Length > 0)
            items.RemoveAll(item => item.Actor != 0 && Array.IndexOf(batch.Moved, item.Actor) >= 0);

        // Everything that may fail comes first, so that no batch is applied in part.
        var accounts = new Dictionary<string, (StoreRecord Account, StoreRecord Flags)?>(StringComparer.Ordinal);
        var bans = new Dictionary<string, StoreRecord>(StringComparer.Ordinal);
        var entries = new Dictionary<StoreRecord, StoreRecord>();
        foreach (StoreRecord record in items.Select(item => item.Record))
        {
            if (record.Kind is RecordKind.AccountSet or RecordKind.AccountRemoved or RecordKind.AccountFlagsSet)
                accounts[record.User] = reader.TryReadAccount(record.User, out StoreRecord account, out StoreRecord flags) ? (account, flags) : null;
            else if (record.Kind is RecordKind.BanSet or RecordKind.BanRemoved)
                bans[record.User] = reader.ReadBan(record.User);
            else if (record.Kind is RecordKind.ListEntryAdded or RecordKind.ListEntryRemoved)
                entries[record] = reader.ReadListEntry(record);
        }

        lock (_replicaLock)
        {
            foreach (BatchCodec.Item item in items)
                Apply(batch.Node, item, accounts, bans, entries);
        }

        _applied.Set(batch.Node, batch.Number);
    }

    /// <summary>A node is gone, and everything that it has stored is applied.</summary>
    internal void OnNodeGone(int node) => _chat!.Chat.Replica.Remote.RemoveNode(node);

    /// <summary>These nodes live.</summary>
    internal void OnLivingNodes(BatchFollower.NodeRow[] nodes)
    {
        _hasOthers = nodes.Any(node => node.Id != _node);
        _isFirst = nodes.All(node => node.Id >= _node);
        ClusterFigures?.SetNodes(nodes.Length);
        _links?.Update(nodes.Where(node => node.Id != _node));
        long now = Environment.TickCount64;
        _localLogins.Sweep(now, LoginMemory);
        _chat!.Chat.Replica.Remote.Sweep(now, LoginMemory);
    }

    private void Apply(
        int node,
        in BatchCodec.Item item,
        Dictionary<string, (StoreRecord Account, StoreRecord Flags)?> accounts,
        Dictionary<string, StoreRecord> bans,
        Dictionary<StoreRecord, StoreRecord> entries)
    {
        StoreRecord record = item.Record;
        switch (item.Kind)
        {
            case ItemKind.LoggedIn:
                // In this order, so that a login that is under way here sees one of the two: see EndIfOvertaken.
                _chat!.Chat.Replica.Remote.Add(record.User, node, item.Epoch);
                _chat.Chat.Replica.Kick(record.User, item.Epoch, isOvertaken: false);
                return;
            case ItemKind.LoggedOut:
                _chat!.Chat.Replica.Remote.Remove(record.User, item.Epoch);
                return;
        }

        switch (record.Kind)
        {
            case RecordKind.AccountSet or RecordKind.AccountRemoved or RecordKind.AccountFlagsSet:
                ApplyAccount(record.User, accounts[record.User]);
                break;
            case RecordKind.BanSet or RecordKind.BanRemoved:
                _chat!.AccountReplica.ApplyBan(bans[record.User]);
                break;
            case RecordKind.ListEntryAdded or RecordKind.ListEntryRemoved:
                _chat!.Lists.Apply(entries[record]);
                break;
            default:
                _chat!.Chat.Replica.Apply(record);
                break;
        }
    }

    private void ApplyAccount(string id, (StoreRecord Account, StoreRecord Flags)? stored)
    {
        lock (_lock)
        {
            if (stored != null)
                _accounts.Add(id);
            else
                Forget(id);
        }

        if (stored is { } account)
            _chat!.AccountReplica.Apply(account.Account, account.Flags);
        else
            _chat!.AccountReplica.ApplyRemoved(id);
    }
}
