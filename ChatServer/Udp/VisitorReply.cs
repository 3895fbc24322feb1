namespace ChatServer.Udp;

/// <summary>
/// What is answered to one datagram of somebody who is not logged in: one datagram that is no larger than it. So nobody can have a small
/// datagram with a forged sender turned into a larger one. Thread-safe.
/// </summary>
internal sealed class VisitorReply
{
    // Guards what follows; nothing is called under it.
    private readonly Lock _gate = new();
    private readonly List<byte> _bytes = [];
    private int _limit;

    /// <summary>A datagram is about to be answered.</summary>
    /// <param name="length">Its bytes.</param>
    public void Begin(int length)
    {
        lock (_gate)
        {
            _bytes.Clear();
            _limit = length;
        }
    }

    /// <summary>Whether so many bytes more have room.</summary>
    public bool HasRoom(int length)
    {
        lock (_gate)
            return _bytes.Count + length <= _limit;
    }

    /// <summary>Adds a line if it has room.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        lock (_gate)
        {
            if (_bytes.Count + line.Length <= _limit)
                _bytes.AddRange(line);
        }
    }

    /// <summary>Takes the answer, of which there is none any more.</summary>
    public byte[] Take()
    {
        lock (_gate)
        {
            byte[] taken = [.. _bytes];
            _bytes.Clear();
            _limit = 0;
            return taken;
        }
    }
}
