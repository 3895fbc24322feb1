using System.Collections.Concurrent;
using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <content>Messages to groups: one record in the store, one copy in the mailbox of each member.</content>
public sealed partial class ChatService
{
    // Beyond so many full mailboxes a message is refused: its record names them.
    private const int MostExcepted = 1000;

    // Those that somebody has not confirmed.
    private readonly ConcurrentDictionary<Guid, GroupMessage> _groupMessages = new();

    /// <summary>Stores a message for all other members of a group, and delivers it to those who are logged in.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="name">Name of the group, normalised.</param>
    /// <param name="text">The text, safe to print on one line.</param>
    /// <param name="isTracked">As for <see cref="Send(User, string, string, bool, string?)"/>.</param>
    /// <param name="reference">As for <see cref="Send(User, string, string, bool, string?)"/>.</param>
    /// <returns>What became of it.</returns>
    public SendOutcome Say(User from, string name, string text, bool isTracked = false, string? reference = null)
    {
        if (_store.Condition == StoreCondition.Failing)
            return new SendOutcome(SendResult.StoreFailing, default, 0);
        if (!_groups.TryGetValue(name, out Group? group))
            return new SendOutcome(SendResult.NotAMember, default, 0);
        lock (group.Gate)
        {
            if (!group.Members.ContainsKey(from.Id))
                return new SendOutcome(SendResult.NotAMember, default, 0);
            if (group.Members.Count == 1)
                return new SendOutcome(SendResult.NobodyElse, default, 0);
            return Say(from, group, text, isTracked || reference != null, reference);
        }
    }

    // Under the group's gate.
    private SendOutcome Say(User user, Group group, string text, bool isTracked, string? reference)
    {
        Sender from = SenderOf(user);
        HashSet<string> except = [.. group.Members.Values
            .Where(member => member.User.Id != from.Id && !HasRoom(member.User, from, text))
            .Select(member => member.User.Id)];
        int copies = group.Members.Count - 1 - except.Count;
        if (copies == 0 || except.Count > MostExcepted)
            return new SendOutcome(SendResult.RecipientFull, default, 0);
        QuotaResult room = TakeGroupRoom(ref from, user, text, copies, isTracked);
        if (room != QuotaResult.Free)
            return new SendOutcome(ToResult(room), default, 0);

        Guid id = NextId(out MessageMoment accepted);
        if (isTracked && !_tracker.TryAdd(new TrackedMessage(id, from, group.Name, reference) { IsToGroup = true }, out TrackedMessage? same))
        {
            ReleaseGroupRoom(from, text, copies, isTracked);
            return new SendOutcome(SendResult.Repeated, same.Id, PositionOf(same));
        }

        long position;
        try
        {
            position = _store.Append(new StoreRecord
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
            });
        }
        catch
        {
            _tracker.Forget(id);
            ReleaseGroupRoom(from, text, copies, isTracked);
            throw;
        }

        if (isTracked)
            _tracker.Stored(id, position);
        FanOut(group, MakeGroupMessage(id, group.Name, from, text, isTracked, accepted), except, copies, isTracked ? position : 0);
        return new SendOutcome(SendResult.Delivering, id, position) { Except = except };
    }

    private static GroupMessage MakeGroupMessage(Guid id, string group, Sender sender, string text, bool isTracked, MessageMoment accepted)
        => accepted == default
            ? new GroupMessage(id, group, sender, text) { IsTracked = isTracked }
            : new DatedGroupMessage(id, group, sender, text, accepted) { IsTracked = isTracked };

    private void FanOut(Group group, GroupMessage message, HashSet<string> except, int copies, long notBefore)
    {
        message.AddCopies(copies);
        _groupMessages[message.Id] = message;
        var copy = StoredMessage.Create(message.Id, message.Sender, message.Text, notBefore, message.KeptMoment, message);
        foreach (Group.Member member in group.Members.Values)
        {
            if (member.User.Id == message.Sender.Id || except.Contains(member.User.Id))
                continue;
            lock (member.User.Gate)
            {
                AddCopy(member.User, copy);
                if (member.User.Connection != null)
                    Deliver(member.User);
            }
        }

        // Whoever waits for the disk was told to wait before this.
        if (notBefore == 0)
            message.EndSharing();
        else
            _store.Notify(notBefore, new EndSharingWhenDelivered(message));
    }

    // Under the user's gate.
    private bool AddCopy(User user, StoredMessage copy)
    {
        if (user.Mailbox.Count == 0)
            user.IsUnknown = user.Connection == null && IsUnknown(user.Id);
        if (!user.Mailbox.Add(copy))
            return false;
        if (user.Mailbox.Count == 1)
            _quota.TakeMailbox();
        if (user.IsUnknown)
            AddUnknownCopies(copy.Sender, 1);
        return true;
    }

    // A mailbox that is far from full is read without its gate: as it was a moment ago.
    private bool HasRoom(User member, Sender from, string text)
    {
        if (!_quota.HasRoom(member.Mailbox, text))
            return false;
        if (!_quota.IsCrowded(member.Mailbox, text))
            return true;
        lock (member.Gate)
            return _quota.CheckMailbox(member.Mailbox, from, text) == QuotaResult.Free;
    }

    private QuotaResult TakeGroupRoom(ref Sender from, User user, string text, int copies, bool isTracked)
    {
        long cost = CostOfCopies(text, copies, isTracked);
        QuotaResult result;
        while ((result = from.TryTake(_senderLimits, copies, cost, isUnknown: false)) == QuotaResult.Retired)
            from = SenderOf(user);
        if (result != QuotaResult.Free || _quota.TryTakeGroupMessage(text, copies, isTracked))
            return result;
        from.Add(-copies, -cost, 0);
        return QuotaResult.ServerFull;
    }

    private void ReleaseGroupRoom(Sender from, string text, int copies, bool isTracked)
    {
        _quota.AddGroupMessage(-MessageQuota.CostOfText(text.Length, isTracked), -copies);
        from.Add(-copies, -CostOfCopies(text, copies, isTracked), 0);
    }

    private static long CostOfCopies(string text, int copies, bool isTracked)
        => MessageQuota.CostOfText(text.Length, isTracked) + ((long)copies * MessageQuota.CharactersOfCopy);

    private void AddUnknownCopies(Sender from, int change)
    {
        from.Add(0, 0, change);
        _quota.AddUnknown(change);
    }

    // A message has left a mailbox, whose user's gate is held.
    private bool ReleaseCopy(User user, GroupMessage message, ref MessageEnd end, ref long position)
    {
        bool isLast = message.RemoveCopy(end, position, out end, out position);
        int text = isLast ? MessageQuota.CostOfText(message.Text.Length, message.IsTracked) : 0;
        _quota.ReleaseCopy(text, isOnly: user.Mailbox.Count == 0);
        message.Sender.Add(-1, -text - MessageQuota.CharactersOfCopy, 0);
        if (user.IsUnknown)
            AddUnknownCopies(message.Sender, -1);
        if (isLast)
            _groupMessages.TryRemove(message.Id, out _);
        return isLast;
    }

    private sealed class EndSharingWhenDelivered(GroupMessage message) : ICommitObserver
    {
        public void OnCommitted(long durable) => message.EndSharing();

        public bool OnCommitFailed(string failure) => true;
    }
}
