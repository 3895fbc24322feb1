using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.Common;

namespace SuperSocket.Tests.Common;

[CancelAfter(10_000)]
public class SocketExTests
{
    private Socket _client = null!;
    private Socket _server = null!;

    [SetUp]
    public async Task Connect()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await _client.ConnectAsync(listener.LocalEndpoint);
        _server = await listener.AcceptSocketAsync();
    }

    [TearDown]
    public void Disconnect()
    {
        _client.Dispose();
        _server.Dispose();
    }

    [Test]
    public async Task All_bytes_are_sent_even_when_the_peer_reads_slowly(CancellationToken cancel)
    {
        byte[] data = new byte[8 << 20];
        Random.Shared.NextBytes(data);
        var sending = Task.Run(() => _client.SendData(data), cancel);

        byte[] received = new byte[data.Length];
        await using var stream = new NetworkStream(_server);
        await stream.ReadExactlyAsync(received, cancel);
        await sending;
        Assert.That(received.AsSpan().SequenceEqual(data));
    }

    [Test]
    public async Task A_part_of_an_array_is_sent(CancellationToken cancel)
    {
        _client.SendData("xxhelloyy"u8.ToArray(), 2, 5);
        _client.SafeClose();

        using var reader = new StreamReader(new NetworkStream(_server));
        Assert.That(await reader.ReadToEndAsync(cancel), Is.EqualTo("hello"));
    }

    [Test]
    public void A_part_outside_of_the_array_is_refused() =>
        Assert.That(() => _client.SendData([1, 2], 1, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());

    [Test]
    public void Closing_is_safe_in_every_state()
    {
        using var unconnected = new Socket(SocketType.Stream, ProtocolType.Tcp);
        Assert.That(() => default(Socket).SafeClose(), Throws.Nothing);
        Assert.That(unconnected.SafeClose, Throws.Nothing);
        Assert.That(_client.SafeClose, Throws.Nothing);
        Assert.That(_client.SafeClose, Throws.Nothing);
        Assert.That(() => _client.Available, Throws.TypeOf<ObjectDisposedException>());
    }
}
