using System.Collections.Concurrent;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>The messages to groups that at least one member has not confirmed, and their copies in mailboxes. Thread-safe.</summary>
/// <param name="admission">Counts them.</param>
internal sealed class GroupCopies(MessageAdmission admission)
{
    private readonly ConcurrentDictionary<Guid, GroupMessage> _messages = new();

    /// <summary>Finds a message.</summary>
    /// <param name="id">Its id.</param>
    public GroupMessage? Find(Guid id) => _messages.GetValueOrDefault(id);

    /// <summary>Adds a message before its copies are added to mailboxes.</summary>
    /// <param name="message">The message.</param>
    public void Add(GroupMessage message) => _messages[message.Id] = message;

    /// <summary>Adds a message, unless there is one with its id.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(GroupMessage message) => _messages.TryAdd(message.Id, message);

    /// <summary>Removes a message that has no copies left.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether the message was there.</returns>
    public bool Remove(GroupMessage message) => _messages.TryRemove(message.Id, out _);

    /// <summary>Adds a copy to a mailbox. Call it under the user's lock.</summary>
    /// <param name="user">The user.</param>
    /// <param name="copy">The copy.</param>
    /// <param name="isRestored">Whether it was there before, so that it belongs before newer messages.</param>
    /// <returns>Whether the copy was added: <see langword="false"/> if the mailbox has it already.</returns>
    public bool TryAddTo(User user, StoredMessage copy, bool isRestored = false)
    {
        admission.UpdateUnknown(user);
        if (!(isRestored && user.Connection == null ? user.Mailbox.Restore(copy) : user.Mailbox.Add(copy)))
            return false;
        admission.AddCopyTo(user, copy.Sender);
        return true;
    }

    /// <summary>Releases a copy that has left a mailbox. Call it under the user's lock.</summary>
    /// <param name="user">The user.</param>
    /// <param name="message">The message.</param>
    /// <param name="end">In: how the copy ended. Out: how the message has ended so far.</param>
    /// <param name="position">In: the position of this end in the store. Out: the last position of all copies.</param>
    /// <returns>Whether this was the last copy.</returns>
    public bool Release(User user, GroupMessage message, ref MessageEnd end, ref long position)
    {
        bool isLast = message.RemoveCopy(end, position, out end, out position);
        admission.ReleaseCopy(user, message, isLast);
        if (isLast)
            Remove(message);
        return isLast;
    }
}
