using System.Buffers;
using System.Globalization;
using System.Text;
using ChatServer.Lines;
using ChatServer.Messages;
using ChatServer.Storage;
using ChatServer.Texts;
using ChatServer.Users;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Sessions;

/// <summary>One connection that speaks the chat protocol in lines.</summary>
public partial class ChatSession : AppSession<ChatSession>, IUserConnection
{
    private volatile User? _user;
    private volatile bool _hasEnded;
    private volatile HeldAnswers? _held;
    private volatile ChatTexts _texts = ChatTexts.Chinese;

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
    public bool IsKicked { get; set; }

    /// <summary>The server.</summary>
    public new ChatAppServer AppServer => (ChatAppServer)base.AppServer;

    /// <summary>The messages and who is logged in.</summary>
    public ChatService Chat => AppServer.Chat;

    /// <summary>What the server says to this session.</summary>
    public ChatTexts Texts
    {
        get => _texts;
        set => _texts = value;
    }

    /// <summary>Whether every message of this session is answered when it is stored and when it is confirmed.</summary>
    public bool WantsReceipts { get; set; }

    /// <summary>Sends one of <see cref="Texts"/> with its values.</summary>
    /// <param name="format">The text.</param>
    /// <param name="values">Its values, made safe to print.</param>
    public void Answer(string format, params object[] values)
        => Send(string.Format(CultureInfo.InvariantCulture, format, values));

    /// <summary>
    /// Answers that something is stored, when it is. Later answers wait behind it; later commands do not, unless too many answers wait.
    /// </summary>
    /// <param name="position">What must be durable.</param>
    /// <param name="subject">What it is about, for the answer that says that it is not stored; <see langword="null"/> for an answer that is true all the same.</param>
    /// <param name="answer">The answer.</param>
    public void AnswerWhenDurable(long position, string? subject, string answer)
    {
        if (position <= AppServer.System.Store.Durable)
        {
            Send(answer);
            return;
        }

        HeldAnswers held = Held();
        held.Add(position, ProcessSendingMessage(answer), subject);
        if (held.WhenRoomAsync() is { IsCompleted: false } room)
            HoldRequests(room);
    }

    /// <summary>Says something as the last words of this connection.</summary>
    /// <param name="words">The words.</param>
    public void CloseSaying(string words)
    {
        TrySendNotice(words + "\r\n");
        Close();
    }

    /// <summary>Ends when every answer given until now has been sent. Never faults.</summary>
    public Task WhenAnsweredAsync() => _held?.WhenEmptyAsync() ?? Task.CompletedTask;

    /// <summary>
    /// Sends an answer. A peer that sends requests and reads no answers, so that not even the reserve has room, is disconnected: its
    /// messages stay, and no thread waits for it.
    /// </summary>
    /// <param name="message">The answer.</param>
    public override void Send(string message)
    {
        if (_held is { IsEmpty: false } held)
            held.Add(0, ProcessSendingMessage(message), subject: null);
        else if (!TrySendNotice(ProcessSendingMessage(message)) && Connected)
            Close(CloseReason.TimeOut);
    }

    /// <inheritdoc/>
    public override void Close(CloseReason reason)
    {
        // A peer that does not read cannot be told; it must not hold up the others.
        if (reason == CloseReason.ServerShutdown)
            TrySendNotice(Texts.ShuttingDown + "\r\n");
        else if (reason == CloseReason.TimeOut && IdleTime >= TimeSpan.FromSeconds(Config.IdleSessionTimeOut))
            TrySendNotice(string.Format(CultureInfo.InvariantCulture, Texts.IdleTooLong, Config.IdleSessionTimeOut) + "\r\n");
        base.Close(reason);
    }

    void IUserConnection.OnLoggedIn() => TrySendNotice(Texts.LoggedIn + "\r\n");

    void IUserConnection.OnKicked() => CloseSaying(Texts.Kicked);

    void IUserConnection.OnMessageEnded(Guid id, string recipient, MessageEnd how, long position)
    {
        if (!WantsReceipts)
            return;
        string format = how == MessageEnd.Confirmed ? Texts.RecipientConfirmed : Texts.GivenUp;
        Held().Add(position, ProcessSendingMessage(string.Format(CultureInfo.InvariantCulture, format, recipient, id)), subject: null);
    }

    Delivery IUserConnection.Deliver(in StoredMessage message, bool isReplay)
    {
        string words = isReplay ? Texts.SentYou : Texts.Sends;
        string text = message.From == ServerNotice.Sender ? Describe(message.Text) : message.Text;
        byte[] line = EncodeMessage(message.From, words, text, message.Id, out int length);
        bool sent = TrySendBulk(new ArraySegment<byte>(line, 0, length));
        ArrayPool<byte>.Shared.Return(line);
        if (sent)
            return Delivery.Sent;
        return Connected ? Delivery.NoRoom : Delivery.Closed;
    }

    /// <inheritdoc/>
    protected override void OnInit()
    {
        Texts = AppServer.DefaultTexts;
        Charset = AppServer.LineEncoding;
    }

    /// <inheritdoc/>
    protected override void OnSessionStarted()
    {
        if (TryEnterFromAddress())
            Send(ChatTexts.Welcome);
    }

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
        switch ((requestInfo as ChatRequest)?.Fault)
        {
            case LineFault.TooLong:
                Answer(Texts.LineTooLong, Config.MaxRequestLength);
                break;
            case LineFault.InvalidText:
                Answer(Texts.InvalidText, AppServer.TextEncoding.WebName);
                break;
            case LineFault.Endless or LineFault.Http:
                Close(CloseReason.ProtocolError);
                break;
            default:
                if (requestInfo.Key.Length > 0)
                    Answer(Texts.UnknownCommand, PrintableText.Line(requestInfo.Key));
                break;
        }
    }

    /// <inheritdoc/>
    protected override void HandleException(Exception e)
    {
        Logger.Error(this, $"The command {CurrentCommand} failed.", e);
        Send("\n\r" + string.Format(CultureInfo.InvariantCulture, Texts.Failed, PrintableText.Line(e.Message)));
    }

    /// <inheritdoc/>
    protected override void OnSessionClosed(CloseReason reason)
    {
        _hasEnded = true;

        // Whoever logs this session in sees the end, or we see the user: ChatService.LogIn has the other half.
        Interlocked.MemoryBarrier();
        Chat.LogOut(this);
        LeaveAddress();
        _held?.Close();
    }

    private HeldAnswers Held()
    {
        if (_held is { } held)
            return held;
        var made = new HeldAnswers(AppServer.System.Store, text => TrySend(text) || !Connected, DescribeNotStored);
        held = Interlocked.CompareExchange(ref _held, made, null) ?? made;

        // Whoever ends this session sees it, or we see the end.
        if (_hasEnded)
            held.Close();
        return held;
    }

    private string DescribeNotStored(string failure, string subject)
        => ProcessSendingMessage(string.Format(CultureInfo.InvariantCulture, Texts.NotOnDiskYet, failure, subject));

    private string Describe(string notice)
        => ServerNotice.IsGivenUp(notice, out string id, out string to)
            ? string.Format(CultureInfo.InvariantCulture, Texts.GivenUp, to, id)
            : notice;

    // <from><words><text> <id> CR LF, encoded once into a pooled array.
    private byte[] EncodeMessage(string from, string words, string text, Guid id, out int length)
    {
        const int IdLength = 36;
        int characters = from.Length + words.Length + text.Length + 1 + IdLength + 2;
        char[] line = ArrayPool<char>.Shared.Rent(characters);
        line.AsSpan().TryWrite(CultureInfo.InvariantCulture, $"{from}{words}{text} {id}\r\n", out int written);

        Encoding encoding = Charset;
        byte[] bytes = ArrayPool<byte>.Shared.Rent(encoding.GetMaxByteCount(written));
        length = encoding.GetBytes(line.AsSpan(0, written), bytes);
        ArrayPool<char>.Shared.Return(line);
        return bytes;
    }
}
