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

/// <summary>One connection that speaks the chat protocol in lines.</summary>
public partial class ChatSession : AppSession<ChatSession>, ILineClient
{
    private volatile User? _user;
    private volatile bool _hasEnded;
    private volatile Language _language = Language.Chinese;
    private volatile IReplyFormat _format = TextFormat.Instance;

    /// <summary>Makes the session of a connection.</summary>
    public ChatSession() => Limiter = new SessionLimiter(this);

    /// <inheritdoc/>
    public User? User
    {
        get => _user;
        set => _user = value;
    }

    /// <summary>Whether somebody is logged in.</summary>
    public bool IsLoggedIn => _user != null;

    /// <inheritdoc/>
    public bool HasEnded => _hasEnded;

    /// <inheritdoc/>
    public LoginState State { get; set; }

    /// <summary>The server.</summary>
    public new ChatAppServer AppServer { get; private set; } = null!;

    /// <summary>The messages and who is logged in.</summary>
    public IChat Chat => AppServer.Chat;

    /// <summary>The language in which the server replies.</summary>
    public Language Language
    {
        get => _language;
        set => _language = value;
    }

    /// <summary>What this session is told of its messages.</summary>
    public ReceiptLevel Receipts { get; set; }

    /// <summary>Whether every message of this session has a reply when it is stored and when it is confirmed.</summary>
    public bool WantsReceipts => Receipts != ReceiptLevel.Off;

    /// <inheritdoc/>
    public bool WantsDeliveries => Receipts == ReceiptLevel.All;

    /// <summary>How this session writes what it says.</summary>
    public IReplyFormat Format
    {
        get => _format;
        protected set => _format = value;
    }

    /// <summary>The client's own name for the request that is being handled.</summary>
    internal string? Tag { get; private set; }

    /// <summary>The client's own name for the message of the request that is being handled.</summary>
    internal string? Reference { get; private set; }

    /// <summary>To whom or where the client sent last, normalised; <see langword="null"/> before its first message. Most send to the same again.</summary>
    internal string? RecentTarget { get; private set; }

    /// <summary>What this connection may do.</summary>
    internal SessionLimiter Limiter { get; }

    /// <summary>Where the session comes from, for all that is counted by address.</summary>
    internal virtual AddressBlock Origin => AddressBlock.Of(RemoteEndPoint.Address);

    /// <summary>How long the next request waits after a refused login: a little more than a second, so that a pause of a second is over.</summary>
    internal virtual TimeSpan RestAfterRefusal => TimeSpan.FromMilliseconds(1050);

    /// <summary>Whether what was sent also arrives, unless the connection ends.</summary>
    public virtual bool IsReliable => true;

    /// <summary>Takes the tag and the reference of the request that is executed next.</summary>
    internal void SetNames(ChatRequest request)
    {
        // Seldom any. A write would take the session's memory away from the processors that deliver messages to it.
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
    /// <param name="name">Its name, in any case.</param>
    /// <returns>Whether there is one of this name.</returns>
    public bool TrySetFormat(string name)
    {
        IReplyFormat? format = AppServer.Formats.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Format = format ?? Format;
        return format != null;
    }

    /// <inheritdoc/>
    public override void Close(CloseReason reason)
    {
        // A peer that does not read cannot be told; it must not hold up the others.
        if (reason == CloseReason.ServerShutdown)
            Notice(LastWords.GetReply(AppServer.ReturnWithin));
        else if (reason == CloseReason.TimeOut && IdleTime >= TimeSpan.FromSeconds(Config.IdleSessionTimeOut))
            Notice(Replies.IdleTooLong.With(Config.IdleSessionTimeOut));
        base.Close(reason);
    }

    bool ILineClient.SpeaksJson => Format is JsonFormat;

    CommandTable ILineClient.Commands => AppServer.Commands;

    // Telnet commands need no line, and count all the same.
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

    /// <summary>The session may stay: greets.</summary>
    protected virtual void OnEntered() => Reply(Replies.Welcome);

    /// <inheritdoc/>
    protected override void OnSendRoom()
    {
        _output?.OnRoom();
        Chat.ContinueDelivery(this);
    }

    /// <summary>The line filter knows the limit and replies; the engine need not close the session.</summary>
    protected override int GetMaxRequestLength() => int.MaxValue;

    /// <inheritdoc/>
    protected override void HandleUnknownRequest(StringRequestInfo requestInfo) => this.ReplyUnknown((ChatRequest)requestInfo);

    /// <inheritdoc/>
    protected override void HandleException(Exception e) => this.ReplyFailed(e);

    /// <inheritdoc/>
    protected override void OnSessionClosed(CloseReason reason)
    {
        _hasEnded = true;

        // Whoever logs this session in sees the end, or we see the user: ChatService.LogIn has the other half.
        Interlocked.MemoryBarrier();

        // A send that fails ends the session in the middle of a login or a delivery, under the user's lock: what follows takes other locks.
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

    /// <summary>Bytes that wait for the peer.</summary>
    internal long WaitingBytes => MeasureWaitingBytes();

    /// <summary>How long the peer has taken nothing of what waits for it.</summary>
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

    // A session that failed to send cannot know what its client has got: it ends, and what is unconfirmed comes at the next login.
    private void EndBecauseOf(Exception e)
    {
        this.GetLog().SendingFailed(e);
        base.Close(CloseReason.InternalError);
    }
}
