using System.Globalization;
using ChatServer.Core;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Protocol.Requests;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Sessions;

/// <summary>One connection that speaks the chat protocol in lines.</summary>
public partial class ChatSession : AppSession<ChatSession>, IUserConnection, ILineClient
{
    private volatile User? _user;
    private volatile bool _hasEnded;
    private SessionNews? _news;
    private volatile HeldAnswers? _held;
    private volatile ChatTexts _texts = ChatTexts.Chinese;
    private volatile IAnswerFormat _format = TextFormat.Instance;

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
    public ChatService Chat => AppServer.Chat;

    /// <summary>What the server says to this session.</summary>
    public ChatTexts Texts
    {
        get => _texts;
        set => _texts = value;
    }

    /// <summary>What this session is told of its messages.</summary>
    public ReceiptLevel Receipts { get; set; }

    /// <summary>Whether every message of this session is answered when it is stored and when it is confirmed.</summary>
    public bool WantsReceipts => Receipts != ReceiptLevel.Off;

    /// <inheritdoc/>
    public bool WantsDeliveries => Receipts == ReceiptLevel.All;

    /// <summary>How this session writes what it says.</summary>
    public IAnswerFormat Format
    {
        get => _format;
        protected set => _format = value;
    }

    /// <summary>The client's own name for the request that is being handled.</summary>
    internal string? Tag { get; set; }

    /// <summary>The client's own name for the message of the request that is being handled.</summary>
    internal string? Reference { get; set; }

    /// <summary>To whom or where the client sent last, normalised; <see langword="null"/> before its first message. Most send to the same again.</summary>
    internal string? RecentTarget { get; set; }

    /// <summary>Whether what was sent also arrives, unless the connection ends.</summary>
    public virtual bool IsReliable => true;

    /// <summary>Changes the format.</summary>
    /// <param name="name">Its name, in any case.</param>
    /// <returns>Whether there is one of this name.</returns>
    public bool TrySetFormat(string name)
    {
        IAnswerFormat? format = AppServer.Formats.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        Format = format ?? Format;
        return format != null;
    }

    /// <summary>Answers the request that is being handled.</summary>
    /// <param name="code">What to say.</param>
    /// <param name="values">Its values, made safe to print.</param>
    public void Answer(AnswerCode code, params object[] values) => SendLine(Write(Named(new Answer(code, values))));

    /// <summary>Says that the login has created an account. Without a tag: what answers the request is that it logged in.</summary>
    /// <param name="id">The account.</param>
    internal void TellAccountCreated(string id) => SendLine(Write(new Answer(AnswerCode.AccountCreated, id)));

    /// <summary>
    /// Answers that something is stored, when it is. Later answers wait behind it; later commands do not, unless too many answers wait.
    /// </summary>
    /// <param name="position">What must be durable.</param>
    /// <param name="subject">What it is about, for the answer that says that it is not stored: its text is taken then.</param>
    /// <param name="answers">The answers.</param>
    public void AnswerWhenDurable(long position, object subject, params ReadOnlySpan<Answer> answers)
        => AnswerWhenDurable(position, new HeldAnswers.Subject(subject, Tag, Reference), answers);

    /// <summary>
    /// Answers a question when what the answer says is on disk, so that nothing that is told to be gone comes back after a crash. While the disk fails the
    /// answer comes nevertheless: it acknowledges nothing.
    /// </summary>
    /// <param name="code">What to say.</param>
    /// <param name="values">Its values, made safe to print.</param>
    public void AnswerFromDisk(AnswerCode code, params object[] values)
        => AnswerWhenDurable(AppServer.System.Store.Appended, new HeldAnswers.Subject(null, IsToldAnyway: true), new Answer(code, values));

    private void AnswerWhenDurable(long position, in HeldAnswers.Subject subject, params ReadOnlySpan<Answer> answers)
    {
        string text = string.Empty;
        foreach (Answer answer in answers)
            text += Write(Named(answer));
        if (position <= AppServer.System.Store.Durable)
        {
            SendLine(text);
            return;
        }

        Hold(Held(), position, text, subject);
    }

    private Answer Named(in Answer answer) => answer with { Tag = Tag, Reference = Reference };

    /// <summary>News for this session waits until the answer to the command that caused it, so that nobody hears of the end of a message before its beginning.</summary>
    /// <returns>Ends the waiting when it is disposed of.</returns>
    internal SessionNews.Pause HoldNews() => News().Hold();

    /// <summary>Says something as the last words of this connection.</summary>
    /// <param name="code">What to say.</param>
    public void CloseSaying(AnswerCode code)
    {
        try
        {
            Notice(code);
        }
        finally
        {
            Close();
        }
    }

    /// <summary>Ends when every answer given until now has been sent. Never faults.</summary>
    public Task WhenAnsweredAsync() => _held?.WhenEmptyAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Sends a line, in its order among the answers. A peer that sends requests and reads no answers, so that not even the reserve has
    /// room, is disconnected: its messages stay, and no thread waits for it.
    /// </summary>
    /// <param name="message">The line.</param>
    public override void Send(string message) => SendLine(ProcessSendingMessage(message));

    /// <summary>Formats a line and sends it, as <see cref="Send(string)"/> does.</summary>
    /// <param name="message">A composite format string.</param>
    /// <param name="paramValues">Its arguments.</param>
    public override void Send(string message, params object[] paramValues)
        => SendLine(string.Format(CultureInfo.CurrentCulture, ProcessSendingMessage(message), paramValues));

    /// <inheritdoc/>
    public override void Close(CloseReason reason)
    {
        // A peer that does not read cannot be told; it must not hold up the others.
        if (reason == CloseReason.ServerShutdown)
            Notice(AnswerCode.ShuttingDown);
        else if (reason == CloseReason.TimeOut && IdleTime >= TimeSpan.FromSeconds(Config.IdleSessionTimeOut))
            Notice(AnswerCode.IdleTooLong, Config.IdleSessionTimeOut);
        base.Close(reason);
    }

    bool ILineClient.SpeaksJson => Format is JsonFormat;

    // Telnet commands need no line, and count all the same.
    void ILineClient.AnswerTelnet(byte[] answer)
    {
        CountCommand();
        TrySend(new ArraySegment<byte>(answer));
    }

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

    void IUserConnection.Disconnect(DisconnectReason reason)
        => CloseSaying(reason == DisconnectReason.PasswordReset ? AnswerCode.PasswordReset : AnswerCode.AccountRemoved);

    void IUserConnection.OnMessageDelivered(Guid id, string recipient)
    {
        if (WantsDeliveries)
            Tell((Recipient: recipient, Id: id), static (news, told) => news.AddReceipt(0, AnswerCode.Delivered, told.Recipient, told.Id));
    }

    void IUserConnection.OnMessageEnded(in MessageEnding ending, long position)
    {
        if (!WantsReceipts)
            return;
        AnswerCode code = (ending.End, ending.IsToGroup) switch
        {
            (MessageEnd.Confirmed, false) => AnswerCode.RecipientConfirmed,
            (MessageEnd.Confirmed, true) => AnswerCode.GroupConfirmed,
            (_, false) => AnswerCode.GivenUp,
            (_, true) => AnswerCode.GroupGivenUp,
        };
        Tell((Position: position, Code: code, Ending: ending), static (news, told) => news.AddReceipt(told.Position, told.Code, told.Ending.To, told.Ending.Id));
    }

    void IUserConnection.OnMembership(string group, string id, bool isMember, long position)
        => Tell((Position: position, Group: group, Id: id, IsMember: isMember), static (news, told) => news.AddMembership(told.Position, told.Group, told.Id, told.IsMember));

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
            // It is the sender's thread, and the sender has done nothing wrong. The message comes at the next login.
            EndBecauseOf(e);
            return DeliveryResult.Closed;
        }
    }

    void IUserConnection.OnMessageRemoved(Guid id, bool isConfirmed) => OnMessageRemoved(id, isConfirmed);

    /// <inheritdoc/>
    public override void Initialize(IAppServer<ChatSession, StringRequestInfo> appServer, ISocketSession socketSession)
    {
        AppServer = (ChatAppServer)appServer;
        base.Initialize(appServer, socketSession);
    }

    /// <inheritdoc/>
    protected override void OnInit()
    {
        Texts = AppServer.DefaultTexts;
        Format = AppServer.Formats[0];
        Charset = AppServer.LineEncoding;
    }

    /// <inheritdoc/>
    protected override void OnSessionStarted()
    {
        if (TryEnterFromAddress())
            OnEntered();
    }

    /// <summary>The session may stay: greets.</summary>
    protected virtual void OnEntered() => Answer(AnswerCode.Welcome);

    /// <summary>The login is accepted: says so. Called under the user's gate.</summary>
    protected virtual void OnLoggedIn() => TrySendNotice(Write(Named(new Answer(AnswerCode.LoggedIn))));

    /// <summary>The same user has logged in elsewhere: says so and closes.</summary>
    protected virtual void OnKicked() => CloseSaying(AnswerCode.Kicked);

    /// <summary>A message is on its way to the client. Called under the user's gate.</summary>
    protected virtual void OnDelivered()
    {
    }

    /// <summary>Sends a message if there is room. Called under the user's gate.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether it was stored before this login.</param>
    /// <returns>Whether it is on its way; if not, <see cref="ChatService.ContinueDelivery"/> must follow when there is room.</returns>
    protected virtual bool TryDeliver(StoredMessage message, bool isReplay) => TrySend(message, isReplay);

    /// <summary>A message is out of the user's mailbox. Called under the user's gate.</summary>
    /// <param name="id">The message.</param>
    /// <param name="isConfirmed">Whether the user has confirmed it.</param>
    protected virtual void OnMessageRemoved(Guid id, bool isConfirmed)
    {
    }

    /// <summary>Writes an answer as it is to be sent.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>Its lines, each with its end.</returns>
    protected virtual string Write(in Answer answer) => Format.Write(answer, Texts);

    /// <inheritdoc/>
    protected override void OnSendRoom()
    {
        _held?.OnRoom();
        Chat.ContinueDelivery(this);
    }

    /// <inheritdoc/>
    protected override Task WhenAllAnsweredAsync() => WhenAnsweredAsync();

    /// <summary>The line filter knows the limit and answers; the engine need not close the session.</summary>
    protected override int GetMaxRequestLength() => int.MaxValue;

    /// <inheritdoc/>
    protected override void HandleUnknownRequest(StringRequestInfo requestInfo)
    {
        var request = (ChatRequest)requestInfo;
        switch (request.Fault)
        {
            case LineFault.TooLong:
                Answer(AnswerCode.LineTooLong, Config.MaxRequestLength);
                break;
            case LineFault.InvalidText:
                Answer(AnswerCode.InvalidText, AppServer.TextEncoding.WebName);
                break;
            case LineFault.InvalidJson:
                Answer(AnswerCode.InvalidJson, PrintableText.Line(request.Why));
                break;
            case LineFault.Endless or LineFault.Http:
                Close(CloseReason.ProtocolError);
                break;
            default:
                if (requestInfo.Key.Length > 0)
                    Answer(AnswerCode.UnknownCommand, PrintableText.Line(requestInfo.Key));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void HandleException(Exception e)
    {
        if (ExceptionAnswers.IsForClients(e, AppServer.ApplicationAssemblies))
        {
            Logger.Error(this, $"The command {CurrentCommand} failed.", e);
            Answer(AnswerCode.Failed, PrintableText.Line(e.Message));
            return;
        }

        string reference = ExceptionAnswers.MakeReference();
        Logger.Error(this, $"The command {CurrentCommand} failed; the client was told the reference {reference}.", e);
        Answer(AnswerCode.Failed, string.Format(CultureInfo.InvariantCulture, Texts.InternalError, reference));
    }

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
        Chat.LogOut(this);
        LeaveAddress();
        _held?.Close();
    }

    private void EndLater(CloseReason reason)
    {
        try
        {
            OnEnded(reason);
        }
        catch (Exception e)
        {
            Logger.Error(this, "Leaving the chat failed.", e);
        }
    }

    // A session that failed to send cannot know what its client has got: it ends, and what is unconfirmed comes at the next login.
    private void EndBecauseOf(Exception e)
    {
        Logger.Error(this, "The session is closed because something could not be sent to it.", e);
        base.Close(CloseReason.InternalError);
    }

    // It is the thread of somebody else, who has done nothing wrong.
    private void Tell<T>(T told, Action<SessionNews, T> add)
    {
        try
        {
            add(News(), told);
        }
        catch (Exception e)
        {
            EndBecauseOf(e);
        }
    }

    private SessionNews News() => LazyInitializer.EnsureInitialized(ref _news, () => new SessionNews(() => Held().HasRoomForNews, (position, answer) => Held().Add(position, Write(answer), default)));

    private HeldAnswers Held()
    {
        if (_held is { } held)
            return held;
        var made = new HeldAnswers(AppServer.System.Store, text => TrySend(text) || !Connected, WriteNotStored, EndBecauseOf, () => _news?.Continue());
        held = Interlocked.CompareExchange(ref _held, made, null) ?? made;

        // Whoever ends this session sees it, or we see the end.
        if (_hasEnded)
            held.Close();
        return held;
    }

    private string WriteNotStored(string failure, HeldAnswers.Subject subject)
        => Write(new Answer(AnswerCode.NotOnDiskYet, failure, subject.What!.ToString()!) { Tag = subject.Tag, Reference = subject.Reference });

    // Without a tag: it answers no request.
    private void Notice(AnswerCode code, params object[] values) => TrySendNotice(Write(new Answer(code, values)));

    private void Hold(HeldAnswers held, long position, string text, in HeldAnswers.Subject subject)
    {
        held.Add(position, text, subject);
        if (held.WhenRoomAsync() is { IsCompleted: false } room)
            HoldRequests(room);
    }

    private void SendLine(string line)
    {
        if (line.Length >= CharactersOfCommand)
            CountCommand(line.Length / CharactersOfCommand);
        if (_held is { IsEmpty: false } held)
            Hold(held, 0, line, default);
        else if (!TrySendNotice(line) && Connected)
            Close(CloseReason.TimeOut);
    }

    // The user may change format and language meanwhile.
    private bool TrySend(StoredMessage message, bool isReplay)
    {
        var form = new LineForm(Format, Texts, Charset, isReplay);
        if (message.Group is not { IsShareable: true } group)
            return TrySendBulk(LineEncoder.OfThread.Encode(message, form));

        byte[]? line = GroupLines.Find(group, form);
        if (line == null)
            GroupLines.Keep(group, form, line = [.. LineEncoder.OfThread.Encode(message, form)]);
        return TrySendBulk(line);
    }
}
