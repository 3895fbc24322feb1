using System.Diagnostics.CodeAnalysis;
using ChatServer.Storage;

namespace ChatServer.Messages;

/// <summary>
/// The messages whose senders are told what becomes of them: those sent with receipts on, or with a reference. Unconfirmed ones are all
/// here; of the others the last ones, so that a sender can ask, and so that a repeated reference is noticed. Thread-safe; its lock is
/// taken while a user's gate is held, and nothing is called under it.
/// </summary>
/// <param name="mostRemembered">How many messages that have ended are remembered.</param>
public sealed class MessageTracker(int mostRemembered)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Guid, TrackedMessage> _byId = [];
    private readonly Dictionary<(string From, string Reference), Guid> _byReference = [];
    private readonly Queue<Guid> _ended = [];

    /// <summary>Adds a message, unless its sender has sent one with the same reference.</summary>
    /// <param name="message">The message.</param>
    /// <param name="same">The message of that reference.</param>
    /// <returns>Whether it was added.</returns>
    public bool TryAdd(TrackedMessage message, [NotNullWhen(false)] out TrackedMessage? same)
    {
        lock (_gate)
        {
            same = null;
            if (message.Reference != null && _byReference.TryGetValue((message.From, message.Reference), out Guid id))
            {
                same = _byId[id];
                return false;
            }

            if (!_byId.TryAdd(message.Id, message))
                return true;
            if (message.Reference != null)
                _byReference[(message.From, message.Reference)] = message.Id;
            if (message.End != null)
                Remember(message.Id);
            return true;
        }
    }

    /// <summary>A message could not be stored after all.</summary>
    /// <param name="id">Its id.</param>
    public void Forget(Guid id)
    {
        lock (_gate)
            Remove(id);
    }

    /// <summary>Its record has got a position.</summary>
    /// <param name="id">The message.</param>
    /// <param name="position">The position.</param>
    public void Stored(Guid id, long position) => Change(id, message => message with { Position = position });

    /// <summary>A message was handed to a connection of its recipient.</summary>
    /// <param name="id">The message.</param>
    /// <param name="time">When.</param>
    public void Delivered(Guid id, DateTimeOffset time)
        => Change(id, message => message with { Deliveries = message.Deliveries + 1, LastDelivered = time });

    /// <summary>A message was confirmed or given up.</summary>
    /// <param name="id">The message.</param>
    /// <param name="end">How it ended.</param>
    /// <param name="time">When.</param>
    public void Ended(Guid id, MessageEnd end, DateTimeOffset time)
    {
        lock (_gate)
        {
            if (!_byId.TryGetValue(id, out TrackedMessage? message) || message.End != null)
                return;
            _byId[id] = message with { End = end, EndedAt = time };
            Remember(id);
        }
    }

    /// <summary>Looks for a message.</summary>
    /// <param name="id">Its id.</param>
    /// <returns>The message, or <see langword="null"/>.</returns>
    public TrackedMessage? Find(Guid id)
    {
        lock (_gate)
            return _byId.GetValueOrDefault(id);
    }

    /// <summary>Looks for a message.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="reference">The sender's own name for it.</param>
    /// <returns>The message, or <see langword="null"/>.</returns>
    public TrackedMessage? Find(string from, string reference)
    {
        lock (_gate)
            return _byReference.TryGetValue((from, reference), out Guid id) ? _byId[id] : null;
    }

    /// <summary>Those that have ended and are remembered, in the order in which they ended.</summary>
    public TrackedMessage[] Remembered()
    {
        lock (_gate)
            return [.. _ended.Select(id => _byId[id])];
    }

    private void Change(Guid id, Func<TrackedMessage, TrackedMessage> change)
    {
        lock (_gate)
        {
            if (_byId.TryGetValue(id, out TrackedMessage? message))
                _byId[id] = change(message);
        }
    }

    private void Remember(Guid id)
    {
        _ended.Enqueue(id);
        if (_ended.Count > mostRemembered)
            Remove(_ended.Dequeue());
    }

    private void Remove(Guid id)
    {
        if (_byId.Remove(id, out TrackedMessage? message) && message.Reference != null)
            _byReference.Remove((message.From, message.Reference));
    }
}
