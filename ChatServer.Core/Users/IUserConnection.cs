using System.Net;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <summary>The result of a delivery.</summary>
public enum DeliveryResult
{
    /// <summary>On its way to the recipient.</summary>
    Sent,

    /// <summary>The recipient reads too slowly. <c>ContinueDelivery</c> continues when the connection has room again.</summary>
    NoRoom,

    /// <summary>The connection is closing.</summary>
    Closed,
}

/// <summary>The end of a message, as the server reports it to the sender.</summary>
/// <param name="Id">The message.</param>
/// <param name="To">The recipient. For a message to a group: the group, and the last copy has ended.</param>
/// <param name="IsToGroup">Whether it was sent to a group.</param>
/// <param name="End">How it ended.</param>
public readonly record struct MessageEnding(Guid Id, string To, bool IsToGroup, MessageEnd End);

/// <summary>The login state of a connection. LoginService documents the transitions.</summary>
public enum LoginState : byte
{
    /// <summary>No user is logged in.</summary>
    LoggedOut,

    /// <summary>The connection's user is logged in through this connection and no other.</summary>
    LoggedIn,

    /// <summary>Another connection has taken over the login. This one is notified and closed, and cannot log in again.</summary>
    Kicked,
}

/// <summary>
/// One connection through which a user can be logged in. Its members are called under the user's lock unless they say otherwise, so they must not block.
/// A member that finds that the peer is gone, or that there is room again, may call <see cref="ChatService.LogOut"/> or <c>ContinueDelivery</c>.
/// Both support this re-entrant call.
/// </summary>
public interface IUserConnection
{
    /// <summary>The user who is logged in here. Only the login sets it.</summary>
    User? User { get; set; }

    /// <summary>The address that the limits count; <see langword="null"/> if the limits for addresses do not apply.</summary>
    AddressBlock? Origin => null;

    /// <summary>The address of the peer; <see langword="null"/> if there is none.</summary>
    IPAddress? Address => null;

    /// <summary>Whether the connection has ended. Then it must not stay logged in.</summary>
    bool HasEnded { get; }

    /// <summary>The login state. Only the login sets it.</summary>
    LoginState State { get; set; }

    /// <summary>Called when the login is accepted. Messages follow. Must not throw.</summary>
    void OnLoggedIn();

    /// <summary>
    /// Called when the same user has logged in through another connection. Must notify the client and close, even if something else fails.
    /// Called without a lock.
    /// </summary>
    void OnKicked();

    /// <summary>
    /// Called when the same user has logged in at another server before the requests of this connection were stored. Like <see cref="OnKicked"/>. In addition,
    /// no reply that waits for the store may be sent, because the store has refused the change. Called without a lock.
    /// </summary>
    void OnOvertaken() => OnKicked();

    /// <summary>
    /// Called when an admin has changed the account. Must notify the client and close, even if something else fails. Called without a lock.
    /// </summary>
    /// <param name="reason">What the admin has changed.</param>
    void Disconnect(DisconnectReason reason);

    /// <summary>Whether the user wants receipts when messages are delivered to their recipients.</summary>
    bool WantsDeliveries { get; }

    /// <summary>Called when a tracked message of the user was delivered to its recipient. Called without a lock. Must not throw.</summary>
    /// <param name="id">The message.</param>
    /// <param name="recipient">Its recipient.</param>
    void OnMessageDelivered(Guid id, string recipient);

    /// <summary>Called when a tracked message of the user has ended. Called without a lock. Must not throw.</summary>
    /// <param name="ending">Which message ended, and how.</param>
    /// <param name="position">Do not report it to the client before this position of the store is durable.</param>
    void OnMessageEnded(in MessageEnding ending, long position);

    /// <summary>Called when another user has joined or left a group of the user. Called without a lock. Must not throw.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="id">Id of the user who joined or left.</param>
    /// <param name="isMember">Whether that user is a member now.</param>
    /// <param name="position">Do not report it to the client before this position of the store is durable.</param>
    void OnMembership(string group, string id, bool isMember, long position);

    /// <summary>Called when a message was removed from the user's mailbox.</summary>
    /// <param name="id">The message.</param>
    /// <param name="isConfirmed">Whether the user has confirmed it.</param>
    void OnMessageRemoved(Guid id, bool isConfirmed)
    {
    }

    /// <summary>Called when the sender has recalled a message that was delivered to this connection. Called without a lock. Must not throw.</summary>
    /// <param name="id">The message.</param>
    /// <param name="from">Id of the sender.</param>
    /// <param name="position">Do not report it to the client before this position of the store is durable.</param>
    void OnMessageRecalled(Guid id, string from, long position)
    {
    }

    /// <summary>Called when an operation that the service has deferred for this connection failed. Must end the connection. Called without a lock.</summary>
    /// <param name="e">The exception.</param>
    void OnFailed(Exception e)
    {
    }

    /// <summary>Delivers a message. Must not throw.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether it was stored before this login.</param>
    /// <returns>Whether it is on its way.</returns>
    DeliveryResult Deliver(StoredMessage message, bool isReplay);
}
