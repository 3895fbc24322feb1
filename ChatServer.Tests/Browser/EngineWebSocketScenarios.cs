using System.Text.Json;
using Microsoft.Playwright;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;
using SuperSocket.WebSocket;

namespace ChatServer.Tests.Browser;

/// <summary>A real browser and a server of the engine's WebSocket library, without the chat.</summary>
[Platform(Include = "Linux,MacOsX")]
public sealed class EngineWebSocketScenarios
{
    private const string Conversation = """
        address => new Promise((resolve, reject) => {
          const got = [];
          const socket = new WebSocket(address);
          socket.binaryType = 'arraybuffer';
          socket.onopen = () => {
            socket.send('你好');
            socket.send('x'.repeat(200000));
            socket.send(new Uint8Array([1, 2, 3]));
          };
          socket.onmessage = e => {
            got.push(typeof e.data === 'string' ? e.data.length : Array.from(new Uint8Array(e.data)).join());
            if (got.length === 3) socket.send('close');
          };
          socket.onclose = e => resolve([...got, e.code, e.reason, e.wasClean].map(String));
          socket.onerror = () => reject(new Error('the connection failed'));
        })
        """;

    private static readonly string[] Expected = ["2", "200000", "1,2,3", "4000", "bye", "true"];

    [Test]
    public async Task A_browser_opens_talks_and_reads_why_the_server_closes()
    {
        var logs = new RecordingLogFactory();
        using var server = new WebSocketServer();
        server.NewMessageReceived += (session, message) =>
        {
            if (message == "close")
                session.CloseWithHandshake(4000, "bye");
            else
                session.Send(message);
        };
        server.NewDataReceived += (session, data) => session.Send(data, 0, data.Length);
        var config = new ServerConfig { MaxRequestLength = 1_000_000, Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }] };
        Assert.That(server.Setup(config, logFactory: logs) && server.Start(), Is.True);

        IBrowserContext context = await (await SharedBrowser.Instance).NewContextAsync();
        try
        {
            IPage page = await context.NewPageAsync();
            JsonElement? got = await page.EvaluateAsync(Conversation, $"ws://{server.Listeners[0].EndPoint}/room?id=1");
            Assert.That(got!.Value.EnumerateArray().Select(item => item.GetString()), Is.EqualTo(Expected));
        }
        finally
        {
            await context.CloseAsync();
        }

        Assert.That(logs.UnexpectedErrors, Is.Empty);
    }
}
