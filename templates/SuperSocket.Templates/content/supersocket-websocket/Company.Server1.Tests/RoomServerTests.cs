using System.Net.WebSockets;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;

namespace Company.Server1.Tests;

public class RoomServerTests
{
    private RoomServer _server = null!;

    [SetUp]
    public void Start()
    {
        _server = new RoomServer();
        Assert.That(_server.Setup(new ServerConfig { Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }] }) && _server.Start(), Is.True);
    }

    [TearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Everybody_reads_what_one_says()
    {
        using ClientWebSocket alice = await OpenAsync("alice"), bob = await OpenAsync("bob");
        Assert.That(await AskAsync(alice, "WHO"), Is.EqualTo("alice, bob"));
        Assert.That(await AskAsync(alice, "SAY hello"), Is.EqualTo("alice: hello"));
        Assert.That(await ReadAsync(bob), Is.EqualTo("alice: hello"));
        Assert.That(await AskAsync(bob, "NOPE"), Is.EqualTo("There is no command NOPE."));
    }

    [Test]
    public void Nobody_opens_without_a_name() => Assert.That(async () => await OpenAsync(""), Throws.TypeOf<WebSocketException>());

    private async Task<ClientWebSocket> OpenAsync(string name)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri($"ws://{_server.Listeners[0].EndPoint}/?name={name}"), CancellationToken.None);
        return socket;
    }

    private static async Task<string> AskAsync(ClientWebSocket socket, string message)
    {
        await socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, CancellationToken.None);
        return await ReadAsync(socket);
    }

    private static async Task<string> ReadAsync(ClientWebSocket socket)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        byte[] buffer = new byte[4096];
        WebSocketReceiveResult result = await socket.ReceiveAsync(buffer, deadline.Token);
        return Encoding.UTF8.GetString(buffer, 0, result.Count);
    }
}
