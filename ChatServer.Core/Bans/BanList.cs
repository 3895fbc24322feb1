using System.Collections.Immutable;
using System.Net;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Bans;

/// <summary>The bans of users and addresses. Thread-safe. Queries take no lock.</summary>
/// <param name="store">The store that keeps the bans.</param>
/// <param name="time">The clock.</param>
public sealed class BanList(IStore store, TimeProvider time)
{
    /// <summary>Maximum number of bans. Every new connection is compared with all bans of networks.</summary>
    public const int MaxBans = 10_000;

    /// <summary>Maximum length of a reason, in characters.</summary>
    public const int MaxReason = 200;

    // Guards changes. Under it, a ban is either both in the store and here, or in neither. The store's own lock may be taken inside.
    private readonly Lock _lock = new();
    private volatile ImmutableDictionary<string, Ban> _bans = ImmutableDictionary.Create<string, Ban>(StringComparer.Ordinal);
    private volatile Ban[] _networks = [];

    /// <summary>Gets all bans that have not ended, sorted by target.</summary>
    public IReadOnlyList<Ban> List()
    {
        DateTimeOffset now = time.GetUtcNow();
        return [.. _bans.Values.Where(ban => !ban.IsOver(now)).OrderBy(ban => ban.Target.Text, StringComparer.Ordinal)];
    }

    /// <summary>Finds the ban of a user.</summary>
    /// <param name="id">The id, normalised.</param>
    public Ban? Find(string id) => _bans.TryGetValue(id, out Ban? ban) && ban.Target.Network == null && !ban.IsOver(time.GetUtcNow()) ? ban : null;

    /// <summary>Finds a ban of an address.</summary>
    /// <param name="address">The address.</param>
    public Ban? Find(IPAddress address)
    {
        Ban[] networks = _networks;
        if (networks.Length == 0)
            return null;
        DateTimeOffset now = time.GetUtcNow();
        foreach (Ban ban in networks)
        {
            if (ban.IsAbout(null, address) && !ban.IsOver(now))
                return ban;
        }

        return null;
    }

    /// <summary>Sets a ban. Replaces an earlier one of the same target.</summary>
    /// <param name="ban">The ban.</param>
    /// <returns>The position of the change; 0 if there are too many bans.</returns>
    public long Set(Ban ban)
    {
        ArgumentNullException.ThrowIfNull(ban);
        lock (_lock)
        {
            if (_bans.Count >= MaxBans && !_bans.ContainsKey(ban.Target.Text))
                return 0;
            Put(ban);
            return store.Append(ToRecord(ban));
        }
    }

    /// <summary>Removes a ban.</summary>
    /// <param name="target">Its target.</param>
    /// <param name="position">The position of the removal. Without a ban, the position of the last change in the store.</param>
    /// <returns>Whether there was a ban that had not ended.</returns>
    public bool Remove(BanTarget target, out long position)
    {
        ArgumentNullException.ThrowIfNull(target);
        lock (_lock)
        {
            bool isThere = _bans.TryGetValue(target.Text, out Ban? ban);
            position = isThere ? store.Append(new StoreRecord { Kind = RecordKind.BanRemoved, User = target.Text }) : store.Appended;
            Drop(target.Text);
            return isThere && !ban!.IsOver(time.GetUtcNow());
        }
    }

    /// <summary>Removes the bans that have ended. Call this regularly.</summary>
    public void Sweep()
    {
        if (_bans.IsEmpty || store.Condition == StoreCondition.Failing)
            return;
        DateTimeOffset now = time.GetUtcNow();
        foreach (Ban ban in _bans.Values.Where(ban => ban.IsOver(now)))
            Remove(ban.Target, out _);
    }

    /// <summary>Applies a record if it belongs to a ban.</summary>
    /// <param name="record">The record.</param>
    public void Apply(in StoreRecord record)
    {
        lock (_lock)
        {
            if (record.Kind == RecordKind.BanRemoved)
                Drop(record.User);
            else if (record.Kind == RecordKind.BanSet && BanTarget.TryParse(record.User, out BanTarget? target))
                Put(new Ban(target, record.Time == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(record.Time), record.Text));
        }
    }

    /// <summary>Gets all bans as records while they change.</summary>
    public IEnumerable<StoreRecord> Snapshot()
    {
        // After the lock is taken and released, every change that was appended to the store before is visible here.
        lock (_lock)
        {
        }

        return _bans.Values.Select(ToRecord);
    }

    private static StoreRecord ToRecord(Ban ban) => new()
    {
        Kind = RecordKind.BanSet,
        User = ban.Target.Text,
        Time = ban.Until?.ToUnixTimeMilliseconds() ?? 0,
        Text = ban.Reason,
    };

    // Called under the lock.
    private void Put(Ban ban)
    {
        _bans = _bans.SetItem(ban.Target.Text, ban);
        ReplaceNetwork(ban, ban);
    }

    // Called under the lock.
    private void Drop(string target)
    {
        if (!_bans.TryGetValue(target, out Ban? ban))
            return;
        _bans = _bans.Remove(target);
        ReplaceNetwork(ban, null);
    }

    private void ReplaceNetwork(Ban old, Ban? ban)
    {
        if (old.Target.Network != null)
            _networks = [.. _networks.Where(other => other.Target.Text != old.Target.Text), .. ban == null ? [] : new[] { ban }];
    }
}
