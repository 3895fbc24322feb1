using System.Diagnostics.CodeAnalysis;
using ChatServer.Core.Storage;

namespace ChatServer.Core.Messages;

/// <summary>
/// The messages whose senders are told what becomes of them: those sent with receipts on, or with a reference. Unconfirmed ones are all
/// here; of the others the last ones of each sender, so that a sender can ask, and so that a repeated reference is noticed. Nobody pushes out what others have
/// here: when there are too many, those with the most lose their oldest. Thread-safe; its lock is taken while a user's lock is held, and under it only the
/// store is called.
/// </summary>
public sealed class MessageTracker
{
    // Beyond its number a part of this many is forgotten at once, because it takes a look at all senders.
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

    /// <summary>Makes a tracker without messages.</summary>
    /// <param name="maxRemembered">How many messages that have ended are remembered.</param>
    /// <param name="maxRememberedPerSender">How many of one sender.</param>
    /// <param name="time">The clock; <see langword="null"/> for the system's.</param>
    public MessageTracker(int maxRemembered, int maxRememberedPerSender = int.MaxValue, TimeProvider? time = null)
    {
        _time = time ?? TimeProvider.System;
        _start = _time.GetTimestamp();
        _maxRemembered = maxRemembered;
        _maxRememberedPerSender = maxRememberedPerSender;
        _byId = _all.GetAlternateLookup<Guid>();
        _byReference = _named.GetAlternateLookup<(string From, string Reference)>();
    }

    /// <summary>How many messages that have ended are remembered.</summary>
    public int RememberedCount => Volatile.Read(ref _remembered);

    // Seconds in which the server runs, not the time of day: a change of the clock must not make the server forget references.
    private int Now => (int)_time.GetElapsedTime(_start).TotalSeconds;

    /// <summary>
    /// Stores a message and adds it, unless its sender has sent one with the same reference. Both happen in one step: of two messages with the same reference the
    /// second one finds the position of the first.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="store">The store. If it throws, nothing is added.</param>
    /// <param name="record">The message as a record.</param>
    /// <param name="position">The position of the record.</param>
    /// <param name="same">The message of that reference.</param>
    /// <returns>Whether it was stored.</returns>
    public bool TryStore(TrackedMessage message, IStore store, in StoreRecord record, out long position, [NotNullWhen(false)] out TrackedMessage? same)
    {
        lock (_lock)
        {
            position = 0;
            if (message.Reference != null && _byReference.TryGetValue((message.From, message.Reference), out same))
                return false;
            same = null;

            // What may fail for want of memory comes before the record: a message that is stored is never unknown.
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

    /// <summary>Adds a message that is stored, unless its sender has sent one with the same reference.</summary>
    /// <param name="message">The message.</param>
    /// <param name="same">The message of that reference.</param>
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

    /// <summary>A message was handed to a connection of its recipient.</summary>
    /// <param name="id">The message.</param>
    /// <param name="time">When.</param>
    public void Delivered(Guid id, DateTimeOffset time)
    {
        lock (_lock)
        {
            if (_byId.TryGetValue(id, out TrackedMessage? message))
                message.SetDelivered(time);
        }
    }

    /// <summary>A message was confirmed or has expired.</summary>
    /// <param name="id">The message.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="time">When.</param>
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

    /// <summary>Forgets those that ended long ago. What was read at the start counts from then.</summary>
    /// <param name="age">How long.</param>
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

    /// <summary>Those that have ended and are remembered; those of one sender in the order in which they ended.</summary>
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

    // All keep what they have up to a level, the highest at which enough is forgotten. If even one of each is too much, the oldest go.
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
