using System.Net;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Users;

/// <summary>What became of a delivery.</summary>
public enum DeliveryResult
{
    /// <summary>On its way to the recipient.</summary>
    Sent,

    /// <summary>The recipient reads too slowly; <c>ContinueDelivery</c> goes on when it has caught up.</summary>
    NoRoom,

    /// <summary>The connection is closing.</summary>
    Closed,
}

/// <summary>The end of a message, as its sender is told of it.</summary>
/// <param name="Id">The message.</param>
/// <param name="To">Its recipient; the group, if it was sent to one: then its last member has confirmed it.</param>
/// <param name="IsToGroup">Whether it was sent to a group.</param>
/// <param name="End">How it ended.</param>
public readonly record struct MessageEnding(Guid Id, string To, bool IsToGroup, MessageEnd End);

/// <summary>Where the login of a connection is. LoginService has the transitions.</summary>
public enum LoginState : byte
{
    /// <summary>Nobody is logged in, or no longer.</summary>
    LoggedOut,

    /// <summary>The connection's user is logged in here, and nowhere else.</summary>
    LoggedIn,

    /// <summary>Another connection has taken the login over: this one is told and closed, and cannot log in again.</summary>
    Kicked,
}

/// <summary>
/// One connection through which a user is logged in. Its members are called under the user's lock unless they say otherwise: they must not block. They may
/// find that the peer is gone: then they may call <see cref="ChatService.LogOut"/> and <c>ContinueDelivery</c>, which know of it.
/// </summary>
public interface IUserConnection
{
    /// <summary>The user who is logged in here; set by the login only.</summary>
    User? User { get; set; }

    /// <summary>Where the connection comes from; <see langword="null"/> if nothing is counted for it.</summary>
    AddressBlock? Origin => null;

    /// <summary>The address of the peer; <see langword="null"/> if there is none.</summary>
    IPAddress? Address => null;

    /// <summary>Whether the connection has ended: no login may last on it.</summary>
    bool HasEnded { get; }

    /// <summary>Whether <see cref="User"/> is logged in here; set by the login only.</summary>
    LoginState State { get; set; }

    /// <summary>The login is accepted; messages follow. Must not throw.</summary>
    void OnLoggedIn();

    /// <summary>The same user logged in elsewhere: tell and close. Called under no lock. Must close, whatever else fails.</summary>
    void OnKicked();

    /// <summary>An admin has changed the account: tell and close. Called under no lock. Must close, whatever else fails.</summary>
    /// <param name="reason">What was changed.</param>
    void Disconnect(DisconnectReason reason);

    /// <summary>Whether the user wants to know when a message is delivered to its recipient.</summary>
    bool WantsDeliveries { get; }

    /// <summary>A message that the user sent, with receipts on or with a reference, was delivered to its recipient. Called under no lock. Must not throw.</summary>
    /// <param name="id">The message.</param>
    /// <param name="recipient">Its recipient.</param>
    void OnMessageDelivered(Guid id, string recipient);

    /// <summary>A message that the user sent, with receipts on or with a reference, has ended. Called under no lock. Must not throw.</summary>
    /// <param name="ending">What ended and how.</param>
    /// <param name="position">The user is not told before this position of the store is durable.</param>
    void OnMessageEnded(in MessageEnding ending, long position);

    /// <summary>Somebody joined or left a group that the user is in. Called under no lock. Must not throw.</summary>
    /// <param name="group">Name of the group.</param>
    /// <param name="id">Id of who joined or left.</param>
    /// <param name="isMember">Whether they are a member now.</param>
    /// <param name="position">The user is not told before this position of the store is durable.</param>
    void OnMembership(string group, string id, bool isMember, long position);

    /// <summary>A message that waited for the user is out of the mailbox.</summary>
    /// <param name="id">The message.</param>
    /// <param name="isConfirmed">Whether the user has confirmed it.</param>
    void OnMessageRemoved(Guid id, bool isConfirmed)
    {
    }

    /// <summary>Something that the service did later for this connection failed: end it. Called under no lock.</summary>
    /// <param name="e">What failed.</param>
    void OnFailed(Exception e)
    {
    }

    /// <summary>Delivers a message. Must not throw.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether it was stored before this login.</param>
    /// <returns>Whether it is on its way.</returns>
    DeliveryResult Deliver(StoredMessage message, bool isReplay);
}
