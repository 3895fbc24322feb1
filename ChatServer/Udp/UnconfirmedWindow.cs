using System.Text;
using ChatServer.Core.Messages;

namespace ChatServer.Udp;

/// <summary>
/// The messages that were sent to one client over UDP and not confirmed, and when each is sent again. Thread-safe. Times are those of
/// <see cref="Environment.TickCount64"/>.
/// </summary>
/// <param name="options">How long to wait, and how many there may be.</param>
internal sealed class UnconfirmedWindow(RepeatOptions options)
{
    // Until a confirmation has come, of a message whose id only its recipient can know, nobody may be there: the address may be forged.
    private const int WindowOfUnproven = 4;

    // Guards what follows; nothing is called under it.
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];
    private bool _isProven;
    private long _nextRepeat = long.MaxValue;

    /// <summary>A message on its way.</summary>
    /// <param name="Message">The message.</param>
    /// <param name="IsReplay">Whether it was stored before the login.</param>
    /// <param name="Pause">The pause that runs, in milliseconds.</param>
    /// <param name="At">When it is over.</param>
    internal readonly record struct Entry(StoredMessage Message, bool IsReplay, int Pause, long At);

    /// <summary>Whether another message may be sent.</summary>
    public bool HasRoom
    {
        get
        {
            lock (_lock)
                return _entries.Count < (_isProven ? options.Window : Math.Min(options.Window, WindowOfUnproven));
        }
    }

    /// <summary>Counts the bytes of the texts that were sent and not confirmed.</summary>
    /// <param name="encoding">The encoding of the client.</param>
    public long CountBytes(Encoding encoding)
    {
        lock (_lock)
            return _entries.Sum(entry => (long)encoding.GetByteCount(entry.Message.Text));
    }

    /// <summary>A message was sent for the first time.</summary>
    public void Add(StoredMessage message, bool isReplay, long now)
    {
        lock (_lock)
        {
            var entry = new Entry(message, isReplay, options.RepeatAfter, now + options.RepeatAfter);
            _entries.Add(entry);
            _nextRepeat = Math.Min(_nextRepeat, entry.At);
        }
    }

    /// <summary>A message is not to be sent again.</summary>
    /// <param name="id">The message.</param>
    /// <param name="isConfirmed">Whether its recipient has said so.</param>
    /// <returns>Whether it was on its way.</returns>
    public bool Remove(Guid id, bool isConfirmed)
    {
        lock (_lock)
        {
            if (_entries.RemoveAll(entry => entry.Message.Id == id) == 0)
                return false;
            _isProven |= isConfirmed;
            return true;
        }
    }

    /// <summary>Nothing is on its way any more.</summary>
    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }

    /// <summary>The messages that are to be sent again now, oldest first. The next pause of each starts, twice as long as the last one.</summary>
    public IReadOnlyList<Entry> TakeDue(long now)
    {
        if (now < Volatile.Read(ref _nextRepeat))
            return [];

        List<Entry> due = [];
        lock (_lock)
        {
            _nextRepeat = long.MaxValue;
            for (int i = 0; i < _entries.Count; i++)
            {
                Entry entry = _entries[i];
                if (entry.At <= now)
                {
                    due.Add(entry);
                    int pause = (int)Math.Min(options.MaxRepeat, 2L * entry.Pause);
                    _entries[i] = entry with { Pause = pause, At = now + pause };
                }

                _nextRepeat = Math.Min(_nextRepeat, _entries[i].At);
            }
        }

        return due;
    }
}
