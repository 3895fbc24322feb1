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
internal sealed class MessageTransfer(
    IStore store,
    UserDirectory users,
    GroupDirectory groups,
    MessageAdmission admission,
    MessageTracker tracker,
    GroupCopies copies,
    MessageIds ids,
    MessageDelivery delivery)
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

    /// <summary>Adds a message to a mailbox, and delivers it if its recipient is logged in. Limits do not apply.</summary>
    /// <param name="item">The message.</param>
    /// <param name="to">The recipient, one of those of the message.</param>
    /// <returns>Whether it was added: <see langword="false"/> if the mailbox has it already.</returns>
    public bool TryAddMessage(MessageItem item, string to)
    {
        ids.Observe(item.Id);
        Sender sender = admission.Senders.Get(item.From);
        while (true)
        {
            User user = users.Get(to);
            lock (user.Lock)
            {
                if (user.Retired)
                    continue;
                bool isAdded = item.Group == null ? TryAddDirect(item, sender, user) : TryAddCopy(item, item.Group, sender, user);
                if (isAdded && user.Connection != null)
                    delivery.Deliver(user);
                users.RetireIfUnused(user);
                return isAdded;
            }
        }
    }

    // Called under the user's lock, as all below.
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

    // Each copy has the text in the store. Otherwise a snapshot between the text and the first copy would lose the text.
    private bool TryAddCopy(MessageItem item, string group, Sender sender, User user)
    {
        if (user.Mailbox.TryFind(item.Id, out _, out _))
            return false;
        store.Append(new StoreRecord
        {
            Kind = RecordKind.GroupMessageKept,
            Id = item.Id,
            Accepted = item.Accepted,
            Group = group,
            From = item.From,
            Text = item.Text,
            IsTracked = item.IsTracked,
            Reference = item.Reference,
        });
        long position = store.Append(new StoreRecord { Kind = RecordKind.GroupCopyKept, Id = item.Id, User = user.Id });
        GroupMessage message = FindOrAdd(item, group, sender, position);
        if (copies.TryAddTo(user, StoredMessage.Create(item.Id, sender, item.Text, item.IsTracked ? position : 0, item.Accepted, message)))
        {
            message.AddCopies(1);
            admission.AddStoredCopy(message);
        }

        return true;
    }

    private GroupMessage FindOrAdd(MessageItem item, string group, Sender sender, long position)
    {
        if (copies.Find(item.Id) is { } known)
            return known;
        var message = GroupMessage.Create(item.Id, group, sender, item.Text, item.IsTracked, item.Accepted);
        message.EndSharing();
        copies.Add(message);
        admission.AddStoredText(message, isKept: true);
        Track(item, sender, group, position);
        return message;
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
