using ChatServer.Messages;
using ChatServer.Storage;

namespace ChatServer.Users;

/// <summary>What became of a delivery.</summary>
public enum Delivery
{
    /// <summary>On its way to the recipient.</summary>
    Sent,

    /// <summary>The recipient reads too slowly; <see cref="ChatService.ContinueDelivery"/> goes on when it has caught up.</summary>
    NoRoom,

    /// <summary>The connection is closing.</summary>
    Closed,
}

/// <summary>
/// One connection through which a user is logged in. Its members are called under the user's gate: they must not block.
/// </summary>
public interface IUserConnection
{
    /// <summary>The user who is logged in here; set by <see cref="ChatService"/> only.</summary>
    User? User { get; set; }

    /// <summary>Whether the connection has ended: no login may last on it.</summary>
    bool HasEnded { get; }

    /// <summary>Whether another connection has taken the login over, so that this one cannot log in again; set by <see cref="ChatService"/> only.</summary>
    bool IsKicked { get; set; }

    /// <summary>The login is accepted; messages follow.</summary>
    void OnLoggedIn();

    /// <summary>The same user logged in elsewhere: tell and close.</summary>
    void OnKicked();

    /// <summary>A message that the user sent, with receipts on or with a reference, has ended. Called without any gate.</summary>
    /// <param name="id">The message.</param>
    /// <param name="recipient">Its recipient.</param>
    /// <param name="how">How it ended.</param>
    /// <param name="position">The user is not told before this position of the store is durable.</param>
    void OnMessageEnded(Guid id, string recipient, MessageEnd how, long position);

    /// <summary>Delivers a message.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether it was stored before this login.</param>
    /// <returns>Whether it is on its way.</returns>
    Delivery Deliver(in StoredMessage message, bool isReplay);
}
