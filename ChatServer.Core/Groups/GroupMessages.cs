using System.Diagnostics.CodeAnalysis;
using ChatServer.Core.Delivery;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Groups;

/// <summary>Messages to groups: one record in the store, one copy in the mailbox of each member. Thread-safe.</summary>
/// <param name="store">Stores the messages.</param>
/// <param name="groups">The groups and their members.</param>
/// <param name="admission">Checks and counts the room for messages.</param>
/// <param name="tracker">The tracked messages.</param>
/// <param name="copies">The copies in the mailboxes.</param>
/// <param name="ids">Creates message ids.</param>
/// <param name="clock">Gives the time at which a message is accepted.</param>
/// <param name="delivery">Delivers messages to connections.</param>
internal sealed class GroupMessages(
    IStore store,
    GroupDirectory groups,
    MessageAdmission admission,
    MessageTracker tracker,
    GroupCopies copies,
    MessageIds ids,
    MessageClock clock,
    MessageDelivery delivery)
{
    // Maximum number of members with full mailboxes. With more, the message is refused, because its record lists them.
    private const int MaxExcepted = 1000;

    /// <summary>See <see cref="ChatService.Say"/>.</summary>
    public SendOutcome Say(User from, string name, string text, bool isTracked, string? reference)
    {
        if (store.Condition == StoreCondition.Failing)
            return new SendOutcome(SendResult.StoreFailing, default, 0);
        if (groups.Find(name) is not { } group)
            return new SendOutcome(SendResult.NotAMember, default, 0);
        lock (group.Lock)
        {
            if (!group.Members.ContainsKey(from.Id))
                return new SendOutcome(SendResult.NotAMember, default, 0);
            if (group.Members.Count == 1)
                return new SendOutcome(SendResult.NobodyElse, default, 0);
            return Say(from, group, text, isTracked || reference != null, reference);
        }
    }

    // Call it under the group's lock.
    private SendOutcome Say(User user, Group group, string text, bool isTracked, string? reference)
    {
        Sender from = admission.GetSender(user);
        HashSet<string> except = [.. group.Members.Values
            .Where(member => member.User.Id != from.Id && !admission.HasRoom(member.User, from, text))
            .Select(member => member.User.Id)];
        int count = group.Members.Count - 1 - except.Count;
        if (count == 0 || except.Count > MaxExcepted)
            return new SendOutcome(SendResult.RecipientFull, default, 0);
        QuotaResult room = admission.TryTakeGroupMessage(ref from, user, text, count, isTracked);
        if (room != QuotaResult.Free)
            return SendOutcome.Refuse(room);

        Guid id = clock.NextId(ids, out MessageMoment accepted);
        var record = new StoreRecord
        {
            Kind = RecordKind.GroupMessageAdded,
            Id = id,
            Accepted = accepted,
            Group = group.Name,
            From = from.Id,
            Text = text,
            IsTracked = isTracked,
            Reference = reference,
            Except = except.Count > 0 ? string.Join(' ', except) : null,
            Recipients = store.WantsRecipients ? ListRecipients(group, from.Id, except) : null,
        };
        if (!TryAppend(record, from, count, out long position, out TrackedMessage? same))
            return new SendOutcome(SendResult.Repeated, same.Id, same.Position);

        FanOut(group, GroupMessage.Create(id, group.Name, from, text, isTracked, accepted), except, count, isTracked ? position : 0);
        return new SendOutcome(SendResult.Delivering, id, position) { Except = except };
    }

    private static string[] ListRecipients(Group group, string sender, HashSet<string> except)
        => [.. group.Members.Keys.Where(member => member != sender && !except.Contains(member))];

    private bool TryAppend(in StoreRecord record, Sender from, int count, out long position, [NotNullWhen(false)] out TrackedMessage? same)
    {
        bool isStored = false;
        try
        {
            if (record.IsTracked)
            {
                var tracked = new TrackedMessage(record.Id, from, record.Group!, record.Reference) { IsToGroup = true };
                return isStored = tracker.TryStore(tracked, store, record, out position, out same);
            }

            position = store.Append(record);
            same = null;
            return isStored = true;
        }
        finally
        {
            if (!isStored)
                admission.ReleaseGroupMessage(from, record.Text, count, record.IsTracked);
        }
    }

    private void FanOut(Group group, GroupMessage message, HashSet<string> except, int count, long notBefore)
    {
        message.AddCopies(count);
        copies.Add(message);
        var copy = StoredMessage.Create(message.Id, message.Sender, message.Text, notBefore, message.KeptMoment, message);
        foreach (Group.Member member in group.Members.Values)
        {
            if (member.User.Id == message.Sender.Id || except.Contains(member.User.Id))
                continue;
            lock (member.User.Lock)
            {
                copies.TryAddTo(member.User, copy);
                if (member.User.Connection != null)
                    delivery.Deliver(member.User);
            }
        }

        // The deliveries that wait for the disk have registered their observers before this one.
        if (notBefore == 0)
            message.EndSharing();
        else
            store.Notify(notBefore, new EndSharingWhenDelivered(message));
    }

    private sealed class EndSharingWhenDelivered(GroupMessage message) : ICommitObserver
    {
        public void OnCommitted(long durable) => message.EndSharing();

        public bool OnCommitFailed(string failure) => true;
    }
}
