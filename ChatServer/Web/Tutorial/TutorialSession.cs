using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Requests;
using ChatServer.Sessions;
using SuperSocket.SocketBase;

namespace ChatServer.Web.Tutorial;

/// <summary>
/// A member of the tutorial's group at a WebSocket. There are no commands: every frame is a message. Nothing is confirmed by the client
/// either, so a message is confirmed when it was delivered to the connection.
/// </summary>
/// <param name="member">The member's name.</param>
/// <param name="group">The group.</param>
internal sealed class TutorialSession(string member, TutorialGroup group) : ChatSession
{
    private static readonly char[] Colons = [':', '\uFF1A'];

    private int _isConfirming;

    /// <summary>Takes a line that the member sent.</summary>
    /// <param name="request">The line.</param>
    public void Take(ChatRequest request)
    {
        try
        {
            Send(request);
        }
        catch (Exception e)
        {
            HandleException(e);
        }
    }

    /// <inheritdoc/>
    protected override void OnInit()
    {
        base.OnInit();
        Format = TutorialFormat.Instance;
    }

    /// <inheritdoc/>
    protected override void OnEntered()
    {
        // Entering is a login without a password, and everybody is told of it.
        if (!Limiter.MayLogIn())
        {
            Close();
            return;
        }

        Local.LogIn(TutorialOptions.GetId(member), this);
        if (User is { } user)
            group.SendToAll(Local, user, member, TutorialTexts.Enters);
    }

    /// <inheritdoc/>
    protected override void OnLoggedIn()
    {
        // There is no such answer here.
    }

    /// <inheritdoc/>
    protected override void OnDelivered()
    {
        // Not here: this is in the middle of a delivery.
        if (Interlocked.Exchange(ref _isConfirming, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static session => session.ConfirmLater(), this, preferLocal: false);
    }

    /// <inheritdoc/>
    protected override void OnEnded(CloseReason reason)
    {
        // What a broken connection was given may not have arrived: it comes again.
        if (reason is not (CloseReason.SocketError or CloseReason.TimeOut))
            ConfirmDelivered();
        base.OnEnded(reason);

        // Whoever connects again has not left, and a server that stops sends nobody away.
        if (User is { } user && State != LoginState.Kicked && reason != CloseReason.ServerShutdown)
            group.SendToAll(Local, user, member, TutorialTexts.Leaves);
    }

    // Lines are sent under the group's lock, so that all get them in one order: under a lock nothing may wait for a database.
    private ChatService Local => AppServer.System.Chat;

    private int RecipientCount => group.Options.Mode == TutorialMode.Group ? group.Options.Members.Count : 1;

    private void Send(ChatRequest request)
    {
        string text = request.Line;
        if (string.IsNullOrWhiteSpace(text) || User is not { } user || !Limiter.MaySend(text, RecipientCount))
            return;

        Tell(group.Options.Mode == TutorialMode.Group
            ? group.SendToAll(Local, user, member, PrintableText.Line(text))
            : SendDirect(user, text));

        // The disk is slower than the senders: each waits, none is refused.
        if (Chat.Durability is { Condition: StoreCondition.Behind } store)
            HoldRequests(store.WhenReadyAsync());
    }

    private List<(string Member, SendResult Result)> SendDirect(User user, string text)
    {
        int colon = text.IndexOfAny(Colons);
        string to = text[..Math.Max(0, colon)].Trim();
        if (to.Length == 0 || colon + 1 == text.Length)
            Send(TutorialTexts.NoRecipient(Language));
        else if (!group.Has(to))
            Send(TutorialTexts.NoSuchRecipient(Language, PrintableText.Line(to), group.Options.Members));
        else
            return group.SendToOne(Local, user, member, to, PrintableText.Line(text[(colon + 1)..]));
        return [];
    }

    private void Tell(List<(string Member, SendResult Result)> refused)
    {
        foreach ((string to, SendResult result) in refused)
        {
            this.ReplyRefusal(to, result);

            // The others are refused for the same reason.
            if (result is not (SendResult.RecipientFull or SendResult.ShareFull))
                return;
        }
    }

    private void ConfirmLater()
    {
        Volatile.Write(ref _isConfirming, 0);
        try
        {
            ConfirmDelivered();
        }
        catch (Exception e)
        {
            this.GetLog().ConfirmingFailed(e);
        }
    }

    private void ConfirmDelivered()
    {
        if (User is { } user)
            Local.ConfirmDelivered(user, this);
    }
}
