using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Logins;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core;

/// <summary>
/// Applies what other servers have stored in the store that they share with this one, and takes back what the store has refused. Unlike
/// <see cref="ChatState"/>, it works while the chat is in use: it also delivers messages and notifies users. Call it on one thread. No operation throws for
/// a record that is known already.
/// </summary>
/// <param name="users">The user directory.</param>
/// <param name="remote">The users who are logged in at other servers.</param>
/// <param name="groups">The groups.</param>
/// <param name="admission">Counts the stored messages.</param>
/// <param name="tracker">The tracked messages.</param>
/// <param name="copies">The messages to groups.</param>
/// <param name="ends">Ends messages.</param>
/// <param name="delivery">Delivers messages to connections.</param>
/// <param name="logins">Kicks connections.</param>
/// <param name="ids">Learns the ids that exist, so that new ids are greater.</param>
internal sealed class ChatReplica(
    UserDirectory users,
    RemoteUsers remote,
    GroupDirectory groups,
    MessageAdmission admission,
    MessageTracker tracker,
    GroupCopies copies,
    MessageEnds ends,
    MessageDelivery delivery,
    LoginService logins,
    MessageIds ids)
{
    /// <summary>The users who are logged in at other servers.</summary>
    public RemoteUsers Remote => remote;

    /// <summary>Called when a user has logged out here. See <see cref="LoginService.LoggedOut"/>.</summary>
    public Action<string, long>? LoggedOut
    {
        get => logins.LoggedOut;
        set => logins.LoggedOut = value;
    }

    /// <summary>Called when a tracked message was delivered here. See <see cref="MessageDelivery.Delivered"/>.</summary>
    public Action<StoredMessage, string>? Delivered
    {
        get => delivery.Delivered;
        set => delivery.Delivered = value;
    }

    /// <summary>See <see cref="LoginService.Kick"/>.</summary>
    public void Kick(string id, long epoch, bool isOvertaken) => logins.Kick(id, epoch, isOvertaken);

    /// <summary>See <see cref="MessageDelivery.OnDeliveredElsewhere"/>.</summary>
    public void OnDelivered(Guid id, string from, string to, bool isToGroup) => delivery.OnDeliveredElsewhere(id, from, to, isToGroup);

    /// <summary>Applies a record about messages or groups that another server has stored.</summary>
    /// <param name="record">The record.</param>
    public void Apply(in StoreRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.MessageAdded:
                ids.Observe(record.Id);
                AddMessage(record);
                break;
            case RecordKind.MessageEnded:
                EndMessage(record);
                break;
            case RecordKind.GroupMessageAdded:
                ids.Observe(record.Id);
                AddGroupMessage(record);
                break;
            case RecordKind.GroupJoined:
                ids.Observe(record.Id);
                Tell(groups.ApplyJoined(record), record, isMember: true);
                break;
            case RecordKind.GroupLeft:
                Tell(groups.ApplyLeft(record), record, isMember: false);
                break;
        }
    }

    /// <summary>Takes back a change of this server that the store has refused.</summary>
    /// <param name="record">
    /// The record of the change. The end of a message and of a membership cannot be taken back so: apply the message or the membership again.
    /// </param>
    public void Undo(in StoreRecord record)
    {
        switch (record.Kind)
        {
            case RecordKind.MessageAdded:
                RemoveMessage(record.User, record.Id);
                tracker.Forget(record.Id);
                break;
            case RecordKind.GroupMessageAdded:
                foreach (string recipient in record.Recipients ?? [])
                    RemoveMessage(recipient, record.Id);
                tracker.Forget(record.Id);
                break;
            case RecordKind.GroupJoined:
                Tell(groups.ApplyLeft(record), record, isMember: false);
                break;
        }
    }

    /// <summary>The store has refused the end of a message. Nobody is told of this end.</summary>
    /// <param name="record">The record of the end.</param>
    public void OnEndRefused(in StoreRecord record) => ends.OnRefused(record.User, record.Id);

    /// <summary>Adds a message to its mailbox again, whose end the store has refused.</summary>
    /// <param name="record">The message.</param>
    public void Restore(in StoreRecord record)
    {
        tracker.Reopen(record.Id);
        AddMessage(record, isRestored: true);
    }

    /// <summary>Adds a copy of a message to a group to a mailbox again, whose end the store has refused.</summary>
    /// <param name="record">The message. Its only recipient is the user who has the copy.</param>
    public void RestoreCopy(in StoreRecord record)
    {
        tracker.Reopen(record.Id);
        if (copies.Find(record.Id) is not { } message)
        {
            AddGroupMessage(record);
            return;
        }

        message.AddCopies(1);
        admission.AddStoredCopy(message);
        foreach (string recipient in record.Recipients!)
            AddCopy(recipient, message, record.IsTracked, isRestored: true);
    }

    private void AddMessage(in StoreRecord record, bool isRestored = false)
    {
        while (true)
        {
            User user = users.Get(record.User);
            lock (user.Lock)
            {
                if (user.Retired)
                    continue;
                if (user.Mailbox.TryFind(record.Id, out _, out _))
                    return;
                Sender sender = admission.TakeStored(record.From, user, record.Text, record.IsTracked);

                // Before the delivery, which records itself there.
                if (record.IsTracked)
                    tracker.TryAdd(new TrackedMessage(record.Id, sender, record.User, record.Reference) { Position = IStore.PositionOfRead }, out _);
                var message = StoredMessage.Create(record.Id, sender, record.Text, record.IsTracked ? IStore.PositionOfRead : 0, record.Accepted);
                if (isRestored && user.Connection == null)
                    user.Mailbox.Restore(message);
                else
                    user.Mailbox.Add(message);
                if (user.Connection != null)
                    delivery.Deliver(user);
                return;
            }
        }
    }

    private void EndMessage(in StoreRecord record)
    {
        if (users.Find(record.User) is not { } user)
            return;
        StoredMessage? message;
        MessageEnd end = record.End;
        long position = IStore.PositionOfRead;
        bool isLast;
        IUserConnection? told;
        lock (user.Lock)
        {
            user.Mailbox.TryFind(record.Id, out _, out bool isDelivered);
            if (!user.Mailbox.TryRemove(record.Id, out message))
                return;
            told = isDelivered && end == MessageEnd.Recalled ? user.Connection : null;
            user.Connection?.OnMessageRemoved(record.Id, end == MessageEnd.Confirmed);
            isLast = ends.Release(user, message, ref end, ref position, DateTimeOffset.FromUnixTimeMilliseconds(record.Time));
            users.RetireIfUnused(user);
        }

        told?.OnMessageRecalled(record.Id, message.From, IStore.PositionOfRead);
        ends.TellSender(new EndedMessage(message, end, position, isLast), record.User);
    }

    private void AddGroupMessage(in StoreRecord record)
    {
        IReadOnlyCollection<string> recipients = record.Recipients ?? [];
        if (recipients.Count == 0 || copies.Find(record.Id) != null)
            return;
        Sender sender = admission.TakeStoredGroupMessage(record.From, record.Text, recipients.Count, record.IsTracked);
        var message = GroupMessage.Create(record.Id, record.Group!, sender, record.Text, record.IsTracked, record.Accepted);
        message.AddCopies(recipients.Count);
        copies.Add(message);
        if (record.IsTracked)
            tracker.TryAdd(new TrackedMessage(record.Id, sender, record.Group!, record.Reference) { IsToGroup = true, Position = IStore.PositionOfRead }, out _);
        if (groups.Find(record.Group!) is { } group)
        {
            // All members here see the messages of a group in the same order.
            lock (group.Lock)
                AddCopies(recipients, message);
        }
        else
        {
            AddCopies(recipients, message);
        }

        message.EndSharing();
    }

    private void AddCopies(IReadOnlyCollection<string> recipients, GroupMessage message)
    {
        foreach (string recipient in recipients)
            AddCopy(recipient, message, message.IsTracked);
    }

    private void AddCopy(string recipient, GroupMessage message, bool isTracked, bool isRestored = false)
    {
        var copy = StoredMessage.Create(message.Id, message.Sender, message.Text, isTracked ? IStore.PositionOfRead : 0, message.KeptMoment, message);
        while (true)
        {
            User user = users.Get(recipient);
            lock (user.Lock)
            {
                if (user.Retired)
                    continue;
                copies.TryAddTo(user, copy, isRestored);
                if (user.Connection != null)
                    delivery.Deliver(user);
                return;
            }
        }
    }

    private void RemoveMessage(string recipient, Guid id)
    {
        if (users.Find(recipient) is not { } user)
            return;
        lock (user.Lock)
        {
            if (!user.Mailbox.TryRemove(id, out StoredMessage? message))
                return;
            user.Connection?.OnMessageRemoved(id, isConfirmed: false);
            MessageEnd end = MessageEnd.Expired;
            long position = IStore.PositionOfRead;
            if (message.Group is { } group)
                copies.Release(user, group, ref end, ref position);
            else
                admission.Release(message.Sender, user, message.Text.Length, message.IsTracked);
            users.RetireIfUnused(user);
        }
    }

    private static void Tell(IUserConnection[] others, in StoreRecord record, bool isMember)
    {
        foreach (IUserConnection other in others)
            other.OnMembership(record.Group!, record.User, isMember, IStore.PositionOfRead);
    }
}
