using System.Net;
using ChatServer.Core;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <content>The session as the connection of a user: the members that the chat service calls.</content>
public partial class ChatSession : IUserConnection
{
    AddressBlock? IUserConnection.Origin => Origin;

    void IUserConnection.OnLoggedIn()
    {
        try
        {
            OnLoggedIn();
        }
        catch (Exception e)
        {
            EndBecauseOf(e);
        }
    }

    void IUserConnection.OnKicked() => OnKicked();
    void IUserConnection.OnOvertaken() => Output.CloseThen(OnKicked);
    IPAddress? IUserConnection.Address => RemoteEndPoint.Address;

    void IUserConnection.Disconnect(DisconnectReason reason) => CloseWith(LastWords.GetReply(reason));

    void IUserConnection.OnMessageDelivered(Guid id, string recipient)
    {
        if (WantsDeliveries)
            Notify((To: recipient, Id: id), static (output, delivered) => output.AddReceipt(0, Replies.Delivered, delivered.To, delivered.Id));
    }

    void IUserConnection.OnMessageEnded(in MessageEnding ending, long position)
    {
        if (WantsReceipts)
            Notify((Position: position, Ending: ending), static (output, ended) => output.AddReceipt(ended.Position, ended.Ending));
    }

    void IUserConnection.OnMembership(string group, string id, bool isMember, long position)
        => Notify((position, group, id, isMember), static (output, it) => output.AddMembership(it.position, it.group, it.id, it.isMember));

    void IUserConnection.OnMessageRecalled(Guid id, string from, long position)
        => Notify((position, from, id), static (output, recall) => output.AddReceipt(recall.position, Replies.MessageRecalled, recall.from, recall.id));

    void IUserConnection.OnFailed(Exception e) => EndBecauseOf(e);

    DeliveryResult IUserConnection.Deliver(StoredMessage message, bool isReplay)
    {
        try
        {
            if (TryDeliver(message, isReplay))
            {
                OnDelivered();
                return DeliveryResult.Sent;
            }

            return Connected ? DeliveryResult.NoRoom : DeliveryResult.Closed;
        }
        catch (Exception e)
        {
            // This is the sender's thread, and the sender is not at fault. The recipient gets the message at the next login.
            EndBecauseOf(e);
            return DeliveryResult.Closed;
        }
    }

    void IUserConnection.OnMessageRemoved(Guid id, bool isConfirmed) => OnMessageRemoved(id, isConfirmed);

    /// <summary>The login is accepted. Sends the reply. Called under the user's lock.</summary>
    protected virtual void OnLoggedIn() => TrySendNotice(Write(Named(Replies.LoggedIn)));

    /// <summary>The same user has logged in elsewhere. Sends a notification and closes the session.</summary>
    protected virtual void OnKicked() => CloseWith(Replies.Kicked);

    /// <summary>A message is being sent to the client. Called under the user's lock.</summary>
    protected virtual void OnDelivered()
    {
    }

    /// <summary>Sends a message if there is room. Called under the user's lock.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether it was stored before this login.</param>
    /// <returns>Whether it was accepted for sending. If not, <see cref="ChatService.ContinueDelivery"/> must follow when there is room.</returns>
    protected virtual bool TryDeliver(StoredMessage message, bool isReplay)
    {
        // The user may change the format and language at the same time.
        var form = new LineForm(Format, Language, Charset, isReplay);
        if (message.Group is not { IsShareable: true } group)
            return TrySendBulk(LineEncoder.OfThread.Encode(message, form));

        byte[]? line = GroupLines.Find(group, form);
        if (line == null)
            GroupLines.Keep(group, form, line = [.. LineEncoder.OfThread.Encode(message, form)]);
        return TrySendBulk(line);
    }

    /// <summary>A message was removed from the user's mailbox. Called under the user's lock.</summary>
    /// <param name="id">The message.</param>
    /// <param name="isConfirmed">Whether the user has confirmed it.</param>
    protected virtual void OnMessageRemoved(Guid id, bool isConfirmed)
    {
    }

    // This runs on the thread of another session, which must not see an exception of this session.
    private void Notify<T>(T notification, Action<SessionOutput, T> add)
    {
        try
        {
            add(Output, notification);
        }
        catch (Exception e)
        {
            EndBecauseOf(e);
        }
    }
}
