using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace ChatServer.Tests.Kit;

/// <summary>Somebody in a play who speaks by datagrams, from an address of their own.</summary>
public sealed partial class DatagramClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly string _name;
    private readonly IPEndPoint _server;
    private readonly Queue<string> _lines = [];
    private readonly byte[] _buffer = new byte[65536];

    /// <summary>Opens a socket; nothing is sent.</summary>
    public DatagramClient(string name, IPEndPoint server)
    {
        _name = name;
        _server = server;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    /// <summary>Bytes of the datagram that was received last.</summary>
    public int LastLength { get; private set; }

    /// <summary>Datagrams received until now.</summary>
    public int Datagrams { get; private set; }

    /// <summary>Sends each text as a datagram.</summary>
    public void Sends(params string[] datagrams)
    {
        foreach (string datagram in datagrams)
            SendsBytes(Encoding.UTF8.GetBytes(datagram));
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

    [GeneratedRegex("^(.*) ([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12})$")]
    private static partial Regex MessageLine();
}
