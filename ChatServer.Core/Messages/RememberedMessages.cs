namespace ChatServer.Core.Messages;

/// <summary>The ended messages of one sender that are remembered, in the order in which they ended. A linked list. Not thread-safe.</summary>
internal sealed class RememberedMessages
{
    private TrackedMessage? _newest;
    private volatile int _count;

    /// <summary>Number of messages.</summary>
    public int Count => _count;

    /// <summary>Whether there are no messages. Any thread may read it.</summary>
    public bool IsEmpty => _count == 0;

    /// <summary>The one that ended first.</summary>
    public TrackedMessage? Oldest { get; private set; }

    /// <summary>Adds the one that ended last.</summary>
    /// <param name="message">The message.</param>
    public void Add(TrackedMessage message)
    {
        if (_newest == null)
            Oldest = message;
        else
            _newest.NextOfSender = message;
        _newest = message;
        _count++;
    }

    /// <summary>Takes all away.</summary>
    /// <returns>The messages, in their order.</returns>
    public List<TrackedMessage> RemoveAll()
    {
        var all = new List<TrackedMessage>(_count);
        while (!IsEmpty)
            all.Add(RemoveOldest());
        return all;
    }

    /// <summary>Takes the oldest one away.</summary>
    public TrackedMessage RemoveOldest()
    {
        TrackedMessage oldest = Oldest!;
        Oldest = oldest.NextOfSender;
        oldest.NextOfSender = null;
        if (Oldest == null)
            _newest = null;
        _count--;
        return oldest;
    }
}
