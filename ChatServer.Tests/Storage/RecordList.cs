using ChatServer.Core.Storage;

namespace ChatServer.Tests.Storage;

/// <summary>A state that is nothing but the records that made it: what is read is what was written.</summary>
public sealed class RecordList : IStoreState
{
    private readonly List<StoreRecord> _records = [];
    private readonly HashSet<StoreRecord> _known = [];

    /// <summary>The records, but those that only say which ids are used.</summary>
    public IReadOnlyList<StoreRecord> Records => _records;

    /// <summary>Makes a record of each kind that is unlike all others.</summary>
    public static IEnumerable<StoreRecord> OfEveryKind(string text)
    {
        string name = text.Length > 32 ? text[..32] : text;
        yield return new StoreRecord { Kind = RecordKind.MessageAdded, Id = Guid.CreateVersion7(), User = "朱丽叶", From = "romeo", Text = text, IsTracked = true, Reference = "r-" + name };
        yield return new StoreRecord { Kind = RecordKind.MessageAdded, Id = Guid.CreateVersion7(), User = "juliet", From = "romeo", Text = text };
        yield return new StoreRecord { Kind = RecordKind.MessageEnded, Id = Guid.CreateVersion7(), User = "juliet", End = MessageEnd.Expired, Time = 1_800_000_000_123 };
        yield return new StoreRecord { Kind = RecordKind.MessageEnded, Id = Guid.CreateVersion7(), User = "juliet", End = MessageEnd.Recalled, Time = 1 };
        yield return new StoreRecord { Kind = RecordKind.MessageRemembered, Id = Guid.CreateVersion7(), User = "juliet", From = "罗密欧", End = MessageEnd.Confirmed, Time = 1_800_000_000_124, Reference = name };
        yield return new StoreRecord { Kind = RecordKind.AccountSet, User = "juliet", Text = text, Time = 1_800_000_000_125 };
        yield return new StoreRecord { Kind = RecordKind.AccountRemoved, User = name };
        yield return new StoreRecord { Kind = RecordKind.MessageRemembered, Id = Guid.CreateVersion7(), Group = "verona", From = "罗密欧", End = MessageEnd.Expired, Time = 1_800_000_000_126 };
        yield return new StoreRecord { Kind = RecordKind.GroupJoined, Id = Guid.CreateVersion7(), User = "朱丽叶", Group = name };
        yield return new StoreRecord { Kind = RecordKind.GroupLeft, User = "朱丽叶", Group = name };
        yield return new StoreRecord { Kind = RecordKind.GroupMessageAdded, Id = Guid.CreateVersion7(), Group = "verona", From = "romeo", Text = text, IsTracked = true, Reference = name, Except = "juliet 朱丽叶" };
        yield return new StoreRecord { Kind = RecordKind.GroupMessageAdded, Id = Guid.CreateVersion7(), Group = "verona", From = "romeo", Text = text };
        yield return new StoreRecord { Kind = RecordKind.GroupMessageKept, Id = Guid.CreateVersion7(), Group = "verona", From = "romeo", Text = text, Reference = name };
        yield return new StoreRecord { Kind = RecordKind.GroupMessageKept, Id = Guid.CreateVersion7(), Group = "verona", From = "romeo", Text = text, End = MessageEnd.Expired };
        yield return new StoreRecord { Kind = RecordKind.GroupMessageKept, Id = Guid.CreateVersion7(), Group = "ball", From = "romeo", Text = text, End = MessageEnd.Recalled };
        yield return new StoreRecord { Kind = RecordKind.GroupCopyKept, Id = Guid.CreateVersion7(), User = name };
        yield return new StoreRecord { Kind = RecordKind.AccountFlagsSet, User = name, Flags = 3 };
        yield return new StoreRecord { Kind = RecordKind.ListEntryAdded, User = "juliet", Reference = "blocked", Text = name };
        yield return new StoreRecord { Kind = RecordKind.ListEntryRemoved, User = "朱丽叶", Reference = "blocked", Text = name };
        yield return new StoreRecord { Kind = RecordKind.BanSet, User = name, Text = text, Time = 1_800_000_000_127 };
        yield return new StoreRecord { Kind = RecordKind.BanRemoved, User = name };
    }

    /// <inheritdoc/>
    public void Apply(in StoreRecord record)
    {
        if (record.Kind != RecordKind.LastId && _known.Add(record))
            _records.Add(record);
    }

    /// <summary>Adds a record that is being appended to the store.</summary>
    public void Append(IStore store, in StoreRecord record)
    {
        lock (_records)
        {
            store.Append(record);
            _records.Add(record);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<StoreRecord> Snapshot()
    {
        StoreRecord[] records;
        lock (_records)
            records = [.. _records];
        return [.. records, new StoreRecord { Kind = RecordKind.LastId, Id = Guid.CreateVersion7() }];
    }
}
