using System.Net.Sockets;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Kit;

/// <content>Expecting.</content>
public sealed partial class ScriptedClient
{
    private const int ShownInFailures = 2000;

    private readonly List<byte> _history = [];
    private byte[] _buffer = new byte[4096];
    private int _start;
    private int _end;

    /// <summary>Whether it is told that an account is new; most tests do not care whether somebody has logged in before.</summary>
    public bool ShowsNewAccounts { get; set; }

    /// <summary>Whether a line says that the login has created the account.</summary>
    public static bool IsAboutNewAccount(string line)
        => line.StartsWith("已新建账号 ", StringComparison.Ordinal) || line.StartsWith("This is a new account, ", StringComparison.Ordinal)
            || line.StartsWith("{\"type\":\"answer\",\"code\":230,", StringComparison.Ordinal);

    /// <summary>Expects exactly these lines, each ended by CR LF.</summary>
    public async Task Receives(params string[] lines)
    {
        foreach (string expected in lines)
        {
            string line = await ReceivesLine();
            Assert.That(line, Is.EqualTo(expected), () => Transcript("an unexpected line"));
        }
    }

    /// <summary>Expects a message and returns its id.</summary>
    public async Task<string> ReceivesMessage(string fromWordsAndText)
    {
        string line = await ReceivesLine();
        Match match = MessageLine().Match(line);
        Assert.That(match.Success, Is.True, () => Transcript($"'{line}' does not end with a message id"));
        Assert.That(match.Groups[1].Value, Is.EqualTo(fromWordsAndText), () => Transcript("another message"));
        return match.Groups[2].Value;
    }

    /// <summary>Expects a message that comes as it is sent, and returns its id.</summary>
    public Task<string> ReceivesFrom(string from, string text) => ReceivesMessage($"{from} 给你发消息:{text}");

    /// <summary>Expects a message that was stored before the login, and returns its id.</summary>
    public Task<string> ReceivesAgain(string from, string text) => ReceivesMessage($"{from} 给你发送消息:{text}");

    /// <summary>The next line, without its CR LF.</summary>
    public async Task<string> ReceivesLine(double seconds = Deadline.DefaultSeconds)
        => await TryReceiveLine(seconds) ?? throw new AssertionException(Transcript("the end of the stream instead of a line"));

    /// <summary>The next line, without its CR LF; <see langword="null"/> at the end of the stream.</summary>
    public async Task<string?> TryReceiveLine(double seconds = Deadline.DefaultSeconds)
    {
        var deadline = new Deadline(seconds);
        int searched = 0;
        while (true)
        {
            int end = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                end += searched;
                Assert.That(end > 0 && _buffer[_start + end - 1] == '\r', Is.True, () => Transcript("a line that does not end with CR LF"));
                string line = _encoding.GetString(_buffer, _start, end - 1);
                _start += end + 1;
                ProtocolSchema.Check(line);
                if (ShowsNewAccounts || !IsAboutNewAccount(line))
                    return line;
                searched = 0;
                continue;
            }

            searched = _end - _start;
            if (!await Fill(deadline))
                return null;
        }
    }

    /// <summary>Expects exactly these bytes.</summary>
    public async Task ReceivesBytes(params byte[] expected)
    {
        var deadline = new Deadline();
        while (_end - _start < expected.Length)
            Assert.That(await Fill(deadline), Is.True, () => Transcript("the end of the stream"));
        Assert.That(_buffer.AsSpan(_start, expected.Length).ToArray(), Is.EqualTo(expected), () => Transcript("other bytes"));
        _start += expected.Length;
    }

    /// <summary>Expects that nothing was sent before the answer to a heartbeat that it sends now.</summary>
    public async Task ReceivesNothing()
    {
        await Sends("HB R");
        await Receives("R");
    }

    /// <summary>Expects that nothing has arrived until now. For a connection whose next answers wait, so that a heartbeat would wait behind them.</summary>
    public void HasReceivedNothing() => Assert.That(_end - _start + _socket.Available, Is.Zero, () => Transcript("something"));

    /// <summary>Expects the end of the stream, and nothing before it.</summary>
    public async Task ReceivesEnd(double seconds = Deadline.DefaultSeconds)
    {
        string? line = await TryReceiveLine(seconds);
        Assert.That(line == null && _end == _start, Is.True, () => Transcript("data instead of the end of the stream"));
    }

    /// <summary>Reads all until the stream ends, in order or by a reset.</summary>
    public async Task<string[]> ReceivesUntilEnd(double seconds = Deadline.DefaultSeconds)
    {
        var deadline = new Deadline(seconds);
        try
        {
            while (await Fill(deadline))
            {
            }
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
        }

        string text = _encoding.GetString(_buffer, _start, _end - _start);
        _start = _end;
        return [.. text.Split("\r\n").Where(line => ShowsNewAccounts || !IsAboutNewAccount(line))];
    }

    /// <summary>What comes next, however much; empty at the end of the stream.</summary>
    public async Task<string> ReceivesAny()
    {
        try
        {
            if (_start == _end)
                await Fill(new Deadline());
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
        }

        string text = _encoding.GetString(_buffer, _start, _end - _start);
        _start = _end;
        return text;
    }

    // Reads what is there; false at the end of the stream.
    private async Task<bool> Fill(Deadline deadline)
    {
        MakeRoom();
        using var cancellation = new CancellationTokenSource(deadline.Left);
        try
        {
            int received = await _socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellation.Token);
            _history.AddRange(_buffer.AsSpan(_end, received));
            if (_history.Count > 2 * ShownInFailures)
                _history.RemoveRange(0, _history.Count - ShownInFailures);
            _end += received;
            return received > 0;
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(Transcript("nothing more, and the deadline has passed"));
            throw;
        }
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
            return;
        byte[] target = _start > _buffer.Length / 2 ? _buffer : new byte[_buffer.Length * 2];
        _buffer.AsSpan(_start, _end - _start).CopyTo(target);
        _buffer = target;
        _end -= _start;
        _start = 0;
    }

    private string Transcript(string what)
        => $"{_name} received {what}. The last that {_name} received:\n{_encoding.GetString([.. _history.TakeLast(ShownInFailures)])}";

    [GeneratedRegex("^(.*) ([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$", RegexOptions.Singleline)]
    private static partial Regex MessageLine();
}
