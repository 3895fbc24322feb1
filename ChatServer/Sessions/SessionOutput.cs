using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using ChatServer.Protocol.Replies;

namespace ChatServer.Sessions;

/// <summary>
/// What one session still has to say, in order. A reply that says that something is stored waits until the store's position is durable, and every later reply
/// waits behind it. Notifications come behind the replies: they wait while a command runs whose reply must come first, and while too much waits already because
/// the client reads slowly. Thread-safe.
/// </summary>
/// <param name="store">Knows what is durable.</param>
/// <param name="writer">Writes and sends.</param>
internal sealed class SessionOutput(IDurability store, IOutputWriter writer) : ICommitObserver
{
    /// <summary>The session's next command waits while replies of this many bytes of memory do. One reply may be larger.</summary>
    public const int MaxBytes = 64 * 1024;

    // The session's next command waits while this many replies do, too.
    private const int MaxReplies = 128;

    // Notifications stay outside while replies of this many bytes wait, so that they leave room for replies.
    private const int MaxBytesWithNotifications = MaxBytes / 2;

    // Guards all fields. Under it only IOutputWriter.Write and IDurability.Durable are called.
    private readonly Lock _lock = new();
    private readonly HeldReplies _replies = new();
    private readonly NotificationQueue _notifications = new();
    private bool _isPaused;
    private bool _isClosed;

    // One thread sends at a time, so that the order stays. A thread that finds another one sending leaves its part to it: the flag tells that one to look
    // again. The same happens when sending calls back on the same thread.
    private bool _isSending;
    private bool _mustSendAgain;

    // What the peer had no room for: it waits for OnRoom.
    private string? _refused;

    private TaskCompletionSource? _room;
    private TaskCompletionSource? _empty;

    /// <summary>Whether no reply waits. A reply that is sent past this object then keeps the order.</summary>
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

    // Whatever makes it true sends afterwards, so that no notification is left.
    private bool HasRoomForNotifications => !_isPaused && _refused == null && _replies.Bytes < MaxBytesWithNotifications;

    /// <summary>Ends when the session may run its next command. Never faults.</summary>
    public Task WhenRoomAsync()
    {
        lock (_lock)
            return HasRoom ? Task.CompletedTask : GetTask(ref _room);
    }

    /// <summary>Ends when no reply waits. Never faults.</summary>
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

    /// <summary>Tells what became of a message that the session's user sent.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="receipt">What became of it.</param>
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

    /// <summary>Tells how a message ended that the session's user sent.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="ending">Which message, and how.</param>
    public void AddReceipt(long position, in MessageEnding ending)
        => AddReceipt(position, NotificationQueue.GetReceipt(ending), ending.To, ending.Id);

    /// <summary>Tells that somebody joined or left a group of the session's user.</summary>
    /// <param name="position">What must be durable before it is told.</param>
    /// <param name="group">The group.</param>
    /// <param name="id">Who.</param>
    /// <param name="isMember">Whether they are a member now.</param>
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

    /// <summary>Holds notifications back until the pause is disposed of. Pauses of one session do not overlap.</summary>
    public Pause HoldNotifications()
    {
        lock (_lock)
            _isPaused = true;
        return new Pause(this);
    }

    /// <summary>The peer has room again.</summary>
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

    /// <summary>The session has ended: nothing is sent, and nobody waits any more.</summary>
    public void Close() => TryClose();

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

    // Sends what may be sent now.
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

    // What the sending thread does next: send a text, ask the store for a position, or both. False if there is nothing to do; then the thread no longer sends.
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

    // Makes replies of notifications, as far as there is room. Returns the position of the last one if the store must be asked for it; else 0.
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

    // Without memory, for example. A reply is gone, and with it the order of all others; nobody may wait for it.
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

    /// <summary>Ends a pause of notifications when it is disposed of.</summary>
    public readonly struct Pause(SessionOutput? output) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => output?.Resume();
    }
}
