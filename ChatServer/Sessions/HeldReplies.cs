using System.Text;

namespace ChatServer.Sessions;

/// <summary>The replies of one session that wait, in their order, and the memory that they take. Not thread-safe.</summary>
internal sealed class HeldReplies
{
    // What a reply costs besides its characters: the string's header, and its place in the queue, which grows by doubling.
    private const int BytesOfReply = 96;

    private const int MaxCharactersAtOnce = 8 * 1024;

    private readonly Queue<HeldReply> _queue = [];

    /// <summary>How many replies wait.</summary>
    public int Count => _queue.Count;

    /// <summary>Bytes of memory that they take.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a reply behind all others.</summary>
    public void Add(in HeldReply reply)
    {
        _queue.Enqueue(reply);
        Bytes += BytesOf(reply);
    }

    /// <summary>Takes the replies at the front that may be sent, up to a bound, as one text; empty if there are none.</summary>
    /// <param name="durable">The store's durable position.</param>
    public string TakeReady(long durable)
    {
        if (!IsNextReady(durable, out HeldReply reply))
            return string.Empty;

        var text = new StringBuilder();
        do
        {
            _queue.Dequeue();
            Bytes -= BytesOf(reply);
            text.Append(reply.Text);
        }
        while (text.Length < MaxCharactersAtOnce && IsNextReady(durable, out reply));
        return text.ToString();
    }

    /// <summary>The store has failed: no reply waits for it any more. The order stays.</summary>
    /// <param name="durable">The store's durable position: what waits for it, or for less, is stored.</param>
    /// <param name="writeNotStored">Writes the reply that takes the place of one whose subject is not stored.</param>
    public void OnStoreFailed(long durable, Func<HeldReply, string> writeNotStored)
    {
        HeldReply[] replies = [.. _queue];
        Clear();
        foreach (HeldReply reply in replies)
        {
            if (reply.Position <= durable || reply.IsSentAnyway)
                Add(reply with { Position = 0 });
            else if (reply.Subject != null)
                Add(new HeldReply(0, writeNotStored(reply)));
        }
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        _queue.Clear();
        Bytes = 0;
    }

    private bool IsNextReady(long durable, out HeldReply reply) => _queue.TryPeek(out reply) && reply.Position <= durable;

    private static long BytesOf(in HeldReply reply) => (reply.Text.Length * sizeof(char)) + BytesOfReply;
}
