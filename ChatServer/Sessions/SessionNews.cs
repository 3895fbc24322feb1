using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>
/// What one session is told without having asked. News waits here, as small as it gets, while a command runs whose answer must come first (sending a
/// message, joining a group), and while the session's answers have no room for it because its client reads slowly. Thread-safe.
/// </summary>
/// <param name="hasRoom">Whether news can be told; if not, <see cref="Continue"/> is called when it can.</param>
/// <param name="tell">Tells: when which position is durable, and what.</param>
internal sealed class SessionNews(Func<bool> hasRoom, Action<long, Answer> tell)
{
    /// <summary>Receipts that wait: at most this many, of 40 bytes each. More are dropped; <c>Trace</c> tells the same.</summary>
    public const int MaxReceipts = 8192;

    // A queue of up to this many stays when it is empty.
    private const int KeptReceipts = 64;

    // Guards all fields. Only hasRoom is called under it.
    private readonly Lock _gate = new();
    private Queue<Receipt> _receipts = [];
    private MembershipNews? _memberships;
    private bool _isHeld;
    private bool _isTelling;
    private volatile bool _hasWaiting;

    private readonly record struct Receipt(long Position, AnswerCode Code, string To, Guid Id);

    /// <summary>Tells what became of a message that the session's user sent.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="code">What became of it.</param>
    /// <param name="to">The recipient or the group.</param>
    /// <param name="id">The message.</param>
    public void AddReceipt(long position, AnswerCode code, string to, Guid id)
    {
        lock (_gate)
        {
            if (_receipts.Count >= MaxReceipts)
                return;
            _receipts.Enqueue(new Receipt(position, code, to, id));
            _hasWaiting = true;
        }

        Tell();
    }

    /// <summary>Tells that somebody joined or left a group of the session's user.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="group">The group.</param>
    /// <param name="id">Who.</param>
    /// <param name="isMember">Whether they are a member now.</param>
    public void AddMembership(long position, string group, string id, bool isMember)
    {
        lock (_gate)
        {
            (_memberships ??= new MembershipNews()).Add(position, group, id, isMember);
            _hasWaiting = true;
        }

        Tell();
    }

    /// <summary>Begins a pause. Pauses of one session do not overlap.</summary>
    public Pause Hold()
    {
        lock (_gate)
            _isHeld = true;
        return new Pause(this);
    }

    /// <summary>There may be room for news again.</summary>
    public void Continue()
    {
        if (_hasWaiting)
            Tell();
    }

    private void Release()
    {
        lock (_gate)
            _isHeld = false;
        Tell();
    }

    // By one thread at a time, so that news stays in its order. Telling may end in Continue, on this thread: it finds _isTelling set.
    private void Tell()
    {
        bool isMine = false;
        try
        {
            while (TryTake(ref isMine, out long position, out Answer answer))
                tell(position, answer);
        }
        catch
        {
            lock (_gate)
                _isTelling = false;
            throw;
        }
    }

    private bool TryTake(ref bool isMine, out long position, out Answer answer)
    {
        (position, answer) = (0, default);
        lock (_gate)
        {
            if (_isTelling && !isMine)
                return false;
            isMine = _isTelling = !_isHeld && hasRoom() && TryTake(out position, out answer);
            return isMine;
        }
    }

    private bool TryTake(out long position, out Answer answer)
    {
        if (_receipts.TryDequeue(out Receipt receipt))
        {
            (position, answer) = (receipt.Position, new Answer(receipt.Code, receipt.To, receipt.Id.ToString()));
            return true;
        }

        if (_memberships != null && _memberships.TryTake(out position, out answer))
            return true;

        // Memory that was needed once is not kept for the life of the session.
        _memberships = null;
        if (_receipts.Capacity > KeptReceipts)
            _receipts = [];
        _hasWaiting = false;
        (position, answer) = (0, default);
        return false;
    }

    /// <summary>Ends a pause when it is disposed of.</summary>
    public readonly struct Pause(SessionNews? news) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => news?.Release();
    }
}
