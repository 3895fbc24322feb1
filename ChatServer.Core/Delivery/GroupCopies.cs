using System.Collections.Concurrent;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;

namespace ChatServer.Core.Delivery;

/// <summary>The messages to groups that some member has not confirmed, and their copies in the mailboxes. Thread-safe.</summary>
/// <param name="admission">Counts them.</param>
internal sealed class GroupCopies(MessageAdmission admission)
{
    private readonly ConcurrentDictionary<Guid, GroupMessage> _messages = new();

    /// <summary>Finds a message.</summary>
    /// <param name="id">Its id.</param>
    public GroupMessage? Find(Guid id) => _messages.GetValueOrDefault(id);

    /// <summary>Adds a message that gets copies.</summary>
    /// <param name="message">The message.</param>
    public void Add(GroupMessage message) => _messages[message.Id] = message;

    /// <summary>Removes a message of which there are no copies.</summary>
    /// <param name="message">The message.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(GroupMessage message) => _messages.TryRemove(message.Id, out _);

    /// <summary>Puts a copy into a mailbox. Under the user's lock.</summary>
    /// <param name="user">The user.</param>
    /// <param name="copy">The copy.</param>
    /// <returns>Whether it was put there; not if it is there already.</returns>
    public bool TryAddTo(User user, StoredMessage copy)
    {
        admission.UpdateUnknown(user);
        if (!user.Mailbox.Add(copy))
            return false;
        admission.AddCopyTo(user, copy.Sender);
        return true;
    }

    /// <summary>A copy has left a mailbox. Under the user's lock.</summary>
    /// <param name="user">The user.</param>
    /// <param name="message">The message.</param>
    /// <param name="end">How the copy ended; becomes how the message has ended until now.</param>
    /// <param name="position">Where the store has that; becomes the last position of all copies.</param>
    /// <returns>Whether no mailbox has the message any more.</returns>
    public bool Release(User user, GroupMessage message, ref MessageEnd end, ref long position)
    {
        bool isLast = message.RemoveCopy(end, position, out end, out position);
        admission.ReleaseCopy(user, message, isLast);
        if (isLast)
            Remove(message);
        return isLast;
    }
}
