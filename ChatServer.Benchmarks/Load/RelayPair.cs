using System.Net;
using System.Text;

namespace ChatServer.Benchmarks.Load;

/// <summary>
/// A sender and a receiver. The sender has a window of messages under way; each message that the receiver gets is confirmed and makes room for another. Everything that
/// one received block allows is sent with one system call.
/// </summary>
internal sealed class RelayPair : IDisposable
{
    private const int IdLength = 36;

    private readonly int _window;
    private readonly bool _receipts;
    private readonly byte[] _chatLine;
    private long _sent;
    private long _receipted;

    /// <summary>Logs both in.</summary>
    /// <param name="server">Where the server listens.</param>
    /// <param name="number">Number of the pair.</param>
    /// <param name="window">Messages under way.</param>
    /// <param name="textLength">Bytes of each text.</param>
    /// <param name="receipts">Whether a message is under way until its receipt has come, too.</param>
    /// <param name="transport">How lines travel.</param>
    public RelayPair(IPEndPoint server, int number, int window, int textLength, bool receipts, WireTransport transport)
    {
        _window = window;
        _receipts = receipts;
        _chatLine = Encoding.ASCII.GetBytes($"Chat r{number} {new string('x', textLength)}");
        Sender = WireConnection.LogIn(server, $"s{number}", receipts, transport);
        Receiver = WireConnection.LogIn(server, $"r{number}", receipts, transport);
    }

    /// <summary>Who sends.</summary>
    public WireConnection Sender { get; }

    /// <summary>Who receives and confirms.</summary>
    public WireConnection Receiver { get; }

    /// <summary>Messages that came.</summary>
    public long Delivered { get; private set; }

    /// <summary>Answers that say that something went wrong.</summary>
    public long Refused { get; private set; }

    /// <summary>Whether nothing is under way.</summary>
    public bool IsQuiet => _sent == Delivered && (!_receipts || _sent == _receipted);

    private long UnderWay => _sent - (_receipts ? Math.Min(Delivered, _receipted) : Delivered);

    /// <summary>Sends as many messages as the window allows.</summary>
    public void FillWindow()
    {
        // At a login more may come than was sent: what was not confirmed before.
        int room = (int)Math.Min(_window, _window - UnderWay);
        if (room <= 0)
            return;
        for (int i = 0; i < room; i++)
            Sender.AppendLine(_chatLine);
        _sent += room;
        Sender.Flush();
    }

    /// <summary>Takes what the receiver got, and confirms it.</summary>
    public void ServeReceiver()
    {
        Receiver.Receive();
        while (Receiver.TryReadLine(out ReadOnlySpan<byte> line))
        {
            // A message begins with its sender, in small letters; with receipts on, "Confirmed" comes besides.
            if (line.Length <= IdLength || line[0] != 's')
                continue;
            Delivered++;
            Receiver.AppendLine("Confirm "u8, line[^IdLength..]);
        }

        Receiver.Flush();
    }

    /// <summary>Takes what the server said to the sender.</summary>
    public void ServeSender()
    {
        Sender.Receive();
        while (Sender.TryReadLine(out ReadOnlySpan<byte> line))
        {
            if (line.StartsWith("Stored "u8))
                _receipted++;
            else if (line.StartsWith("Not "u8))
                Refused++;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Sender.Dispose();
        Receiver.Dispose();
    }
}
