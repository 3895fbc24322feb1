using ChatServer.Messages;
using ChatServer.Storage;

namespace ChatServer.Users;

/// <content>Messages as records of the store.</content>
public sealed partial class ChatService : IStoreState
{
    private const int SnapshotChunk = 256;

    /// <inheritdoc/>
    public void Apply(in StoreRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.MessageAdded:
                ApplyAdded(record);
                break;
            case RecordKind.MessageEnded:
                ApplyEnded(record);
                break;
            case RecordKind.MessageRemembered:
                _tracker.TryAdd(
                    new TrackedMessage(record.Id, record.From, record.User, record.Reference)
                    {
                        Position = IStore.PositionOfRead,
                        End = record.End,
                        EndedAt = DateTimeOffset.FromUnixTimeMilliseconds(record.Time),
                    },
                    out _);
                break;
            case RecordKind.LastId:
                _ids.Observe(record.Id);
                break;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<StoreRecord> Snapshot()
    {
        foreach ((_, User user) in _users)
        {
            foreach (StoreRecord record in Snapshot(user))
                yield return record;
        }

        // Behind the messages: what ends meanwhile is in both.
        foreach (TrackedMessage message in _tracker.Remembered())
        {
            yield return new StoreRecord
            {
                Kind = RecordKind.MessageRemembered,
                Id = message.Id,
                User = message.To,
                From = message.From,
                Reference = message.Reference,
                End = message.End!.Value,
                Time = message.EndedAt.ToUnixTimeMilliseconds(),
            };
        }

        yield return new StoreRecord { Kind = RecordKind.LastId, Id = _ids.Next() };
    }

    private IEnumerable<StoreRecord> Snapshot(User user)
    {
        Guid last = Guid.Empty;
        List<StoreRecord> records;
        do
        {
            lock (user.Gate)
                records = [.. user.Mailbox.List(last, SnapshotChunk).Select(message => ToRecord(user, message))];
            foreach (StoreRecord record in records)
            {
                yield return record;
                last = record.Id;
            }
        }
        while (records.Count == SnapshotChunk);
    }

    private StoreRecord ToRecord(User user, in StoredMessage message) => new()
    {
        Kind = RecordKind.MessageAdded,
        Id = message.Id,
        User = user.Id,
        From = message.From,
        Text = message.Text,
        IsTracked = message.IsTracked,
        Reference = message.IsTracked ? _tracker.Find(message.Id)?.Reference : null,
    };

    private void ApplyAdded(in StoreRecord record)
    {
        _ids.Observe(record.Id);
        User user = GetUser(record.User);
        lock (user.Gate)
        {
            if (!user.Mailbox.Add(new StoredMessage(record.Id, record.From, record.Text, record.IsTracked ? IStore.PositionOfRead : 0)))
            {
                RetireIfUnused(user);
                return;
            }

            _quota.Take(record.Text, isOnly: user.Mailbox.Count == 1);
        }

        if (record.IsTracked)
            _tracker.TryAdd(new TrackedMessage(record.Id, record.From, record.User, record.Reference) { Position = IStore.PositionOfRead }, out _);
    }

    private void ApplyEnded(in StoreRecord record)
    {
        if (!_users.TryGetValue(record.User, out User? user))
            return;

        lock (user.Gate)
        {
            if (!user.Mailbox.TryRemove(record.Id, out StoredMessage message))
                return;
            _quota.Release(message.Text, isOnly: user.Mailbox.Count == 0);
            if (message.IsTracked)
                _tracker.Ended(record.Id, record.End, DateTimeOffset.FromUnixTimeMilliseconds(record.Time));
            RetireIfUnused(user);
        }
    }
}
