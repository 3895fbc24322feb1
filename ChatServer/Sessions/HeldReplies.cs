using System.Text;

namespace ChatServer.Sessions;

/// <summary>The waiting replies of one session in order, and the memory that they use. Not thread-safe.</summary>
internal sealed class HeldReplies
{
    // Cost of a reply besides its characters, in bytes: the string's header, and its place in the queue, which grows by doubling.
    private const int BytesOfReply = 96;

    private const int MaxCharactersAtOnce = 8 * 1024;

    private readonly Queue<HeldReply> _queue = [];

    /// <summary>Number of waiting replies.</summary>
    public int Count => _queue.Count;

    /// <summary>Bytes of memory that they use.</summary>
    public long Bytes { get; private set; }

    /// <summary>Adds a reply after all others.</summary>
    public void Add(in HeldReply reply)
    {
        _queue.Enqueue(reply);
        Bytes += BytesOf(reply);
    }

    /// <summary>
    /// Removes the replies at the front that may be sent, up to a maximum length, and returns them as one text. Empty if there are none.
    /// </summary>
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

    /// <summary>The store has failed, so no reply waits for it any more. The order does not change.</summary>
    /// <param name="durable">The store's durable position. Replies that wait for this position or an earlier one are stored.</param>
    /// <param name="writeNotStored">Formats the reply that replaces one whose subject is not stored.</param>
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
