using System.Text;
using ChatServer.Answers;
using ChatServer.Storage;
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
    private MessageEnd _end = MessageEnd.Confirmed;
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

    /// <summary>How it has ended until now; <see langword="default"/> unless a copy was given up.</summary>
    public MessageEnd GivenUp => _end == MessageEnd.GivenUp ? MessageEnd.GivenUp : default;

    /// <summary>A copy was given up earlier.</summary>
    public void SetGivenUp() => _end = MessageEnd.GivenUp;

    /// <summary>Mailboxes get copies.</summary>
    /// <param name="count">How many.</param>
    public void AddCopies(int count)
    {
        lock (_gate)
            _copies += count;
    }

    /// <summary>A copy was confirmed or given up.</summary>
    /// <param name="copyEnd">How it ended.</param>
    /// <param name="position">The position of its end in the store.</param>
    /// <param name="end">How the message has ended until now: it is confirmed only if each copy was.</param>
    /// <param name="last">The last position of all copies.</param>
    /// <returns>Whether it was the last copy.</returns>
    public bool RemoveCopy(MessageEnd copyEnd, long position, out MessageEnd end, out long last)
    {
        lock (_gate)
        {
            if (copyEnd == MessageEnd.GivenUp)
                _end = MessageEnd.GivenUp;
            end = _end;
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
