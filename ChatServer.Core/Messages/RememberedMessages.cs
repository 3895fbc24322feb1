namespace ChatServer.Core.Messages;

/// <summary>The messages of one sender that have ended and are remembered, in the order in which they ended: a chain through the messages. Not thread-safe.</summary>
internal sealed class RememberedMessages
{
    private TrackedMessage? _newest;
    private volatile int _count;

    /// <summary>How many there are.</summary>
    public int Count => _count;

    /// <summary>Whether there is none; to be asked by any thread.</summary>
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
