using System.Net;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.WebSockets.Support;

/// <summary>WebSocket servers, and clients whose bytes a test writes by hand.</summary>
public abstract class WebSocketFixture : EngineFixture
{
    /// <summary>The key of RFC 6455's example, and its answer.</summary>
    public const string Key = "dGhlIHNhbXBsZSBub25jZQ==", Accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    /// <summary>The five lines that accept a handshake.</summary>
    public const string Accepted = $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: WebSocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {Accept}\r\n\r\n";

    protected ScriptedWebSocketServer StartWebSockets(
        Action<ScriptedWebSocketServer>? script = null, Action<ServerConfig>? change = null, ScriptedWebSocketServer? server = null)
    {
        server ??= new ScriptedWebSocketServer();
        script?.Invoke(server);
        Own(server);
        Assert.That(server.Setup(Config(change), logFactory: Logs), Is.True);
        Assert.That(server.Start(), Is.True);
        return server;
    }

    /// <summary>Echoes text and binary messages.</summary>
    protected ScriptedWebSocketServer StartEcho(Action<ServerConfig>? change = null)
        => StartWebSockets(
            server =>
            {
                server.NewMessageReceived += (session, message) => session.Send(message);
                server.NewDataReceived += (session, data) => session.Send(data, 0, data.Length);
            },
            change);

    /// <summary>A directory that the test's end removes.</summary>
    protected string NewDirectory()
    {
        string path = Directory.CreateTempSubdirectory("websocket-test-").FullName;
        Own(new Removal(path));
        return path;
    }

    /// <summary>The request that opens a WebSocket.</summary>
    protected static string Request(params string[] headers)
        => "GET /chat?room=1 HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n"
            + $"Sec-WebSocket-Key: {Key}\r\nSec-WebSocket-Version: 13\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";

    /// <summary>Connects and opens.</summary>
    protected async Task<FrameClient> OpenAsync(IAppServer server, params string[] headers)
    {
        FrameClient client = await ConnectFramesAsync(server);
        await client.SendAsync(Request(headers));
        Assert.That(await client.ReadHeadAsync(), Does.StartWith("HTTP/1.1 101 "));

        // The client has the answer a moment before the session is open.
        EndPoint own = client.Client.Socket.LocalEndPoint!;
        if (server is ScriptedWebSocketServer webSockets && webSockets.GetAllSessions().FirstOrDefault(one => own.Equals(one.RemoteEndPoint)) is { } session)
            await Wait.Until(() => session.Handshaked || !session.Connected, "the session is open");
        return client;
    }

    protected async Task<FrameClient> ConnectFramesAsync(IAppServer server, int receiveBuffer = 0) => new(await ConnectAsync(server, receiveBuffer));

    protected static ServerConfig WithOptions(ServerConfig config, params (string Name, string Value)[] options)
    {
        config.Options ??= [];
        foreach ((string name, string value) in options)
            config.Options[name] = value;
        return config;
    }

    protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class Removal(string path) : IDisposable
    {
        public void Dispose() => Directory.Delete(path, recursive: true);
    }
}
