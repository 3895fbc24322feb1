using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace ChatServer.Core.Messages;

/// <summary>
/// The unconfirmed messages of one recipient, oldest first, and how far they have been delivered to the current login.
/// It is a ring buffer in the order of arrival. With few exceptions this is also the order of the ids.
/// Adding a message, taking the oldest and confirming the oldest take constant time. Confirming any other message takes a binary search.
/// Not thread-safe: guarded by its user's lock.
/// </summary>
public sealed class Mailbox
{
    private const int MinRing = 4;

    // A ring up to this length is kept while its user is logged in, because a user who has received dozens of messages at once is likely to do so again.
    private const int MaxIdleRing = 256;

    // Positions only grow. The slot of a position is the position modulo the length of the ring, a power of two. The slot of a confirmed message is empty.
    private Slot[] _ring = [];
    private long _head;
    private long _tail;
    private long _cursor;
    private long _replayEnd;
    private long _lastOrder = long.MinValue;

    // State that only few mailboxes need.
    private Rare? _rare;

    private ReleasedRoom _released;

    private sealed class Rare
    {
        // Positions of messages that arrived after a newer one. This happens because a message to a group gets its id before it reaches every mailbox.
        public Dictionary<Guid, long>? Late { get; set; }

        public MailboxShares? Shares { get; set; }
    }

    private struct Slot
    {
        // The order of the id. A late message has the order of the newest message before it, so that orders never decrease along the ring.
        public long Order;
        public StoredMessage? Message;
    }

    /// <summary>Number of unconfirmed messages.</summary>
    public int Count { get; private set; }

    /// <summary>Characters of all unconfirmed texts.</summary>
    public long Characters { get; private set; }

    /// <summary>The shares of the senders; <see langword="null"/> while they are not counted.</summary>
    internal MailboxShares? Shares => _rare?.Shares;

    /// <summary>Room of removed messages that their sender has not got back yet.</summary>
    internal ref ReleasedRoom Released => ref _released;

    /// <summary>Number of messages that fit without more memory.</summary>
    internal int Capacity => _ring.Length;

    /// <summary>Adds a message.</summary>
    /// <returns>Whether it was added: <see langword="false"/> if the mailbox has it already.</returns>
    public bool Add(StoredMessage message)
    {
        long order = MessageIds.OrderOf(message.Id);
        bool isLate = order <= _lastOrder;
        if (isLate && Find(message.Id) >= 0)
            return false;
        if (_tail - _head == _ring.Length)
            MakeRoom();
        Put(message, order, isLate);
        Count++;
        Characters += message.Text.Length;
        Shares?.Add(message);
        return true;
    }

    /// <summary>
    /// Adds a message again that was removed, before the newer messages of its sender. Takes time in proportion to the number of messages. The user must not be
    /// logged in, because deliveries would have to start again.
    /// </summary>
    /// <returns>Whether it was added: <see langword="false"/> if the mailbox has it already.</returns>
    internal bool Restore(StoredMessage message)
    {
        long order = MessageIds.OrderOf(message.Id);
        List<StoredMessage> messages = [];
        List(long.MinValue, int.MaxValue, messages);
        int index = messages.FindIndex(other => other.From == message.From && MessageIds.OrderOf(other.Id) > order);
        if (!Add(message))
            return false;
        if (index < 0)
            return true;
        messages.Insert(index, message);
        _head = _tail = _cursor = _replayEnd = 0;
        _lastOrder = long.MinValue;
        _rare?.Late?.Clear();
        Array.Clear(_ring);
        foreach (StoredMessage each in messages)
        {
            order = MessageIds.OrderOf(each.Id);
            Put(each, order, order <= _lastOrder);
        }

        return true;
    }

    /// <summary>Removes a message.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="removed">The message.</param>
    /// <returns>Whether it was there.</returns>
    public bool TryRemove(Guid id, [NotNullWhen(true)] out StoredMessage? removed)
    {
        removed = null;
        long position = Find(id);
        if (position < 0)
            return false;

        ref StoredMessage? slot = ref At(position).Message;
        removed = slot!;
        slot = null;
        _rare?.Late?.Remove(id);
        Count--;
        Characters -= removed.Text.Length;
        Shares?.Remove(removed);
        while (_head < _tail && At(_head).Message == null)
            _head++;
        if (_cursor < _head)
            _cursor = _head;
        if (_ring.Length > MaxIdleRing && Count < _ring.Length / 4)
            Pack(Math.Max(MinRing, _ring.Length / 2));
        return true;
    }

    /// <summary>Starts to count the share of each sender.</summary>
    internal MailboxShares StartShares()
    {
        _rare ??= new Rare();
        if (_rare.Shares != null)
            return _rare.Shares;
        var shares = new MailboxShares();
        for (long position = _head; position < _tail; position++)
        {
            if (At(position).Message is { } message)
                shares.Add(message);
        }

        return _rare.Shares = shares;
    }

    /// <summary>Stops counting the shares.</summary>
    internal void EndShares() => _rare!.Shares = null;

    /// <summary>Frees memory that is not needed after a logout.</summary>
    public void Trim()
    {
        int needed = Count == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(MinRing, Count));
        if (needed < _ring.Length)
            Pack(needed);
    }

    /// <summary>Restarts delivery from the oldest message, for a new login.</summary>
    public void Rewind()
    {
        _cursor = _head;
        _replayEnd = _tail;
    }

    /// <summary>Takes the next message to deliver. It stays in the mailbox.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether it was there before the current login.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTakeNext([NotNullWhen(true)] out StoredMessage? message, out bool isReplay)
    {
        while (_cursor < _tail)
        {
            isReplay = _cursor < _replayEnd;
            message = At(_cursor++).Message;
            if (message != null)
                return true;
        }

        message = null;
        isReplay = false;
        return false;
    }

    /// <summary>Moves back by one message: the last message that was taken could not be delivered and is the next one again.</summary>
    public void StepBack() => _cursor--;

    /// <summary>Returns the oldest message without taking it.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isDelivered">Whether it was taken for the current login.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryPeekOldest([NotNullWhen(true)] out StoredMessage? message, out bool isDelivered)
    {
        message = Count > 0 ? At(_head).Message : null;
        isDelivered = _head < _cursor;
        return message != null;
    }

    /// <summary>Looks for a message.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="message">The message.</param>
    /// <param name="isDelivered">Whether it was taken for the current login.</param>
    /// <returns>Whether it is here.</returns>
    public bool TryFind(Guid id, [NotNullWhen(true)] out StoredMessage? message, out bool isDelivered)
    {
        long position = Find(id);
        message = position < 0 ? null : At(position).Message;
        isDelivered = position < _cursor;
        return message != null;
    }

    /// <summary>Lists messages, oldest first.</summary>
    /// <param name="after">The return value of the previous call; <see cref="long.MinValue"/> for the start.</param>
    /// <param name="max">Approximate maximum number of messages. A message that arrived late is listed with the message before it.</param>
    /// <param name="messages">Receives the messages.</param>
    /// <returns>The value of <paramref name="after"/> for the next call. It stays valid when messages are removed.</returns>
    public long List(long after, int max, List<StoredMessage> messages)
    {
        for (long position = FirstAfter(after); position < _tail; position++)
        {
            ref Slot slot = ref At(position);
            if (messages.Count >= max && slot.Order != after)
                break;
            after = slot.Order;
            if (slot.Message != null)
                messages.Add(slot.Message);
        }

        return after;
    }

    private void Put(StoredMessage message, long order, bool isLate)
    {
        if (isLate)
            ((_rare ??= new Rare()).Late ??= []).Add(message.Id, _tail);
        else
            _lastOrder = order;
        At(_tail++) = new Slot { Order = _lastOrder, Message = message };
    }

    private ref Slot At(long position) => ref _ring[position & (_ring.Length - 1)];

    private long Find(Guid id)
    {
        long low = _head;

        // Fast path: most clients confirm in the order of delivery.
        if (low < _tail && Has(low, id))
            return low;

        if (_rare?.Late is { } lates && lates.TryGetValue(id, out long late))
            return late;

        // Several slots may have the same order. The first of them is the one whose id has this order.
        long position = FirstAfter(MessageIds.OrderOf(id) - 1);
        return position < _tail && Has(position, id) ? position : -1;
    }

    private bool Has(long position, Guid id) => At(position).Message is { } message && MessageIds.AreEqual(message.Id, id);

    // The position of the first slot with a greater order.
    private long FirstAfter(long order)
    {
        long low = _head;
        long high = _tail;
        while (low < high)
        {
            long middle = low + ((high - low) / 2);
            if (At(middle).Order <= order)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    // A ring with at least half of its slots empty is packed. Otherwise its length is doubled.
    private void MakeRoom() => Pack(Math.Max(MinRing, Count <= _ring.Length / 2 ? _ring.Length : _ring.Length * 2));

    // Copies the messages into a new ring. Positions restart at 0.
    private void Pack(int length)
    {
        var ring = new Slot[length];
        long cursor = 0, replayEnd = 0;
        Dictionary<Guid, long>? late = _rare?.Late;
        int count = 0;
        for (long position = _head; position < _tail; position++)
        {
            if (At(position).Message is not { } message)
                continue;
            if (position < _cursor)
                cursor++;
            if (position < _replayEnd)
                replayEnd++;
            if (late != null && late.ContainsKey(message.Id))
                late[message.Id] = count;
            ring[count++] = At(position);
        }

        if (late is { Count: 0 })
            _rare = _rare!.Shares == null ? null : new Rare { Shares = _rare.Shares };

        _ring = ring;
        _head = 0;
        _tail = count;
        _cursor = cursor;
        _replayEnd = replayEnd;
    }
}
