using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>
/// Delivers messages from a mailbox to its user's connection. It pauses when the connection has no room or the next message is not durable yet. Thread-safe.
/// </summary>
/// <param name="store">Stores the messages.</param>
/// <param name="users">Finds the senders.</param>
/// <param name="tracker">Records the deliveries.</param>
/// <param name="counts">Counts deliveries.</param>
/// <param name="time">The clock.</param>
internal sealed class MessageDelivery(IStore store, UserDirectory users, MessageTracker tracker, MessageCounts counts, TimeProvider time)
{
    /// <summary>
    /// Called when a tracked message was delivered here, so that other servers learn it: the message and its recipient. Called under the recipient's lock;
    /// must not block.
    /// </summary>
    public Action<StoredMessage, string>? Delivered { get; set; }

    /// <summary>Delivers all messages that wait. Call it under the user's lock. The user must be logged in.</summary>
    /// <param name="user">The user.</param>
    /// <returns>Whether the connection is open; <see langword="false"/> if it is closing.</returns>
    public bool Deliver(User user)
    {
        IUserConnection connection = user.Connection!;
        List<StoredMessage>? told = null;
        bool isOpen = true;
        int sent = 0, again = 0;
        while (!user.Stalled && user.Mailbox.TryTakeNext(out StoredMessage? message, out bool isReplay))
        {
            if (message.NotBefore > store.Durable)
            {
                user.Mailbox.StepBack();
                WaitForStore(user, message.NotBefore);
                break;
            }

            DeliveryResult result = connection.Deliver(message, isReplay);
            if (result == DeliveryResult.Sent)
            {
                sent++;
                again += isReplay ? 1 : 0;
                if (!message.IsTracked)
                    continue;
                tracker.Delivered(message.Id, time.GetUtcNow());
                Delivered?.Invoke(message, user.Id);
                if (message.Group == null && users.FindConnection(message.From) is { WantsDeliveries: true })
                    (told ??= []).Add(message);
                continue;
            }

            user.Mailbox.StepBack();
            isOpen = result != DeliveryResult.Closed;
            if (!isOpen)
                break;
            user.Stalled = true;
        }

        counts.AddDelivered(sent, again);
        if (told != null)
            TellSenders(told, user.Id);
        return isOpen;
    }

    /// <summary>Continues delivery to a connection that had no room for a message and has room again.</summary>
    /// <param name="connection">The connection.</param>
    public void Continue(IUserConnection connection)
    {
        if (connection.User is not { } user)
            return;

        // Inside: called back by Deliver, or by a login before it calls Deliver. Either one continues the delivery itself.
        bool isInside = user.IsLockedByThisThread;
        lock (user.Lock)
        {
            if (user.Connection != connection)
                return;
            user.Stalled = false;
            if (!isInside)
                Deliver(user);
        }
    }

    // Runs on another thread, because this thread holds the recipient's lock.
    private void TellSenders(List<StoredMessage> messages, string to)
        => ThreadPool.UnsafeQueueUserWorkItem(
            _ =>
            {
                foreach (StoredMessage message in messages)
                    TellSender(message.Id, message.From, to);
            },
            null);

    // Catches all exceptions: on a thread-pool thread, an unhandled one would end the process.
    private void TellSender(Guid id, string from, string to)
    {
        if (users.FindConnection(from) is not { } connection)
            return;
        try
        {
            connection.OnMessageDelivered(id, to);
        }
        catch (Exception e)
        {
            connection.OnFailed(e);
        }
    }

    /// <summary>Records a delivery at another server, and reports it to the sender if the sender is here and wants to know.</summary>
    /// <param name="id">The message.</param>
    /// <param name="from">Id of the sender.</param>
    /// <param name="to">The recipient.</param>
    /// <param name="isToGroup">Whether it was sent to a group. Such deliveries are not reported.</param>
    public void OnDeliveredElsewhere(Guid id, string from, string to, bool isToGroup)
    {
        tracker.Delivered(id, time.GetUtcNow());
        if (!isToGroup && users.FindConnection(from) is { WantsDeliveries: true })
            TellSender(id, from, to);
    }

    private void WaitForStore(User user, long position)
    {
        if (user.WaitsForStore)
            return;
        user.WaitsForStore = true;
        store.Notify(position, user.StoreWaiter ??= new DeliverWhenDurable(this, user));
    }

    private sealed class DeliverWhenDurable(MessageDelivery delivery, User user) : ICommitObserver
    {
        public void OnCommitted(long durable)
        {
            lock (user.Lock)
            {
                user.WaitsForStore = false;
                if (user.Connection != null)
                    delivery.Deliver(user);
            }
        }

        // The message stays in the mailbox and is delivered when the store has recovered.
        public bool OnCommitFailed(string failure) => true;
    }
}
