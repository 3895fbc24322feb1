using System.Text;
using ChatServer.Answers;
using ChatServer.Texts;

namespace ChatServer.Messages;

/// <summary>
/// One message to a group: what the copies in the mailboxes of its members share. Thread-safe.
/// </summary>
/// <param name="id">Unique, version 7. All copies have it.</param>
/// <param name="group">Name of the group.</param>
/// <param name="from">Id of the sender.</param>
/// <param name="text">The text, safe to print on one line.</param>
public sealed class GroupMessage(Guid id, string group, string from, string text)
{
    private readonly Lock _gate = new();
    private int _copies;
    private long _lastEnd;
    private List<EncodedLine>? _lines = [];

    /// <summary>The message.</summary>
    public Guid Id { get; } = id;

    /// <summary>Name of the group.</summary>
    public string Group { get; } = group;

    /// <summary>Id of the sender.</summary>
    public string From { get; } = from;

    /// <summary>The text.</summary>
    public string Text { get; } = text;

    /// <summary>How many members have not confirmed it.</summary>
    public int Copies => Volatile.Read(ref _copies);

    private readonly record struct EncodedLine(IAnswerFormat Format, ChatTexts Texts, Encoding Encoding, bool IsReplay, byte[] Bytes);

    /// <summary>Mailboxes get copies.</summary>
    /// <param name="count">How many.</param>
    public void AddCopies(int count)
    {
        lock (_gate)
            _copies += count;
    }

    /// <summary>A copy was confirmed or given up.</summary>
    /// <param name="position">The position of its end in the store.</param>
    /// <param name="last">The last position of all copies.</param>
    /// <returns>Whether it was the last copy.</returns>
    public bool RemoveCopy(long position, out long last)
    {
        lock (_gate)
        {
            last = _lastEnd = Math.Max(_lastEnd, position);
            return --_copies == 0;
        }
    }

    /// <summary>The line for all members who see the message in the same form: made once while the message is handed out.</summary>
    /// <param name="format">Their format.</param>
    /// <param name="texts">Their language.</param>
    /// <param name="encoding">Their encoding.</param>
    /// <param name="isReplay">Whether it was stored before their login.</param>
    /// <param name="encode">Makes the line.</param>
    /// <returns>The line, or <see langword="null"/> once <see cref="ForgetLines"/> was called.</returns>
    public byte[]? Line(IAnswerFormat format, ChatTexts texts, Encoding encoding, bool isReplay, Func<byte[]> encode)
    {
        lock (_gate)
        {
            if (_lines == null)
                return null;
            foreach (EncodedLine line in _lines)
            {
                if (line.Format == format && line.Texts == texts && line.Encoding == encoding && line.IsReplay == isReplay)
                    return line.Bytes;
            }

            byte[] bytes = encode();
            _lines.Add(new EncodedLine(format, texts, encoding, isReplay, bytes));
            return bytes;
        }
    }

    /// <summary>Everybody who is online has been served: the lines cost memory for nothing.</summary>
    public void ForgetLines()
    {
        lock (_gate)
            _lines = null;
    }
}
