using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>
/// The output of one session, in order. A reply that acknowledges storage waits until its position is durable. Every later reply waits behind it.
/// Notifications come after the replies. They wait while a command runs whose reply must precede them, and while many bytes wait because the client reads
/// slowly. Thread-safe.
/// </summary>
/// <param name="store">Knows which positions are durable.</param>
/// <param name="writer">Formats and sends.</param>
internal sealed class SessionOutput(IDurability store, IOutputWriter writer) : ICommitObserver
{
    /// <summary>Maximum bytes of memory for waiting replies. At this limit the session's next command waits. One reply may be larger.</summary>
    public const int MaxBytes = 64 * 1024;

    // Maximum number of waiting replies. At this limit the session's next command waits.
    private const int MaxReplies = 128;

    // Notifications are not added while replies of this many bytes wait. This leaves room for replies.
    private const int MaxBytesWithNotifications = MaxBytes / 2;

    // Guards all fields. Only IOutputWriter.Write and IDurability.Durable are called under it.
    private readonly Lock _lock = new();
    private readonly HeldReplies _replies = new();
    private readonly NotificationQueue _notifications = new();
    private bool _isPaused;
    private bool _isClosed;

    // One thread sends at a time, which keeps the order. A thread that finds another one sending sets _mustSendAgain, and that thread sends its replies too.
    // The same applies when a send calls back on the same thread.
    private bool _isSending;
    private bool _mustSendAgain;

    // The text for which the connection had no room. It waits for OnRoom.
    private string? _refused;

    private TaskCompletionSource? _room;
    private TaskCompletionSource? _empty;

    /// <summary>Whether no reply waits. If so, a reply that bypasses this object is still in order.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return HoldsNothing;
        }
    }

    private bool HoldsNothing => _isClosed || (_replies.Count == 0 && _refused == null && !_isSending);

    private bool HasRoom => _isClosed || (_replies.Count < MaxReplies && _replies.Bytes < MaxBytes);

    // Code that makes this property true must call Send afterwards, so that no notification stays behind.
    private bool HasRoomForNotifications => !_isPaused && _refused == null && _replies.Bytes < MaxBytesWithNotifications;

    /// <summary>Returns a task that completes when the session may run its next command. It never faults.</summary>
    public Task WhenRoomAsync()
    {
        lock (_lock)
            return HasRoom ? Task.CompletedTask : GetTask(ref _room);
    }

    /// <summary>Returns a task that completes when no reply waits. It never faults.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_lock)
            return HoldsNothing ? Task.CompletedTask : GetTask(ref _empty);
    }

    /// <summary>Sends a reply when its position is durable.</summary>
    /// <param name="reply">The reply.</param>
    public void Add(in HeldReply reply)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _replies.Add(reply);
        }

        SendWhenDurable(reply.Position);
    }

    /// <summary>Adds a receipt for a message that the session's user sent.</summary>
    /// <param name="position">The position that must be durable before the receipt is sent.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="to">The recipient or the group.</param>
    /// <param name="id">The message.</param>
    public void AddReceipt(long position, ReplyDefinition<string, Guid> receipt, string to, Guid id)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _notifications.AddReceipt(position, receipt, to, id);
            if (!HasRoomForNotifications)
                return;
        }

        Send();
    }

    /// <summary>Adds a receipt for the end of a message that the session's user sent.</summary>
    /// <param name="position">The position that must be durable before the receipt is sent.</param>
    /// <param name="ending">The message and how it ended.</param>
    public void AddReceipt(long position, in MessageEnding ending)
        => AddReceipt(position, NotificationQueue.GetReceipt(ending), ending.To, ending.Id);

    /// <summary>Adds a notification that a user joined or left a group of the session's user.</summary>
    /// <param name="position">The position that must be durable before the notification is sent.</param>
    /// <param name="group">The group.</param>
    /// <param name="id">The user who joined or left.</param>
    /// <param name="isMember">Whether this user is a member now.</param>
    public void AddMembership(long position, string group, string id, bool isMember)
    {
        lock (_lock)
        {
            if (_isClosed)
                return;
            _notifications.AddMembership(position, group, id, isMember);
            if (!HasRoomForNotifications)
                return;
        }

        Send();
    }

    /// <summary>Delays notifications until the returned pause is disposed of. Pauses of one session do not overlap.</summary>
    public Pause HoldNotifications()
    {
        lock (_lock)
            _isPaused = true;
        return new Pause(this);
    }

    /// <summary>The connection has room again.</summary>
    public void OnRoom() => Send();

    /// <inheritdoc/>
    public void OnCommitted(long durable) => Send();

    /// <inheritdoc/>
    public bool OnCommitFailed(string failure)
    {
        try
        {
            lock (_lock)
                _replies.OnStoreFailed(store.Durable, reply => WriteNotStored(failure, reply));
        }
        catch (Exception e)
        {
            Fail(e);
            return false;
        }

        Send();
        return false;
    }

    /// <summary>The session has ended. Nothing more is sent, and all waits end.</summary>
    public void Close() => TryClose();

    /// <summary>Drops the replies that wait, because the store has refused what they are about, and then ends the session.</summary>
    /// <param name="end">Ends the session.</param>
    public void CloseThen(Action end)
    {
        Close();
        end();
    }

    private bool TryClose()
    {
        lock (_lock)
        {
            if (_isClosed)
                return false;
            _isClosed = true;
            _refused = null;
            _replies.Clear();
            _notifications.Clear();
            CompleteTasks();
            return true;
        }
    }

    private void Resume()
    {
        lock (_lock)
        {
            _isPaused = false;
            if (_notifications.IsEmpty || !HasRoomForNotifications)
                return;
        }

        Send();
    }

    private void SendWhenDurable(long position)
    {
        try
        {
            if (position <= store.Durable)
                Send();
            else
                store.Notify(position, this);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    // Sends everything that may be sent at this moment.
    private void Send()
    {
        lock (_lock)
        {
            _mustSendAgain = _isSending;
            if (_isSending)
                return;
            _isSending = true;
        }

        try
        {
            bool hasRoom = true;
            while (TryTake(hasRoom, out string text, out long awaited))
            {
                if (awaited > 0)
                    store.Notify(awaited, this);
                if (text.Length == 0)
                    continue;
                hasRoom = writer.TrySend(text);
                if (hasRoom)
                    continue;
                lock (_lock)
                    _refused = _isClosed ? null : text;
            }
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    // Decides the next step of the sending thread: send a text, register for a position, or both. Returns false if there is nothing to do. The thread then
    // stops sending.
    private bool TryTake(bool hasRoom, out string text, out long awaited)
    {
        (text, awaited) = (string.Empty, 0);
        lock (_lock)
        {
            if (!_isClosed)
            {
                long durable = store.Durable;
                awaited = MoveNotifications(durable);
                if (hasRoom || _mustSendAgain)
                    text = TakeRefused() ?? _replies.TakeReady(durable);
            }

            _mustSendAgain = false;
            _isSending = text.Length > 0 || awaited > 0;
            CompleteTasks();
            return _isSending;
        }
    }

    // Converts notifications to replies while there is room. Returns the position of the last one if the store must be asked for it; otherwise 0.
    private long MoveNotifications(long durable)
    {
        while (HasRoomForNotifications && _notifications.TryTake(out long position, out Reply notification))
        {
            _replies.Add(new HeldReply(position, writer.Write(notification)));
            if (position > durable)
                return position;
        }

        return 0;
    }

    private string? TakeRefused()
    {
        string? refused = _refused;
        _refused = null;
        return refused;
    }

    private string WriteNotStored(string failure, in HeldReply reply)
        => writer.Write(Replies.NotOnDiskYet.With(failure, reply.Subject!.ToString()!) with { Tag = reply.Tag, Reference = reply.Reference });

    // Handles a failure, for example a lack of memory. A reply is lost, so the order of all others is lost too. All waits must end.
    private void Fail(Exception e)
    {
        if (TryClose())
            writer.OnOutputFailed(e);
    }

    private void CompleteTasks()
    {
        if (HasRoom)
            Complete(ref _room);
        if (HoldsNothing)
            Complete(ref _empty);
    }

    private static Task GetTask(ref TaskCompletionSource? source)
        => (source ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private static void Complete(ref TaskCompletionSource? source)
    {
        source?.SetResult();
        source = null;
    }

    /// <summary>A pause of notifications. It ends when it is disposed of.</summary>
    public readonly struct Pause(SessionOutput? output) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => output?.Resume();
    }
}
