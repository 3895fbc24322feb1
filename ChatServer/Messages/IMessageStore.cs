namespace ChatServer.Messages;

/// <summary>What became of a message that was to be stored.</summary>
public enum StoreResult
{
    /// <summary>It is in the recipient's mailbox.</summary>
    Stored,

    /// <summary>The recipient has too many unconfirmed messages.</summary>
    RecipientFull,

    /// <summary>The server has too many unconfirmed messages.</summary>
    StoreFull,
}

/// <summary>
/// Keeps messages from their acceptance until they are confirmed. Every call on a mailbox is made under the gate of its user, so that
/// the order of calls is the order of messages.
/// </summary>
public interface IMessageStore
{
    /// <summary>Stores a message at the end of a mailbox.</summary>
    /// <param name="mailbox">The recipient's.</param>
    /// <param name="from">Id of the sender.</param>
    /// <param name="text">The text.</param>
    /// <returns>Whether it was stored, or which limit refused it.</returns>
    StoreResult Add(Mailbox mailbox, string from, string text);

    /// <summary>Removes a confirmed message.</summary>
    /// <param name="mailbox">The mailbox of the user who confirmed.</param>
    /// <param name="id">The message's id.</param>
    /// <returns>Whether it was there.</returns>
    bool Remove(Mailbox mailbox, Guid id);
}
