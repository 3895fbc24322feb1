using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <summary>
/// Writes messages and groups as store records, and restores them from records. A snapshot contains the group members before the mailboxes.
/// A message in a file newer than the snapshot goes to the members in the snapshot and in the records between.
/// A message in an older file is already in all mailboxes, because the snapshot takes the lock of each group first.
/// </summary>
/// <param name="users">The user directory.</param>
/// <param name="groups">The groups.</param>
/// <param name="admission">Counts the stored messages.</param>
/// <param name="tracker">The tracked messages.</param>
/// <param name="copies">The messages to groups.</param>
/// <param name="ends">Ends messages.</param>
/// <param name="ids">Learns the ids that exist, so that new ids are greater.</param>
/// <param name="clock">Learns how old messages are.</param>
/// <param name="time">The clock.</param>
internal sealed class ChatState(
    UserDirectory users,
    GroupDirectory groups,
    MessageAdmission admission,
    MessageTracker tracker,
    GroupCopies copies,
    MessageEnds ends,
    MessageIds ids,
    MessageClock clock,
    TimeProvider time) : IStoreState
{
    // Messages per chunk. A user's lock is held for one chunk at a time.
    private const int ChunkLength = 256;

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
                ids.Observe(record.Id);
                break;
            case RecordKind.AgeKept:
                clock.Resume(record.Time);
                break;
            case RecordKind.GroupJoined:
                ids.Observe(record.Id);
                groups.ApplyJoined(record);
                break;
            case RecordKind.GroupLeft:
                groups.ApplyLeft(record);
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
        foreach (User user in users.All)
        {
            foreach (StoreRecord record in SnapshotMailbox(user, kept))
                yield return record;
        }

        // After the mailboxes. A message that ends during the snapshot is in both places, never in none.
        foreach (TrackedMessage message in tracker.Remembered())
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

        yield return new StoreRecord { Kind = RecordKind.AgeKept, Time = clock.Now().Age };
        yield return new StoreRecord { Kind = RecordKind.LastId, Id = ids.Next() };
    }

    private IEnumerable<StoreRecord> SnapshotMembers()
    {
        foreach (Group group in groups.All)
        {
            Group.Member[] members;
            lock (group.Lock)
                members = [.. group.Members.Values];
            foreach (Group.Member member in members)
            {
                yield return new StoreRecord
                {
                    Kind = RecordKind.GroupJoined,
                    Id = member.Since,
                    User = member.User.Id,
                    Group = group.Name,
                };
            }
        }
    }

    private IEnumerable<StoreRecord> SnapshotMailbox(User user, HashSet<Guid> kept)
    {
        long end = long.MinValue;
        List<StoredMessage> messages = [];
        do
        {
            messages.Clear();
            lock (user.Lock)
                end = user.Mailbox.List(end, ChunkLength, messages);
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
        while (messages.Count >= ChunkLength);
    }

    // Only the first record of a message contains its text, however many mailboxes have a copy.
    private IEnumerable<StoreRecord> SnapshotCopy(User user, StoredMessage copy, HashSet<Guid> kept)
    {
        if (kept.Add(copy.Id))
        {
            yield return new StoreRecord
            {
                Kind = RecordKind.GroupMessageKept,
                Id = copy.Id,
                Accepted = copy.KeptMoment,
                Group = copy.Group!.Group,
                From = copy.From,
                Text = copy.Text,
                IsTracked = copy.IsTracked,
                End = copy.Group.KeptEnd,
                Reference = FindReference(copy),
            };
        }

        yield return new StoreRecord
        {
            Kind = RecordKind.GroupCopyKept,
            Id = copy.Id,
            User = user.Id,
        };
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
        Reference = FindReference(message),
    };

    private string? FindReference(StoredMessage message) => message.IsTracked ? tracker.Find(message.Id)?.Reference : null;

    private void ApplyRemembered(in StoreRecord record)
    {
        var message = new TrackedMessage(record.Id, admission.Senders.Get(record.From), record.Group ?? record.User, record.Reference)
        {
            IsToGroup = record.Group != null,
            Position = IStore.PositionOfRead,
        };
        message.SetEnd(record.End, DateTimeOffset.FromUnixTimeMilliseconds(record.Time));
        tracker.TryAdd(message, out _);
    }

    private void ObserveMessage(in StoreRecord record)
    {
        ids.Observe(record.Id);
        clock.Observe(record.Accepted == default ? MessageIds.MillisecondsOf(record.Id) : record.Accepted.Age);
    }

    private void ApplyAdded(in StoreRecord record)
    {
        ObserveMessage(record);
        Sender sender = admission.Senders.Get(record.From);
        User user = users.Get(record.User);
        lock (user.Lock)
        {
            if (!user.Mailbox.Add(StoredMessage.Create(record.Id, sender, record.Text, record.IsTracked ? IStore.PositionOfRead : 0, record.Accepted)))
            {
                users.RetireIfUnused(user);
                return;
            }

            admission.AddStored(sender, user, record.Text, record.IsTracked);
        }

        if (record.IsTracked)
            tracker.TryAdd(new TrackedMessage(record.Id, sender, record.User, record.Reference) { Position = IStore.PositionOfRead }, out _);
    }

    private void ApplyEnded(in StoreRecord record)
    {
        if (users.Find(record.User) is not { } user)
            return;

        lock (user.Lock)
        {
            if (!user.Mailbox.TryRemove(record.Id, out StoredMessage? message))
                return;
            MessageEnd end = record.End;
            long position = IStore.PositionOfRead;
            ends.Release(user, message, ref end, ref position, DateTimeOffset.FromUnixTimeMilliseconds(record.Time));
            users.RetireIfUnused(user);
        }
    }

    private void ApplyGroupMessage(in StoreRecord record)
    {
        ObserveMessage(record);
        GroupMessage message = FindOrAddGroupMessage(record);
        if (record.Kind != RecordKind.GroupMessageAdded)
            return;
        if (groups.Find(record.Group!) is { } group)
        {
            HashSet<string> except = [.. record.Except?.Split(' ') ?? []];
            lock (group.Lock)
            {
                foreach (Group.Member member in group.Members.Values)
                {
                    if (member.User.Id != record.From && member.Since < record.Id && !except.Contains(member.User.Id))
                        ApplyCopy(member.User, message, record.IsTracked);
                }
            }
        }

        // No copy: all members at the time of sending have left since. A later record says so.
        if (message.Copies == 0)
            Forget(message);
    }

    // The message may be in the snapshot and in a newer file.
    private GroupMessage FindOrAddGroupMessage(in StoreRecord record)
    {
        if (copies.Find(record.Id) is { } known)
            return known;
        Sender sender = admission.Senders.Get(record.From);
        var message = GroupMessage.Create(record.Id, record.Group!, sender, record.Text, record.IsTracked, record.Accepted);
        message.EndSharing();
        message.RestoreEnd(record.End);
        copies.Add(message);
        admission.AddStoredText(message, isKept: true);
        if (record.IsTracked)
            tracker.TryAdd(new TrackedMessage(record.Id, sender, record.Group!, record.Reference) { IsToGroup = true, Position = IStore.PositionOfRead }, out _);
        return message;
    }

    private void Forget(GroupMessage message)
    {
        if (copies.Remove(message))
            admission.AddStoredText(message, isKept: false);
        tracker.Ended(message.Id, MessageEnd.Confirmed, time.GetUtcNow());
    }

    private void ApplyCopyKept(in StoreRecord record)
    {
        if (copies.Find(record.Id) is { } message)
            ApplyCopy(users.Get(record.User), message, tracker.Find(record.Id) != null);
    }

    private void ApplyCopy(User user, GroupMessage message, bool isTracked)
    {
        lock (user.Lock)
        {
            var copy = StoredMessage.Create(message.Id, message.Sender, message.Text, isTracked ? IStore.PositionOfRead : 0, message.KeptMoment, message);
            if (!copies.TryAddTo(user, copy))
                return;
            message.AddCopies(1);
            admission.AddStoredCopy(message);
        }
    }
}
