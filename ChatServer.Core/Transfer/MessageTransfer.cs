using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Transfer;

/// <summary>Exports and imports groups and unconfirmed messages while the server runs. Thread-safe.</summary>
/// <param name="store">Stores what is imported.</param>
/// <param name="users">The user directory.</param>
/// <param name="groups">The groups.</param>
/// <param name="admission">Counts the messages.</param>
/// <param name="tracker">The tracked messages.</param>
/// <param name="copies">The messages to groups.</param>
/// <param name="ids">Learns the ids that exist.</param>
/// <param name="delivery">Delivers imported messages.</param>
/// <param name="time">The clock.</param>
internal sealed class MessageTransfer(
    IStore store,
    UserDirectory users,
    GroupDirectory groups,
    MessageAdmission admission,
    MessageTracker tracker,
    GroupCopies copies,
    MessageIds ids,
    MessageDelivery delivery,
    TimeProvider time)
{
    // Messages per chunk. A user's lock is held for one chunk at a time.
    private const int ChunkLength = 256;

    /// <summary>Gets all groups, sorted by name.</summary>
    public IEnumerable<GroupItem> ExportGroups()
    {
        foreach (Group group in groups.All.OrderBy(group => group.Name, StringComparer.Ordinal))
        {
            string[] members;
            lock (group.Lock)
                members = [.. group.Members.Keys];
            Array.Sort(members, StringComparer.Ordinal);
            if (members.Length > 0)
                yield return new GroupItem(group.Name, members);
        }
    }

    /// <summary>
    /// Gets all unconfirmed messages: those to one user sorted by recipient, then those to groups, each in their order. Not those to the server's own ids,
    /// which nobody would confirm elsewhere.
    /// </summary>
    public IEnumerable<MessageItem> ExportMessages()
    {
        SortedDictionary<Guid, (StoredMessage Message, List<string> To)> toGroups = new(Comparer<Guid>.Create(Compare));
        foreach (User user in users.All.Where(user => !admission.IsInternal(user.Id)).OrderBy(user => user.Id, StringComparer.Ordinal))
        {
            foreach (StoredMessage message in GetMailbox(user))
            {
                if (message.Group == null)
                {
                    yield return ToItem(message, [user.Id]);
                    continue;
                }

                if (!toGroups.TryGetValue(message.Id, out (StoredMessage, List<string> To) copy))
                    toGroups.Add(message.Id, copy = (message, []));
                copy.To.Add(user.Id);
            }
        }

        foreach ((StoredMessage message, List<string> to) in toGroups.Values)
            yield return ToItem(message, to);
    }

    /// <summary>Adds a member to a group, and creates the group if it does not exist. Limits do not apply.</summary>
    /// <param name="id">The member, normalised.</param>
    /// <param name="group">Name of the group, normalised.</param>
    /// <returns>Whether it was added: <see langword="false"/> if the user is a member already.</returns>
    public bool TryAddMember(string id, string group) => groups.TryImport(id, group);

    /// <summary>Adds a message to mailboxes, and delivers it to recipients who are logged in. Limits do not apply.</summary>
    /// <param name="item">The message.</param>
    /// <returns>To how many mailboxes it was added. Not to those that have it, and to none if it is known that all confirmed it or that it was recalled.</returns>
    public int AddMessage(MessageItem item)
    {
        if (tracker.Find(item.Id) is { End: MessageEnd.Confirmed or MessageEnd.Recalled })
            return 0;
        ids.Observe(item.Id);
        Sender sender = admission.Senders.Get(item.From);
        if (item.Group is not { } group)
            return item.To.Count(to => TryAddTo(to, user => TryAddDirect(item, sender, user)));

        // It does not end while recipients who are online confirm their copies before the others have theirs.
        GroupMessage message = Hold(item, group, sender);
        try
        {
            return item.To.Count(to => TryAddTo(to, user => TryAddCopy(item, message, user)));
        }
        finally
        {
            EndHold(message);
        }
    }

    private bool TryAddTo(string to, Func<User, bool> tryAdd)
    {
        while (true)
        {
            User user = users.Get(to);
            lock (user.Lock)
            {
                if (user.Retired)
                    continue;
                bool isAdded = tryAdd(user);
                if (isAdded && user.Connection != null)
                    delivery.Deliver(user);
                users.RetireIfUnused(user);
                return isAdded;
            }
        }
    }

    // Called under the user's lock.
    private bool TryAddDirect(MessageItem item, Sender sender, User user)
    {
        if (user.Mailbox.TryFind(item.Id, out _, out _))
            return false;
        admission.UpdateUnknown(user);
        long position = store.Append(new StoreRecord
        {
            Kind = RecordKind.MessageAdded,
            Id = item.Id,
            Accepted = item.Accepted,
            User = user.Id,
            From = item.From,
            Text = item.Text,
            IsTracked = item.IsTracked,
            Reference = item.Reference,
        });
        user.Mailbox.Add(StoredMessage.Create(item.Id, sender, item.Text, item.IsTracked ? position : 0, item.Accepted));
        admission.AddStored(sender, user, item.Text, item.IsTracked);
        Track(item, sender, user.Id, position);
        return true;
    }

    // Called under the user's lock. Each copy has the text in the store. Otherwise a snapshot between the text and the first copy would lose the text.
    private bool TryAddCopy(MessageItem item, GroupMessage message, User user)
    {
        if (user.Mailbox.TryFind(item.Id, out _, out _))
            return false;
        store.Append(new StoreRecord
        {
            Kind = RecordKind.GroupMessageKept,
            Id = item.Id,
            Accepted = item.Accepted,
            Group = message.Group,
            From = item.From,
            Text = item.Text,
            IsTracked = item.IsTracked,
            Reference = item.Reference,
        });
        long position = store.Append(new StoreRecord { Kind = RecordKind.GroupCopyKept, Id = item.Id, User = user.Id });
        Track(item, message.Sender, message.Group, position);
        if (copies.TryAddTo(user, StoredMessage.Create(item.Id, message.Sender, item.Text, item.IsTracked ? position : 0, item.Accepted, message)))
        {
            message.AddCopies(1);
            admission.AddStoredCopy(message);
        }

        return true;
    }

    // Counts as one copy.
    private GroupMessage Hold(MessageItem item, string group, Sender sender)
    {
        GroupMessage? message;
        while ((message = copies.Find(item.Id)) == null || !message.TryHold())
        {
            message = GroupMessage.Create(item.Id, group, sender, item.Text, item.IsTracked, item.Accepted);
            message.EndSharing();
            message.AddCopies(1);
            if (!copies.TryAdd(message))
                continue;
            admission.AddStoredText(message, isKept: true);
            break;
        }

        return message;
    }

    private void EndHold(GroupMessage message)
    {
        if (!message.RemoveCopy(MessageEnd.Confirmed, position: 0, out MessageEnd end, out long position))
            return;
        copies.Remove(message);
        admission.AddStoredText(message, isKept: false);
        if (!message.IsTracked)
            return;
        tracker.Ended(message.Id, end, time.GetUtcNow());
        users.FindConnection(message.Sender.Id)?.OnMessageEnded(new MessageEnding(message.Id, message.Group, IsToGroup: true, end), position);
    }

    private void Track(MessageItem item, Sender sender, string to, long position)
    {
        if (item.IsTracked)
            tracker.TryAdd(new TrackedMessage(item.Id, sender, to, item.Reference) { IsToGroup = item.Group != null, Position = position }, out _);
    }

    private static IEnumerable<StoredMessage> GetMailbox(User user)
    {
        long end = long.MinValue;
        List<StoredMessage> messages = [];
        do
        {
            messages.Clear();
            lock (user.Lock)
                end = user.Mailbox.List(end, ChunkLength, messages);
            foreach (StoredMessage message in messages)
                yield return message;
        }
        while (messages.Count >= ChunkLength);
    }

    private MessageItem ToItem(StoredMessage message, IReadOnlyList<string> to) => new(
        message.Id,
        message.KeptMoment,
        message.From,
        message.Group?.Group,
        to,
        message.Text,
        message.IsTracked,
        message.IsTracked ? tracker.Find(message.Id)?.Reference : null);

    private static int Compare(Guid first, Guid second)
        => MessageIds.OrderOf(first).CompareTo(MessageIds.OrderOf(second)) is not 0 and var order ? order : first.CompareTo(second);
}
