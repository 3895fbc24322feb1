using System.Collections.Immutable;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <summary>
/// Lists that users keep, such as the ids that a user has blocked. They survive a restart like messages. A list has a name, and entries that are ids of users
/// or names of groups. Thread-safe. Queries take no lock.
/// </summary>
/// <param name="store">The store that keeps the lists.</param>
public sealed class UserLists(IStore store)
{
    /// <summary>The list of the users whose messages the user refuses.</summary>
    public const string Blocked = "blocked";

    /// <summary>Maximum number of entries in one list.</summary>
    public const int MaxEntries = 500;

    /// <summary>Maximum number of entries of all users together: about 100 MB of memory.</summary>
    public const int MaxTotal = 1_000_000;

    // Guards changes. Under it, an entry is either both in the store and here, or in neither. The store's own lock may be taken inside.
    private readonly Lock _lock = new();
    private volatile ImmutableDictionary<Key, ImmutableSortedSet<string>> _lists = ImmutableDictionary<Key, ImmutableSortedSet<string>>.Empty;
    private int _total;

    /// <summary>Whether an entry is in a list.</summary>
    /// <param name="user">Id of the user, normalised.</param>
    /// <param name="list">Name of the list.</param>
    /// <param name="entry">The entry, normalised.</param>
    public bool Contains(string user, string list, string entry)
    {
        ImmutableDictionary<Key, ImmutableSortedSet<string>> lists = _lists;

        // Usually no list exists, and this is asked for each message.
        return !lists.IsEmpty && lists.TryGetValue(new Key(user, list), out ImmutableSortedSet<string>? entries) && entries.Contains(entry);
    }

    /// <summary>The entries of a list, sorted.</summary>
    /// <param name="user">Id of the user, normalised.</param>
    /// <param name="list">Name of the list.</param>
    public IReadOnlyCollection<string> Get(string user, string list)
        => _lists.TryGetValue(new Key(user, list), out ImmutableSortedSet<string>? entries) ? entries : [];

    /// <summary>Ids of the users who have lists.</summary>
    public IReadOnlyCollection<string> GetOwners() => [.. _lists.Keys.Select(key => key.User).Distinct(StringComparer.Ordinal)];

    /// <summary>Adds an entry.</summary>
    /// <param name="user">Id of the user, normalised.</param>
    /// <param name="list">Name of the list, at most 255 bytes.</param>
    /// <param name="entry">The entry, normalised.</param>
    public ListOutcome Add(string user, string list, string entry)
    {
        if (store.Condition == StoreCondition.Failing)
            return new ListOutcome(ListResult.StoreFailing, 0);
        lock (_lock)
        {
            IReadOnlyCollection<string> entries = Get(user, list);
            if (entries.Contains(entry))
                return new ListOutcome(ListResult.Unchanged, store.Appended);
            if (entries.Count >= MaxEntries || _total >= MaxTotal)
                return new ListOutcome(ListResult.Full, 0);
            long position = store.Append(ToRecord(RecordKind.ListEntryAdded, user, list, entry));
            Put(user, list, entry);
            return new ListOutcome(ListResult.Done, position);
        }
    }

    /// <summary>Removes an entry.</summary>
    /// <param name="user">Id of the user, normalised.</param>
    /// <param name="list">Name of the list.</param>
    /// <param name="entry">The entry, normalised.</param>
    public ListOutcome Remove(string user, string list, string entry)
    {
        if (store.Condition == StoreCondition.Failing)
            return new ListOutcome(ListResult.StoreFailing, 0);
        lock (_lock)
        {
            if (!Contains(user, list, entry))
                return new ListOutcome(ListResult.Unchanged, store.Appended);
            return new ListOutcome(ListResult.Done, Drop(user, list, entry));
        }
    }

    /// <summary>Removes all lists of a user whose account is removed: a later owner of the id must not inherit them.</summary>
    /// <param name="user">Id of the user, normalised.</param>
    public void RemoveAll(string user)
    {
        lock (_lock)
        {
            foreach ((Key key, ImmutableSortedSet<string> entries) in _lists.Where(list => list.Key.User == user))
            {
                foreach (string entry in entries)
                    Drop(key.User, key.List, entry);
            }
        }
    }

    /// <summary>Removes all lists of a user, and the user from the lists of others. Scans all lists.</summary>
    /// <param name="user">Id of the user, normalised.</param>
    public void Forget(string user)
    {
        RemoveAll(user);
        lock (_lock)
        {
            foreach (Key key in _lists.Where(list => list.Value.Contains(user)).Select(list => list.Key))
                Drop(key.User, key.List, user);
        }
    }

    /// <summary>Applies a record if it belongs to a list.</summary>
    /// <param name="record">The record.</param>
    public void Apply(in StoreRecord record)
    {
        lock (_lock)
        {
            if (record.Kind == RecordKind.ListEntryAdded)
                Put(record.User, record.Reference!, record.Text);
            else if (record.Kind == RecordKind.ListEntryRemoved)
                Take(record.User, record.Reference!, record.Text);
        }
    }

    /// <summary>Gets all entries as records while they change.</summary>
    public IEnumerable<StoreRecord> Snapshot()
    {
        // After the lock is taken and released, every change that was appended to the store before is visible here.
        lock (_lock)
        {
        }

        return _lists.SelectMany(list => list.Value.Select(entry => ToRecord(RecordKind.ListEntryAdded, list.Key.User, list.Key.List, entry)));
    }

    private static StoreRecord ToRecord(RecordKind kind, string user, string list, string entry)
        => new() { Kind = kind, User = user, Reference = list, Text = entry };

    // Called under the lock, like the methods below.
    private long Drop(string user, string list, string entry)
    {
        long position = store.Append(ToRecord(RecordKind.ListEntryRemoved, user, list, entry));
        Take(user, list, entry);
        return position;
    }

    private void Put(string user, string list, string entry)
    {
        var key = new Key(user, list);
        ImmutableSortedSet<string> before = _lists.GetValueOrDefault(key) ?? ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
        ImmutableSortedSet<string> after = before.Add(entry);
        _total += after.Count - before.Count;
        _lists = _lists.SetItem(key, after);
    }

    private void Take(string user, string list, string entry)
    {
        var key = new Key(user, list);
        if (_lists.GetValueOrDefault(key) is not { } before)
            return;
        ImmutableSortedSet<string> after = before.Remove(entry);
        _total += after.Count - before.Count;
        _lists = after.IsEmpty ? _lists.Remove(key) : _lists.SetItem(key, after);
    }

    private readonly record struct Key(string User, string List);
}

/// <summary>The result of changing a list of a user.</summary>
public enum ListResult
{
    /// <summary>The list is changed.</summary>
    Done,

    /// <summary>The list was so before.</summary>
    Unchanged,

    /// <summary>Not added: the list, or the server, has too many entries.</summary>
    Full,

    /// <summary>Not changed: the server cannot write to its disk.</summary>
    StoreFailing,
}

/// <summary>The outcome of changing a list of a user.</summary>
/// <param name="Result">The result.</param>
/// <param name="Position">Do not report the change before this position is durable.</param>
public readonly record struct ListOutcome(ListResult Result, long Position);
