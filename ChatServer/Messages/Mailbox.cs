using System.Diagnostics.CodeAnalysis;

namespace ChatServer.Messages;

/// <summary>
/// The unconfirmed messages of one recipient, oldest first, and how far they have been delivered to the current login.
/// A ring ordered by id: adding, taking the oldest and confirming it take constant time, confirming another one a binary search.
/// Not thread-safe: guarded by its user's gate.
/// </summary>
public sealed class Mailbox
{
    private const int SmallestRing = 4;
    private const int LargestIdleRing = 64;

    // Positions only grow; the slot of a position is its remainder by the ring's length, a power of two. A confirmed slot has no text.
    private Slot[] _ring = [];
    private long _head;
    private long _tail;
    private long _cursor;
    private long _replayEnd;

    private struct Slot
    {
        public Guid Id;
        public string? From;
        public string? Text;
    }

    /// <summary>Number of unconfirmed messages.</summary>
    public int Count { get; private set; }

    /// <summary>Number of messages that fit without more memory.</summary>
    internal int Capacity => _ring.Length;

    /// <summary>Adds a message, whose id must be greater than all before.</summary>
    public void Add(in StoredMessage message)
    {
        if (_tail - _head == _ring.Length)
            MakeRoom();
        At(_tail++) = new Slot { Id = message.Id, From = message.From, Text = message.Text };
        Count++;
    }

    /// <summary>Removes a message.</summary>
    /// <returns>Whether it was there.</returns>
    public bool TryRemove(Guid id, [NotNullWhen(true)] out string? text)
    {
        text = null;
        long position = Find(id);
        if (position < 0)
            return false;

        ref Slot slot = ref At(position);
        text = slot.Text!;
        slot.Text = null;
        slot.From = null;
        Count--;
        while (_head < _tail && At(_head).Text == null)
            _head++;
        if (_cursor < _head)
            _cursor = _head;
        if (_ring.Length > LargestIdleRing && Count < _ring.Length / 4)
            Pack(Math.Max(SmallestRing, _ring.Length / 2));
        return true;
    }

    /// <summary>A login: everything is to be delivered again, from the oldest on.</summary>
    public void Rewind()
    {
        _cursor = _head;
        _replayEnd = _tail;
    }

    /// <summary>Takes the next message to deliver. It stays in the mailbox.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isReplay">Whether it was there before the current login.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryTakeNext(out StoredMessage message, out bool isReplay)
    {
        while (_cursor < _tail)
        {
            ref Slot slot = ref At(_cursor);
            if (slot.Text != null)
            {
                message = new StoredMessage(slot.Id, slot.From!, slot.Text);
                isReplay = _cursor < _replayEnd;
                _cursor++;
                return true;
            }

            _cursor++;
        }

        message = default;
        isReplay = false;
        return false;
    }

    /// <summary>The message that was taken last could not be delivered: it is the next one again.</summary>
    public void StepBack() => _cursor--;

    private ref Slot At(long position) => ref _ring[position & (_ring.Length - 1)];

    private long Find(Guid id)
    {
        long low = _head;
        long high = _tail - 1;

        // Most confirm in the order of delivery.
        if (low <= high && At(low).Id == id)
            return At(low).Text == null ? -1 : low;

        while (low <= high)
        {
            long middle = low + ((high - low) / 2);
            int order = At(middle).Id.CompareTo(id);
            if (order == 0)
                return At(middle).Text == null ? -1 : middle;
            if (order < 0)
                low = middle + 1;
            else
                high = middle - 1;
        }

        return -1;
    }

    // A ring that is half confirmed in its middle is packed, else doubled.
    private void MakeRoom() => Pack(Math.Max(SmallestRing, Count <= _ring.Length / 2 ? _ring.Length : _ring.Length * 2));

    // Positions start anew.
    private void Pack(int length)
    {
        var ring = new Slot[length];
        long cursor = 0, replayEnd = 0;
        int count = 0;
        for (long position = _head; position < _tail; position++)
        {
            if (At(position).Text == null)
                continue;
            if (position < _cursor)
                cursor++;
            if (position < _replayEnd)
                replayEnd++;
            ring[count++] = At(position);
        }

        _ring = ring;
        _head = 0;
        _tail = count;
        _cursor = cursor;
        _replayEnd = replayEnd;
    }
}
