using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <content>
/// Groups as records of the store. A snapshot has the members before the mailboxes: a message that is in a newer file than the snapshot was then
/// sent to those who are in the snapshot, or in records between, and every message of an older file is in all mailboxes by then, as each
/// group's gate was passed.
/// </content>
public sealed partial class ChatService
{
    private IEnumerable<StoreRecord> SnapshotMembers()
    {
        foreach ((_, Group group) in _groups)
        {
            Group.Member[] members;
            lock (group.Gate)
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

    // The text stands in the first record only, however many have not confirmed the message.
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
                End = copy.Group.GivenUp,
                Reference = copy.IsTracked ? _tracker.Find(copy.Id)?.Reference : null,
            };
        }

        yield return new StoreRecord
        {
            Kind = RecordKind.GroupCopyKept,
            Id = copy.Id,
            User = user.Id,
        };
    }

    private void ApplyJoined(in StoreRecord record)
    {
        _ids.Observe(record.Id);
        Group group = _groups.GetOrAdd(record.Group!, static name => new Group(name));
        User user = GetUser(record.User);
        lock (group.Gate)
        {
            lock (user.Gate)
            {
                if (group.Members.ContainsKey(user.Id))
                    return;
                AddMember(user, group, record.Id, IStore.PositionOfRead);
                Interlocked.Increment(ref _memberships);
                _senders.Get(user.Id).AddMemberships(1);
            }
        }
    }

    private void ApplyLeft(in StoreRecord record)
    {
        if (!_groups.TryGetValue(record.Group!, out Group? group))
            return;
        lock (group.Gate)
        {
            if (!group.Members.TryGetValue(record.User, out Group.Member member))
                return;
            lock (member.User.Gate)
                RemoveMember(member.User, group);
            RetireIfUnused(group);
        }
    }

    private void ApplyGroupMessage(in StoreRecord record)
    {
        ObserveMessage(record);
        GroupMessage message = KnownGroupMessage(record);
        if (record.Kind == RecordKind.GroupMessageAdded && _groups.TryGetValue(record.Group!, out Group? group))
        {
            HashSet<string> except = [.. record.Except?.Split(' ') ?? []];
            lock (group.Gate)
            {
                foreach (Group.Member member in group.Members.Values)
                {
                    if (member.User.Id != record.From && member.Since < record.Id && !except.Contains(member.User.Id))
                        ApplyCopy(member.User, message, record.IsTracked);
                }
            }
        }

        // All who were members when it was sent have left since, as a record further on says.
        if (record.Kind == RecordKind.GroupMessageAdded && message.Copies == 0)
            ForgetGroupMessage(message);
    }

    // A snapshot and a newer file may both have the message.
    private GroupMessage KnownGroupMessage(in StoreRecord record)
    {
        if (_groupMessages.TryGetValue(record.Id, out GroupMessage? known))
            return known;
        Sender sender = _senders.Get(record.From);
        var message = MakeGroupMessage(record.Id, record.Group!, sender, record.Text, record.IsTracked, record.Accepted);
        message.EndSharing();
        if (record.End == MessageEnd.GivenUp)
            message.SetGivenUp();
        _groupMessages[record.Id] = message;
        int cost = MessageQuota.CostOfText(record.Text.Length, record.IsTracked);
        _quota.AddGroupMessage(cost, copies: 0);
        sender.Add(0, cost, 0);
        if (record.IsTracked)
            _tracker.TryAdd(new TrackedMessage(record.Id, sender, record.Group!, record.Reference) { IsToGroup = true, Position = IStore.PositionOfRead }, out _);
        return message;
    }

    private void ForgetGroupMessage(GroupMessage message)
    {
        if (_groupMessages.TryRemove(message.Id, out _))
        {
            int cost = MessageQuota.CostOfText(message.Text.Length, message.IsTracked);
            _quota.AddGroupMessage(-cost, copies: 0);
            message.Sender.Add(0, -cost, 0);
        }

        _tracker.Ended(message.Id, MessageEnd.Confirmed, _time.GetUtcNow());
    }

    private void ApplyCopyKept(in StoreRecord record)
    {
        if (_groupMessages.TryGetValue(record.Id, out GroupMessage? message))
            ApplyCopy(GetUser(record.User), message, _tracker.Find(record.Id) != null);
    }

    private void ApplyCopy(User user, GroupMessage message, bool isTracked)
    {
        lock (user.Gate)
        {
            var copy = StoredMessage.Create(message.Id, message.Sender, message.Text, isTracked ? IStore.PositionOfRead : 0, message.KeptMoment, message);
            if (!AddCopy(user, copy))
                return;
            message.AddCopies(1);
            _quota.AddGroupMessage(0, copies: 1);
            message.Sender.Add(1, MessageQuota.CharactersOfCopy, 0);
        }
    }
}
