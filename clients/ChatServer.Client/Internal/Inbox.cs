using System.Threading.Channels;

namespace ChatServer.Client.Internal;

/// <summary>
/// Messages that have come and that the program has not taken. Drops what comes twice. When it is full, reading from the link pauses, so that the
/// server keeps the rest. While the program waits for a reply, which may come behind messages, reading must go on: then the inbox takes more, and
/// when that is too much, it drops messages and has all come again later. One link adds; any thread takes.
/// </summary>
/// <param name="max">Messages at which reading pauses.</param>
/// <param name="maxBytes">Bytes of messages at which reading pauses.</param>
/// <param name="askAgain">There is room again for what was dropped. May be called under the lock of the <see cref="Outbox"/>.</param>
internal sealed class Inbox(int max, long maxBytes, Action askAgain)
{
    /// <summary>Maximum number of received messages whose confirmation has no reply, unless more are buffered.</summary>
    public const int MaxOpen = 262_144;

    /// <summary>Factor on the maximum number of bytes while the program waits for a reply.</summary>
    public const int WaitingFactorOfBytes = 4;

    /// <summary>Factor on the maximum number of messages while the program waits for a reply.</summary>
    public const int WaitingFactor = 16;

    private readonly Channel<ChatMessage> _messages = Channel.CreateUnbounded<ChatMessage>();
    private readonly Signal _change = new();

    // Guards all fields below.
    private readonly Lock _lock = new();
    private readonly IdMemory _ids = new();
    private readonly int _maxOpen = Math.Max(MaxOpen, max <= int.MaxValue / 4 ? 4 * max : max);
    private int _count;
    private long _bytes;
    private int _callers;
    private bool _hasGap;
    private bool _hasAsked;
    private bool _isClosed;

    /// <summary>How many messages wait.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>How many bytes they take, about.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _bytes;
        }
    }

    /// <summary>How many ids are remembered.</summary>
    public int RememberedIds
    {
        get
        {
            lock (_lock)
                return _ids.Count;
        }
    }

    /// <summary>How often something was dropped, to be asked for again.</summary>
    public int Gaps { get; private set; }

    /// <summary>Offers a message.</summary>
    public Arrival TryAdd(ChatMessage message)
    {
        lock (_lock)
        {
            if (_isClosed || _hasGap)
                return Arrival.Dropped;
            if (_ids.IsSettled(message.Id))
                return Arrival.Settled;
            if (_ids.IsOpen(message.Id))
                return Arrival.Double;
            bool isOverfull = _count >= (long)max * WaitingFactor || _bytes >= maxBytes * WaitingFactorOfBytes || _ids.OpenCount >= _maxOpen;
            if (!isOverfull && (_count >= max || _bytes >= maxBytes) && _callers == 0)
                return Arrival.NoRoom;
            if (isOverfull)
            {
                _hasGap = true;
                Gaps++;
                return Arrival.Dropped;
            }

            _ids.TryOpen(message.Id);
            _count++;
            _bytes += message.Size;
            _messages.Writer.TryWrite(message);
            return Arrival.Added;
        }
    }

    /// <summary>Waits until <see cref="TryAdd"/> may have room again.</summary>
    public ValueTask WhenChangedAsync(CancellationToken cancellationToken) => _change.WaitAsync(cancellationToken);

    /// <summary>Waits for a message.</summary>
    /// <returns>The message; <see langword="null"/> when no more come.</returns>
    public async ValueTask<ChatMessage?> TakeAsync(CancellationToken cancellationToken)
    {
        while (await _messages.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            if (!_messages.Reader.TryRead(out ChatMessage? message))
                continue;
            OnTaken(message);
            return message;
        }

        return null;
    }

    /// <summary>A caller waits for a reply.</summary>
    /// <returns>Ends the waiting when it is disposed of.</returns>
    public Caller Enter()
    {
        lock (_lock)
            _callers++;
        _change.Set();
        return new Caller(this);
    }

    /// <summary>All unconfirmed messages come again from here on.</summary>
    public void OnLoggedIn()
    {
        lock (_lock)
        {
            _hasGap = false;
            _hasAsked = false;
        }
    }

    /// <summary>The reply to a confirmation has arrived: the server will not deliver the message again.</summary>
    public void Settle(Guid id)
    {
        bool ask;
        lock (_lock)
        {
            _ids.Settle(id);
            ask = MustAsk();
        }

        if (ask)
            askAgain();
    }

    /// <summary>No more messages come; those that wait stay at the server.</summary>
    /// <param name="why">What the program is told; <see langword="null"/> for nothing.</param>
    public void Close(Exception? why)
    {
        lock (_lock)
        {
            _isClosed = true;
            while (_messages.Reader.TryRead(out ChatMessage? message))
            {
                _count--;
                _bytes -= message.Size;
            }

            _messages.Writer.TryComplete(why);
        }

        _change.Set();
    }

    private void OnTaken(ChatMessage message)
    {
        bool ask;
        lock (_lock)
        {
            _count--;
            _bytes -= message.Size;
            ask = MustAsk();
        }

        _change.Set();
        if (ask)
            askAgain();
    }

    private bool MustAsk()
    {
        bool ask = _hasGap && !_hasAsked && !_isClosed && _count <= max / 2 && _bytes <= maxBytes / 2 && _ids.OpenCount <= _maxOpen / 2;
        _hasAsked |= ask;
        return ask;
    }

    private void Leave()
    {
        lock (_lock)
            _callers--;
    }

    /// <summary>Somebody who waits for a reply.</summary>
    public readonly struct Caller(Inbox inbox) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => inbox.Leave();
    }
}

/// <summary>What became of a message that came.</summary>
internal enum Arrival
{
    /// <summary>The program will get it.</summary>
    Added,

    /// <summary>It has come before.</summary>
    Double,

    /// <summary>It arrived before, and its confirmation has a reply: the server has lost the confirmation in a crash.</summary>
    Settled,

    /// <summary>It will come again.</summary>
    Dropped,

    /// <summary>Nothing yet.</summary>
    NoRoom,
}
