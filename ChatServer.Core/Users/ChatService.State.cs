using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

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
                ApplyRemembered(record);
                break;
            case RecordKind.LastId:
                _ids.Observe(record.Id);
                break;
            case RecordKind.AgeKept:
                _clock.Resume(record.Time);
                break;
            case RecordKind.GroupJoined:
                ApplyJoined(record);
                break;
            case RecordKind.GroupLeft:
                ApplyLeft(record);
                break;
            case RecordKind.GroupMessageAdded or RecordKind.GroupMessageKept:
                ApplyGroupMessage(record);
                break;
            case RecordKind.GroupCopyKept:
                ApplyCopyKept(record);
                break;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<StoreRecord> Snapshot()
    {
        foreach (StoreRecord record in SnapshotMembers())
            yield return record;

        HashSet<Guid> kept = [];
        foreach ((_, User user) in _users)
        {
            foreach (StoreRecord record in SnapshotMailbox(user, kept))
                yield return record;
        }

        // Behind the messages: what ends meanwhile is in both.
        foreach (TrackedMessage message in _tracker.Remembered())
        {
            yield return new StoreRecord
            {
                Kind = RecordKind.MessageRemembered,
                Id = message.Id,
                User = message.IsToGroup ? null! : message.To,
                Group = message.IsToGroup ? message.To : null,
                From = message.From,
                Reference = message.Reference,
                End = message.End!.Value,
                Time = message.EndedAt.ToUnixTimeMilliseconds(),
            };
        }

        yield return new StoreRecord { Kind = RecordKind.AgeKept, Time = _clock.Now().Age };
        yield return new StoreRecord { Kind = RecordKind.LastId, Id = _ids.Next() };
    }

    private IEnumerable<StoreRecord> SnapshotMailbox(User user, HashSet<Guid> kept)
    {
        long end = long.MinValue;
        List<StoredMessage> messages = [];
        do
        {
            messages.Clear();
            lock (user.Gate)
                end = user.Mailbox.List(end, SnapshotChunk, messages);
            foreach (StoredMessage message in messages)
            {
                if (message.Group == null)
                {
                    yield return ToRecord(user, message);
                    continue;
                }

                foreach (StoreRecord record in SnapshotCopy(user, message, kept))
                    yield return record;
            }
        }
        while (messages.Count >= SnapshotChunk);
    }

    private StoreRecord ToRecord(User user, StoredMessage message) => new()
    {
        Kind = RecordKind.MessageAdded,
        Id = message.Id,
        Accepted = message.KeptMoment,
        User = user.Id,
        From = message.From,
        Text = message.Text,
        IsTracked = message.IsTracked,
        Reference = message.IsTracked ? _tracker.Find(message.Id)?.Reference : null,
    };

    private void ApplyRemembered(in StoreRecord record)
    {
        var message = new TrackedMessage(record.Id, _senders.Get(record.From), record.Group ?? record.User, record.Reference)
        {
            IsToGroup = record.Group != null,
            Position = IStore.PositionOfRead,
        };
        message.SetEnd(record.End, DateTimeOffset.FromUnixTimeMilliseconds(record.Time));
        _tracker.TryAdd(message, out _);
    }

    private void ObserveMessage(in StoreRecord record)
    {
        _ids.Observe(record.Id);
        _clock.Observe(record.Accepted == default ? MessageIds.MillisecondsOf(record.Id) : record.Accepted.Age);
    }

    private void ApplyAdded(in StoreRecord record)
    {
        ObserveMessage(record);
        Sender sender = _senders.Get(record.From);
        User user = GetUser(record.User);
        lock (user.Gate)
        {
            if (!user.Mailbox.Add(StoredMessage.Create(record.Id, sender, record.Text, record.IsTracked ? IStore.PositionOfRead : 0, record.Accepted)))
            {
                RetireIfUnused(user);
                return;
            }

            _quota.Take(record.Text, isOnly: user.Mailbox.Count == 1, record.IsTracked, user.IsUnknown);
            sender.Add(1, MessageQuota.CostForSender(record.Text.Length, record.IsTracked), user.IsUnknown ? 1 : 0);
        }

        if (record.IsTracked)
            _tracker.TryAdd(new TrackedMessage(record.Id, sender, record.User, record.Reference) { Position = IStore.PositionOfRead }, out _);
    }

    private void ApplyEnded(in StoreRecord record)
    {
        if (!_users.TryGetValue(record.User, out User? user))
            return;

        lock (user.Gate)
        {
            if (!user.Mailbox.TryRemove(record.Id, out StoredMessage? message))
                return;
            MessageEnd end = record.End;
            long position = IStore.PositionOfRead;
            bool isLast = Release(user, message, ref end, ref position);
            if (message.IsTracked && isLast)
                _tracker.Ended(record.Id, end, DateTimeOffset.FromUnixTimeMilliseconds(record.Time));
            RetireIfUnused(user);
        }
    }
}
