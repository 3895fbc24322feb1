using ChatServer.Core;
using ChatServer.Core.Limits;
using ChatServer.Core.Users;
using ChatServer.Protocol.Commands;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Sessions;

/// <summary>One connection that uses the line protocol of the chat.</summary>
public partial class ChatSession : AppSession<ChatSession>, ILineClient
{
    private volatile User? _user;
    private volatile bool _hasEnded;
    private volatile Language _language = Language.Chinese;
    private volatile IReplyFormat _format = TextFormat.Instance;

    /// <summary>Creates the session of a connection.</summary>
    public ChatSession() => Limiter = new SessionLimiter(this);

    /// <inheritdoc/>
    public User? User
    {
        get => _user;
        set => _user = value;
    }

    /// <summary>Whether a user is logged in.</summary>
    public bool IsLoggedIn => _user != null;

    /// <inheritdoc/>
    public bool HasEnded => _hasEnded;

    /// <inheritdoc/>
    public LoginState State { get; set; }

    /// <summary>The server.</summary>
    public new ChatAppServer AppServer { get; private set; } = null!;

    /// <summary>The chat service: messages and logged-in users.</summary>
    public IChat Chat => AppServer.Chat;

    /// <summary>The language in which the server replies.</summary>
    public Language Language
    {
        get => _language;
        set => _language = value;
    }

    /// <summary>Which receipts this session gets for the messages that it sends.</summary>
    public ReceiptLevel Receipts { get; set; }

    /// <summary>Whether this session gets a receipt when a message is stored and when it is confirmed.</summary>
    public bool WantsReceipts => Receipts != ReceiptLevel.Off;

    /// <inheritdoc/>
    public bool WantsDeliveries => Receipts == ReceiptLevel.All;

    /// <summary>The format of this session's replies.</summary>
    public IReplyFormat Format
    {
        get => _format;
        protected set => _format = value;
    }

    /// <summary>The client's tag for the current request.</summary>
    internal string? Tag { get; private set; }

    /// <summary>The client's reference for the message of the current request.</summary>
    internal string? Reference { get; private set; }

    /// <summary>The target of the client's last message, normalised; <see langword="null"/> before the first. Most clients send to the same again.</summary>
    internal string? RecentTarget { get; private set; }

    /// <summary>The limits of this connection.</summary>
    internal SessionLimiter Limiter { get; }

    /// <summary>The address of the session, for everything that is counted by address.</summary>
    internal virtual AddressBlock Origin => AddressBlock.Of(RemoteEndPoint.Address);

    /// <summary>Delay of the next request after a refused login: a little more than a second, so that a pause of one second has ended.</summary>
    internal virtual TimeSpan RestAfterRefusal => TimeSpan.FromMilliseconds(1050);

    /// <summary>Whether every sent line arrives unless the connection ends.</summary>
    public virtual bool IsReliable => true;

    /// <summary>Stores the tag and the reference of the request that is executed next.</summary>
    internal void SetNames(ChatRequest request)
    {
        // Most requests have none. An unnecessary write would invalidate the cache line for the processors that deliver messages to this session.
        if (request.Tag != null || Tag != null)
            Tag = request.Tag;
        if (request.Reference != null || Reference != null)
            Reference = request.Reference;
    }

    internal void SetRecentTarget(string target)
    {
        if (!ReferenceEquals(RecentTarget, target))
            RecentTarget = target;
    }

    /// <summary>Changes the format.</summary>
    /// <param name="name">Its name; upper and lower case are equal.</param>
    /// <returns>Whether a format of this name exists.</returns>
    public bool TrySetFormat(string name)
    {
        IReplyFormat? format = AppServer.Formats.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Format = format ?? Format;
        return format != null;
    }

    /// <inheritdoc/>
    public override void Close(CloseReason reason)
    {
        // A peer that does not read cannot receive the last line. It must not delay the others.
        if (reason == CloseReason.ServerShutdown)
            Notice(LastWords.GetReply(AppServer.ReturnWithin));
        else if (reason == CloseReason.TimeOut && IdleTime >= TimeSpan.FromSeconds(Config.IdleSessionTimeOut))
            Notice(Replies.IdleTooLong.With(Config.IdleSessionTimeOut));
        base.Close(reason);
    }

    bool ILineClient.SpeaksJson => Format is JsonFormat;

    CommandTable ILineClient.Commands => AppServer.Commands;

    // Telnet commands contain no line, but count as well.
    void ILineClient.ReplyToTelnet(byte[] reply)
    {
        Limiter.CountCommand();
        TrySend(new ArraySegment<byte>(reply));
    }

    /// <inheritdoc/>
    public override void Initialize(IAppServer<ChatSession, StringRequestInfo> appServer, ISocketSession socketSession)
    {
        AppServer = (ChatAppServer)appServer;
        base.Initialize(appServer, socketSession);
    }

    /// <inheritdoc/>
    protected override void OnInit()
    {
        Language = AppServer.DefaultLanguage;
        Format = AppServer.Formats[0];
        Charset = AppServer.LineEncoding;
    }

    /// <inheritdoc/>
    protected override void OnSessionStarted()
    {
        if (Limiter.TryEnterFromAddress())
            OnEntered();
    }

    /// <summary>The session is accepted. Sends the welcome.</summary>
    protected virtual void OnEntered() => Reply(Replies.Welcome);

    /// <inheritdoc/>
    protected override void OnSendRoom()
    {
        _output?.OnRoom();
        Chat.ContinueDelivery(this);
    }

    /// <summary>The line filter enforces the limit and replies, so the engine need not close the session.</summary>
    protected override int GetMaxRequestLength() => int.MaxValue;

    /// <inheritdoc/>
    protected override void HandleUnknownRequest(StringRequestInfo requestInfo) => this.ReplyUnknown((ChatRequest)requestInfo);

    /// <inheritdoc/>
    protected override void HandleException(Exception e) => this.ReplyFailed(e);

    /// <inheritdoc/>
    protected override void OnSessionClosed(CloseReason reason)
    {
        _hasEnded = true;

        // Either the thread that logs this session in sees the end, or this thread sees the user. ChatService.LogIn contains the other half.
        Interlocked.MemoryBarrier();

        // A failed send can end the session during a login or a delivery, under the user's lock. The code below takes other locks, so it runs elsewhere.
        if (_user is { } user && user.IsLockedByThisThread)
            ThreadPool.UnsafeQueueUserWorkItem(static item => item.Session.EndLater(item.Reason), (Session: this, Reason: reason), preferLocal: false);
        else
            OnEnded(reason);
    }

    /// <summary>The session has ended: leaves the chat. Called once, after <see cref="OnSessionClosed"/>, under no lock.</summary>
    /// <param name="reason">Why it ended.</param>
    protected virtual void OnEnded(CloseReason reason)
    {
        try
        {
            Chat.LogOut(this);
            Limiter.LeaveAddress();
        }
        finally
        {
            _output?.Close();
        }
    }

    /// <summary>Bytes that wait to be sent to the peer, or that the peer has not confirmed where that is a condition for more.</summary>
    internal virtual long WaitingBytes => MeasureWaitingBytes();

    /// <summary>For how long the peer has accepted none of the waiting bytes.</summary>
    internal TimeSpan GetSendStall() => MeasureSendStall();

    private void EndLater(CloseReason reason)
    {
        try
        {
            OnEnded(reason);
        }
        catch (Exception e)
        {
            this.GetLog().LeavingFailed(e);
        }
    }

    // After a failed send it is unknown what the client received. The session ends, and the user gets the unconfirmed messages at the next login.
    private void EndBecauseOf(Exception e)
    {
        this.GetLog().SendingFailed(e);
        base.Close(CloseReason.InternalError);
    }
}
