using System.Diagnostics.CodeAnalysis;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>
/// The tracked messages: those sent with receipts on, or with a reference. The server reports their delivery and their end to the sender.
/// The tracker contains all that are unconfirmed, and the most recently ended ones of each sender. Therefore a sender can ask about them, and a
/// repeated reference is detected. A sender cannot displace the messages of others: when there are too many, the senders with the most messages
/// lose their oldest. Thread-safe. Its lock may be taken while a user's lock is held. While it is held, only the store is called.
/// </summary>
public sealed class MessageTracker
{
    // Above the maximum, 1/64 of the messages is removed at once, because each removal scans all senders.
    private const int PartOfForgotten = 64;

    private readonly int _maxRemembered;
    private readonly int _maxRememberedPerSender;
    private readonly TimeProvider _time;
    private readonly long _start;
    private readonly Lock _lock = new();
    private readonly HashSet<TrackedMessage> _all = new(new TrackedMessageById());
    private readonly HashSet<TrackedMessage> _named = new(new TrackedMessageByReference());
    private readonly HashSet<TrackedMessage>.AlternateLookup<Guid> _byId;
    private readonly HashSet<TrackedMessage>.AlternateLookup<(string From, string Reference)> _byReference;
    private readonly HashSet<Sender> _senders = [];
    private int _remembered;

    /// <summary>Creates a tracker without messages.</summary>
    /// <param name="maxRemembered">Maximum number of ended messages that are remembered.</param>
    /// <param name="maxRememberedPerSender">Maximum number of these for one sender.</param>
    /// <param name="time">The clock; <see langword="null"/> for the system's clock.</param>
    public MessageTracker(int maxRemembered, int maxRememberedPerSender = int.MaxValue, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _start = _time.GetTimestamp();
        _maxRemembered = maxRemembered;
        _maxRememberedPerSender = maxRememberedPerSender;
        _byId = _all.GetAlternateLookup<Guid>();
        _byReference = _named.GetAlternateLookup<(string From, string Reference)>();
    }

    /// <summary>Number of ended messages that are remembered.</summary>
    public int RememberedCount => Volatile.Read(ref _remembered);

    // Seconds since the start, not the time of day, so that a change of the clock does not make the server forget references.
    private int Now => (int)_time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>
    /// Stores a message and adds it, unless its sender has already sent a message with the same reference. Both happen in one step. Therefore the second
    /// of two messages with the same reference finds the position of the first.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="store">The store. If it throws, nothing is added.</param>
    /// <param name="record">The message as a record.</param>
    /// <param name="position">The position of the record.</param>
    /// <param name="same">The earlier message with the same reference.</param>
    /// <returns>Whether it was stored.</returns>
    public bool TryStore(TrackedMessage message, IStore store, in StoreRecord record, out long position, [NotNullWhen(false)] out TrackedMessage? same)
    {
        lock (_lock)
        {
            position = 0;
            if (message.Reference != null && _byReference.TryGetValue((message.From, message.Reference), out same))
                return false;
            same = null;

            // Allocate before the record is written: a stored message must not be missing here because memory ran out.
            _all.EnsureCapacity(_all.Count + 1);
            if (message.Reference != null)
                _named.EnsureCapacity(_named.Count + 1);
            position = message.Position = store.Append(record);
            _all.Add(message);
            if (message.Reference != null)
                _named.Add(message);
            return true;
        }
    }

    /// <summary>Adds a stored message, unless its sender has already sent a message with the same reference.</summary>
    /// <param name="message">The message.</param>
    /// <param name="same">The earlier message with the same reference.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(TrackedMessage message, [NotNullWhen(false)] out TrackedMessage? same)
    {
        lock (_lock)
        {
            same = null;
            if (message.Reference != null && _byReference.TryGetValue((message.From, message.Reference), out same))
                return false;
            if (!_all.Add(message))
                return true;
            if (message.Reference != null)
                _named.Add(message);
            if (message.End != null)
                Remember(message);
            return true;
        }
    }

    /// <summary>Records that a message was delivered to a connection of its recipient.</summary>
    /// <param name="id">The message.</param>
    /// <param name="time">When it was delivered.</param>
    public void Delivered(Guid id, DateTimeOffset time)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(id, out TrackedMessage? message))
                message.SetDelivered(time);
        }
    }

    /// <summary>Records that a message has ended.</summary>
    /// <param name="id">The message.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="time">When it ended.</param>
    public void Ended(Guid id, MessageEnd end, DateTimeOffset time)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out TrackedMessage? message) || message.End != null)
                return;
            message.SetEnd(end, time);
            Remember(message);
        }
    }

    /// <summary>Removes an unconfirmed message that the store has refused.</summary>
    /// <param name="id">The message.</param>
    public void Forget(Guid id)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(id, out TrackedMessage? message) && message.End == null)
                Remove(message);
        }
    }

    /// <summary>Records that a message has not ended after all, because the store has refused its end.</summary>
    /// <param name="id">The message.</param>
    public void Reopen(Guid id)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(id, out TrackedMessage? message))
                message.Reopen();
        }
    }

    /// <summary>Removes messages that ended long ago. For messages that were read at the start, the age counts from the start.</summary>
    /// <param name="age">The maximum age.</param>
    public void ForgetOlderThan(TimeSpan age)
    {
        lock (_lock)
        {
            double limit = Now - age.TotalSeconds;
            foreach (Sender sender in _senders)
            {
                while (sender.Remembered.Oldest is { } oldest && oldest.RememberedAt < limit)
                    ForgetOldest(sender);
            }

            _senders.RemoveWhere(sender => sender.Remembered.IsEmpty);
        }
    }

    /// <summary>Removes the ended messages of a user and to a user, with their references.</summary>
    /// <param name="user">The user.</param>
    /// <returns>Number of messages that were removed.</returns>
    public int ForgetUser(string user)
    {
        lock (_lock)
        {
            int before = _remembered;
            foreach (Sender sender in _senders)
            {
                foreach (TrackedMessage message in sender.Remembered.RemoveAll())
                {
                    if (message.From != user && (message.To != user || message.IsToGroup))
                    {
                        sender.Remembered.Add(message);
                        continue;
                    }

                    Remove(message);
                    _remembered--;
                }
            }

            _senders.RemoveWhere(sender => sender.Remembered.IsEmpty);
            return before - _remembered;
        }
    }

    /// <summary>Looks for a message.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The message, or <see langword="null"/>.</returns>
    public TrackedMessage? Find(Guid id)
    {
        lock (_lock)
            return _byId.TryGetValue(id, out TrackedMessage? message) ? message : null;
    }

    /// <summary>Looks for a message.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="reference">The sender's own name for it.</param>
    /// <returns>The message, or <see langword="null"/>.</returns>
    public TrackedMessage? Find(string from, string reference)
    {
        lock (_lock)
            return _byReference.TryGetValue((from, reference), out TrackedMessage? message) ? message : null;
    }

    /// <summary>Returns the ended messages that are remembered. Those of one sender are in the order in which they ended.</summary>
    public TrackedMessage[] Remembered()
    {
        lock (_lock)
        {
            var messages = new List<TrackedMessage>(_remembered);
            foreach (Sender sender in _senders)
            {
                for (TrackedMessage? message = sender.Remembered.Oldest; message != null; message = message.NextOfSender)
                    messages.Add(message);
            }

            return [.. messages];
        }
    }

    private void Remember(TrackedMessage message)
    {
        Sender sender = message.Sender;
        message.RememberedAt = Now;
        sender.Remembered.Add(message);
        _senders.Add(sender);
        _remembered++;
        if (sender.Remembered.Count > _maxRememberedPerSender)
            ForgetOldest(sender);
        if (_remembered > _maxRemembered)
            Trim(_maxRemembered - (_maxRemembered / PartOfForgotten));
    }

    // Finds the highest number of messages per sender at which enough are removed (water filling). If one message each is still too many, the oldest go.
    private void Trim(int rest)
    {
        int[] counts = [.. _senders.Select(sender => sender.Remembered.Count)];
        Array.Sort(counts);
        int level = LevelOf(counts, rest);
        foreach (Sender sender in _senders)
        {
            while (sender.Remembered.Count > level)
                ForgetOldest(sender);
        }

        if (_remembered > rest)
        {
            foreach (Sender sender in _senders.OrderBy(sender => sender.Remembered.Oldest?.EndedAt ?? DateTimeOffset.MinValue).Take(_remembered - rest).ToArray())
                ForgetOldest(sender);
        }

        _senders.RemoveWhere(sender => sender.Remembered.IsEmpty);
    }

    private static int LevelOf(int[] counts, int rest)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            int share = rest / (counts.Length - i);
            if (counts[i] > share)
                return Math.Max(1, share);
            rest -= counts[i];
        }

        return int.MaxValue;
    }

    private void ForgetOldest(Sender sender)
    {
        if (sender.Remembered.IsEmpty)
            return;
        Remove(sender.Remembered.RemoveOldest());
        _remembered--;
    }

    private void Remove(TrackedMessage message)
    {
        _all.Remove(message);
        if (message.Reference != null)
            _named.Remove(message);
    }
}
