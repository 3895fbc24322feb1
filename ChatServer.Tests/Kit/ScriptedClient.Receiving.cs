using System.Net.Sockets;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Kit;

/// <content>Expecting.</content>
public sealed partial class ScriptedClient
{
    private const int ShownInFailures = 2000;

    private readonly List<byte> _history = [];
    private readonly LineReader _reader;

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
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (true)
        {
            string? line = await InTime(_reader.ReadLineAsync(_encoding, deadline.Token));
            if (line == null)
                return null;
            Assert.That(line, Does.Not.Contain('\n'), () => Transcript("a line that does not end with CR LF"));
            ProtocolSchema.Check(line);
            if (ShowsNewAccounts || !IsAboutNewAccount(line))
                return line;
        }
    }

    /// <summary>Expects exactly these bytes.</summary>
    public async Task ReceivesBytes(params byte[] expected)
    {
        using var deadline = new CancellationTokenSource(Deadline.Default);
        Assert.That(await InTime(_reader.FillAsync(expected.Length, deadline.Token)), Is.True, () => Transcript("the end of the stream"));
        Assert.That(_reader.Take(expected.Length), Is.EqualTo(expected), () => Transcript("other bytes"));
    }

    /// <summary>Expects that nothing was sent before the answer to a heartbeat that it sends now.</summary>
    public async Task ReceivesNothing()
    {
        await Sends("HB R");
        await Receives("R");
    }

    /// <summary>Expects that nothing has arrived until now. For a connection whose next answers wait, so that a heartbeat would wait behind them.</summary>
    public void HasReceivedNothing() => Assert.That(_reader.Unread.Length + _socket.Available, Is.Zero, () => Transcript("something"));

    /// <summary>Expects the end of the stream, and nothing before it.</summary>
    public async Task ReceivesEnd(double seconds = Deadline.DefaultSeconds)
    {
        string? line = await TryReceiveLine(seconds);
        Assert.That(line == null && _reader.Unread.IsEmpty, Is.True, () => Transcript("data instead of the end of the stream"));
    }

    /// <summary>Reads all until the stream ends, in order or by a reset.</summary>
    public async Task<string[]> ReceivesUntilEnd(double seconds = Deadline.DefaultSeconds)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        try
        {
            await InTime(_reader.FillAsync(int.MaxValue, deadline.Token));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
        }

        string text = _reader.Take(_reader.Unread.Length, _encoding);
        return [.. text.Split("\r\n").Where(line => ShowsNewAccounts || !IsAboutNewAccount(line))];
    }

    /// <summary>What comes next, however much; empty at the end of the stream.</summary>
    public async Task<string> ReceivesAny()
    {
        try
        {
            using var deadline = new CancellationTokenSource(Deadline.Default);
            await InTime(_reader.FillAsync(1, deadline.Token));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
        }

        return _reader.Take(_reader.Unread.Length, _encoding);
    }

    private async ValueTask<int> ReceiveBytes(Memory<byte> buffer, CancellationToken cancellation)
    {
        int received = await _socket.ReceiveAsync(buffer, cancellation);
        _history.AddRange(buffer.Span[..received]);
        if (_history.Count > 2 * ShownInFailures)
            _history.RemoveRange(0, _history.Count - ShownInFailures);
        return received;
    }

    private async ValueTask<T> InTime<T>(ValueTask<T> reading)
    {
        try
        {
            return await reading;
        }
        catch (OperationCanceledException)
        {
            Assert.Fail(Transcript("nothing more, and the deadline has passed"));
            throw;
        }
    }

    private string Transcript(string what)
        => $"{_name} received {what}. The last that {_name} received:\n{_encoding.GetString([.. _history.TakeLast(ShownInFailures)])}";

    [GeneratedRegex("^(.*) ([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$", RegexOptions.Singleline)]
    private static partial Regex MessageLine();
}
