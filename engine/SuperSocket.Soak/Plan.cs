using System.Text;

namespace SuperSocket.Soak;

/// <summary>How a visit ends.</summary>
internal enum Ending
{
    /// <summary>All answers are read, then the client closes.</summary>
    Close,

    /// <summary>The server answers and closes.</summary>
    Bye,

    /// <summary>A command throws, the server closes.</summary>
    Throw,

    /// <summary>The client ends its direction; the server answers what it got and closes.</summary>
    HalfClose,

    /// <summary>A request over the limit, the server closes.</summary>
    TooLong,

    /// <summary>The client resets the connection at some moment.</summary>
    Abort,

    /// <summary>The server closes from another thread at some moment.</summary>
    Kick,

    /// <summary>The client asks for much, does not read for a while, then reads on; the server may have closed meanwhile.</summary>
    Stall,
}

/// <summary>What a client sends in one visit and what it must get: made of random numbers before the visit starts.</summary>
internal sealed class Plan
{
    public const string Greeting = "welcome to the soak";
    public const string Farewell = "farewell";
    public const char TickMark = '!';

    // Well below sendTimeOut and idleSessionTimeOut: after a stall as short as this every answer must still come.
    private const int MaxHarmlessStall = 1000;

    // Over the default maxRequestLength.
    private const int TooLongLength = 1500;

    private static readonly string Alphabet = string.Concat(Enumerable.Repeat("abcdefghijklmnopqrstuvwxyz", 6000));

    private readonly Random _random;
    private readonly StringBuilder _group = new();

    public Plan(Random random)
    {
        _random = random;
        Ending = PickEnding();
        Answers.Add(Greeting);
        int groups = random.Next(1, 12);
        for (int i = 0; i < groups; i++)
            AddGroup();
        AddEnding();
    }

    public Ending Ending { get; }

    /// <summary>The lines that must come, in this order.</summary>
    public List<string> Answers { get; } = [];

    /// <summary>What is sent, piece by piece, with a pause in milliseconds after each.</summary>
    public List<(byte[] Bytes, int Pause)> Pieces { get; } = [];

    /// <summary>How long the client does not read, in milliseconds.</summary>
    public int Stall { get; private set; }

    /// <summary>When the client resets the connection, in milliseconds after connecting.</summary>
    public int AbortAfter { get; private set; }

    /// <summary>Whether the stream may end before all answers came.</summary>
    public bool MayEndEarly => Ending is Ending.Abort or Ending.Kick || Stall > MaxHarmlessStall;

    /// <summary>Whether it is the server that closes.</summary>
    public bool ServerCloses => Ending is Ending.Bye or Ending.Throw or Ending.HalfClose or Ending.TooLong or Ending.Kick;

    public static string BigLine(int length) => Alphabet[..length];

    private Ending PickEnding() => _random.Next(100) switch
    {
        < 25 => Ending.Close,
        < 40 => Ending.Bye,
        < 50 => Ending.Throw,
        < 65 => Ending.HalfClose,
        < 70 => Ending.TooLong,
        < 85 => Ending.Abort,
        < 95 => Ending.Kick,
        _ => Ending.Stall,
    };

    private void AddGroup()
    {
        int style = _random.Next(3);
        int requests = style == 0 ? _random.Next(1, 5) : _random.Next(1, 40);
        for (int i = 0; i < requests; i++)
        {
            AddRequest();
            if (style == 0)
                EndPiece();
        }

        if (style == 1)
            EndInFragments();
        else
            EndPiece();
    }

    private void AddRequest()
    {
        switch (_random.Next(100))
        {
            case < 80:
                string body = BigLine(_random.Next(1, 300));
                Request("Echo " + body, body);
                break;
            case < 90:
                string name = "Nope" + _random.Next(1000);
                Request(name, "Unknown request: " + name);
                break;
            case < 96:
                string time = _random.Next(10).ToString(System.Globalization.CultureInfo.InvariantCulture);
                Request("WAIT " + time, time);
                break;
            default:
                RequestBig();
                break;
        }
    }

    private void RequestBig()
    {
        int length = _random.Next(1, _random.Next(10) == 0 ? Alphabet.Length : 20_000);
        Request($"big {length}", BigLine(length));
    }

    private void AddEnding()
    {
        switch (Ending)
        {
            case Ending.Bye:
                Request("BYE", Farewell);
                AddWhatNobodyRuns();
                break;
            case Ending.Throw:
                _group.Append("throw\r\n");
                AddWhatNobodyRuns();
                break;
            case Ending.TooLong:
                _group.Append(Alphabet.AsSpan(0, TooLongLength)).Append("\r\n");
                break;
            case Ending.Abort:
                AbortAfter = _random.Next(3) == 0 ? 0 : _random.Next(200);
                break;
            case Ending.Kick:
                _group.Append("KICK ").Append(_random.Next(20)).Append("\r\n");
                EndPiece();
                AddGroup();
                break;
            case Ending.Stall:
                Stall = _random.Next(10) == 0 ? _random.Next(8000) : _random.Next(1000);
                for (int i = _random.Next(20); i > 0; i--)
                    RequestBig();
                break;
        }

        EndPiece();
    }

    private void AddWhatNobodyRuns()
    {
        for (int i = _random.Next(3); i > 0; i--)
            _group.Append("NEVER\r\n");
    }

    private void Request(string line, string answer)
    {
        _group.Append(line).Append("\r\n");
        Answers.Add(answer);
    }

    private void EndPiece()
    {
        if (_group.Length == 0)
            return;
        Pieces.Add((Encoding.ASCII.GetBytes(_group.ToString()), _random.Next(4) == 0 ? _random.Next(10) : 0));
        _group.Clear();
    }

    // A pause now and then makes fragments arrive as such.
    private void EndInFragments()
    {
        byte[] bytes = Encoding.ASCII.GetBytes(_group.ToString());
        _group.Clear();
        for (int start = 0; start < bytes.Length;)
        {
            int length = Math.Min(bytes.Length - start, _random.Next(1, _random.Next(2, 1000)));
            Pieces.Add((bytes[start..(start + length)], _random.Next(8) == 0 ? 1 : 0));
            start += length;
        }
    }
}
