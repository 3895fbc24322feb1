using System.Diagnostics;
using System.Text;
using ChatServer.Benchmarks.Wire;

namespace ChatServer.Benchmarks.Load;

/// <summary>
/// A sender and a receiver who confirms each message. Messages are numbered, and their numbers are checked. Everything that one received block allows is sent with one
/// system call.
/// </summary>
internal sealed class Pair
{
    private const int FirstTimes = 128;
    private static readonly TimeSpan RepeatAfter = TimeSpan.FromSeconds(1);

    private readonly LoadErrors _errors;
    private readonly SequenceCheck _check;
    private readonly NumberedLine _line;
    private readonly bool _hasReceipts;
    private readonly bool _isLossy;
    private long[] _times = new long[FirstTimes];
    private long _receipted;

    /// <summary>Makes a pair of two who are logged in.</summary>
    /// <param name="target">The server.</param>
    /// <param name="sender">Who sends.</param>
    /// <param name="receiver">Who receives.</param>
    /// <param name="to">The receiver's id.</param>
    /// <param name="textLength">Bytes of each text.</param>
    /// <param name="hasReceipts">Whether a message is under way until its receipt has come, too.</param>
    public Pair(LoadTarget target, WireConnection sender, WireConnection receiver, string to, int textLength, bool hasReceipts)
    {
        Sender = sender;
        Receiver = receiver;
        _errors = target.Errors;
        _isLossy = target.Transport.IsLossy;
        _check = new SequenceCheck(_errors, _isLossy);
        _line = NumberedLine.Of($"Chat {to}", textLength, _isLossy ? target.RunName : null);
        _hasReceipts = hasReceipts;
    }

    /// <summary>Who sends.</summary>
    public WireConnection Sender { get; }

    /// <summary>Who receives and confirms.</summary>
    public WireConnection Receiver { get; }

    /// <summary>Messages that were sent.</summary>
    public long Sent { get; private set; }

    /// <summary>Messages that came.</summary>
    public long Delivered => _check.Received;

    /// <summary>Messages and receipts that came; it grows as long as the server does what it should.</summary>
    public long Answered => Delivered + _receipted;

    /// <summary>Messages that are neither come nor lost.</summary>
    public long UnderWay => Sent - (_hasReceipts ? Math.Min(_check.Next, _receipted) : _check.Next);

    /// <summary>Whether nothing is under way.</summary>
    public bool IsQuiet => _check.Low == Sent && (!_hasReceipts || _receipted == Sent);

    /// <summary>Adds messages to what the sender sends; <see cref="WireConnection.Flush"/> sends them.</summary>
    /// <param name="count">How many.</param>
    /// <param name="time">The moment from which their latency counts.</param>
    public void Append(long count, long time)
    {
        for (long i = 0; i < count; i++)
        {
            if (Sent - _check.Low >= _times.Length)
                Grow();
            _times[Sent & (_times.Length - 1)] = time;
            Sender.AppendLine(_line.With(Sent++));
        }
    }

    /// <summary>Takes what the receiver got, and confirms it.</summary>
    /// <param name="latencies">Gets how long each message took.</param>
    public void ServeReceiver(LatencyHistogram? latencies)
    {
        Receiver.Receive();
        long now = latencies == null ? 0 : Stopwatch.GetTimestamp();
        while (Receiver.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (!MessageLine.TryParse(line, out MessageLine message))
            {
                if (!IsLateAnswer(line) && !line.StartsWith("Confirmed "u8))
                    _errors.Add($"a receiver was told '{Encoding.UTF8.GetString(line)}'");
                continue;
            }

            if (message.Number >= Sent)
                _errors.Add($"a receiver got message {message.Number}, which was not sent");
            else if (_check.Add(message.Number))
                latencies?.Add((long)Stopwatch.GetElapsedTime(_times[message.Number & (_times.Length - 1)], now).TotalMicroseconds);
            Receiver.AppendLine("Confirm "u8, message.Id);
        }

        Receiver.Flush();
    }

    /// <summary>Takes what the server said to the sender.</summary>
    public void ServeSender()
    {
        Sender.Receive();
        while (Sender.TryReadLine(out ReadOnlySpan<byte> line))
        {
            // Over a lossy transport an answer starts with the message's name.
            ReadOnlySpan<byte> words = line.StartsWith("#"u8) ? line[(line.IndexOf((byte)' ') + 1)..] : line;
            if (words.StartsWith("Stored "u8))
                _receipted++;
            else if (!IsLateAnswer(line) && words.IndexOf(" confirmed "u8) < 0)
                _errors.Add($"a sender was told '{Encoding.UTF8.GetString(line)}'");
        }
    }

    /// <summary>Sends again what has not come for a while. The server stores no message of one name twice.</summary>
    public void RepeatLost()
    {
        for (long number = _check.Low; number < Sent; number++)
        {
            if (!_check.Has(number) && Stopwatch.GetElapsedTime(_times[number & (_times.Length - 1)]) > RepeatAfter)
                Sender.AppendLine(_line.With(number));
        }

        Sender.Flush();
    }

    /// <summary>Counts what has not come as lost.</summary>
    public void End() => _check.End(Sent);

    // What was sent again is answered again: a login, and the question what is unconfirmed.
    private bool IsLateAnswer(ReadOnlySpan<byte> line)
        => _isLossy && (line.SequenceEqual("Logged in"u8) || line.StartsWith("The language is "u8) || line.EndsWith(" unconfirmed messages"u8) || line.SequenceEqual("1 unconfirmed message"u8) || Crowd.IsOfAnother(line));

    private void Grow()
    {
        long[] times = new long[_times.Length * 2];
        for (long number = Math.Max(0, Sent - _times.Length); number < Sent; number++)
            times[number & (times.Length - 1)] = _times[number & (_times.Length - 1)];
        _times = times;
    }
}
