using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Kit;

/// <summary>
/// Somebody in a test who speaks by datagrams, from an address of their own. Answers challenges and keeps the token as any client does, unless the test is about those.
/// </summary>
public sealed partial class DatagramClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly string _name;
    private readonly IPEndPoint _server;
    private readonly Queue<string> _lines = [];
    private readonly byte[] _buffer = new byte[65536];
    private string? _login;
    private string _prefix = string.Empty;
    private DateTime _challengedAt;

    /// <summary>Opens a socket; nothing is sent.</summary>
    public DatagramClient(string name, IPEndPoint server, int port = 0)
    {
        _name = name;
        _server = server;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
    }

    /// <summary>Bytes of the datagram that was received last.</summary>
    public int LastLength { get; private set; }

    /// <summary>Datagrams received until now.</summary>
    public int Datagrams { get; private set; }

    /// <summary>Whether tokens are left to the test: all lines are received, and nothing is added to what is sent.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Where it is.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_socket.LocalEndPoint!;

    /// <summary>The token of its login, with its mark.</summary>
    public string Token => _prefix.Trim();

    /// <summary>Sends each text as a datagram.</summary>
    public void Sends(params string[] datagrams)
    {
        foreach (string datagram in datagrams)
        {
            if (_prefix.Length == 0 && datagram.Contains("Check", StringComparison.OrdinalIgnoreCase))
                _login = datagram;
            SendsBytes(Encoding.UTF8.GetBytes(_prefix + datagram));
        }
    }

    /// <summary>Sends a datagram.</summary>
    public void SendsBytes(byte[] bytes) => _socket.SendTo(bytes, _server);

    /// <summary>Expects exactly these lines.</summary>
    public async Task Receives(params string[] lines)
    {
        foreach (string expected in lines)
            Assert.That(await ReceivesLine(), Is.EqualTo(expected), _name);
    }

    /// <summary>Expects a message and returns its id.</summary>
    public async Task<string> ReceivesMessage(string fromWordsAndText)
    {
        Match match = MessageLine().Match(await ReceivesLine());
        Assert.That(match.Groups[1].Value, Is.EqualTo(fromWordsAndText), _name);
        return match.Groups[2].Value;
    }

    /// <summary>The next line, without its CR LF.</summary>
    public async Task<string> ReceivesLine(double seconds = Deadline.DefaultSeconds)
        => await TryReceiveLine(seconds) ?? throw new AssertionException($"{_name} waited in vain for a line.");

    /// <summary>The next line; <see langword="null"/> if none comes in time.</summary>
    public async Task<string?> TryReceiveLine(double seconds)
    {
        while (_lines.Count == 0)
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
            try
            {
                LastLength = await _socket.ReceiveAsync(_buffer, SocketFlags.None, deadline.Token);
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            Datagrams++;
            string text = Encoding.UTF8.GetString(_buffer, 0, LastLength);
            Assert.That(text, Does.EndWith("\r\n"), "a datagram has whole lines");
            foreach (string line in text[..^2].Split("\r\n"))
            {
                ProtocolSchema.Check(line);
                if (IsPlain || !(IsAboutTokens(line) || ScriptedClient.IsAboutNewAccount(line)))
                    _lines.Enqueue(line);
            }
        }

        return _lines.Dequeue();
    }

    /// <summary>Expects that nothing has come: what the server answers to a heartbeat is the next that comes.</summary>
    public async Task HasReceivedNothing()
    {
        Sends("HB R");
        await Receives("R");
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // A session that is over is begun again. While a login is under way, further challenges are not answered: each login ends the one before.
    private bool IsAboutTokens(string line)
    {
        if (SessionToken().Match(line) is { Success: true } match)
            (_prefix, _challengedAt) = (match.Groups[1].Value + " ", default);
        else if (!Challenge().IsMatch(line))
            return false;
        else if (_login != null && DateTime.UtcNow - _challengedAt > TimeSpan.FromMilliseconds(50))
        {
            _challengedAt = DateTime.UtcNow;
            SendsBytes(Encoding.UTF8.GetBytes($"{line} {_login}"));
        }

        return true;
    }

    [GeneratedRegex("^@[0-9a-z]{6}$")]
    private static partial Regex Challenge();

    [GeneratedRegex("^(?:Begin each datagram from now on with |以后每个数据报的开头请写 |\\{\"type\":\"answer\",\"code\":231,\"name\":\"session-token\",\"token\":\")(@[0-9a-z]{10})")]
    private static partial Regex SessionToken();

    [GeneratedRegex("^(.*) ([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    private static partial Regex MessageLine();
}
