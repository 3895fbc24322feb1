using System.Diagnostics;
using System.Text.RegularExpressions;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.WebSockets.Support;
using SuperSocket.WebSocket;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.Tests.WebSockets;

/// <summary>The opening handshake, accepted and refused.</summary>
public partial class HandshakeTests : WebSocketFixture
{
    private const string NotAccepted = "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";

    private static readonly string[] BrowserHeaders = ["Origin: http://o", "Cookie: a=1; Name=%E4%BD%A0; e=", "X-Thing: 1", "X-Thing: 2"];

    public static IEnumerable<TestCaseData> Refusals()
    {
        yield return Refusal("no upgrade", "GET / HTTP/1.1\r\n\r\n", "426 Upgrade Required", CloseReason.ServerClosing);
        string old = Request().Replace("Version: 13", "Version: 7", StringComparison.Ordinal);
        yield return Refusal("another version", old, "426 Upgrade Required", CloseReason.ServerClosing);
        yield return Refusal("no key", Request().Replace("Sec-WebSocket-Key", "X", StringComparison.Ordinal), "400 Bad Request", CloseReason.ServerClosing);
        yield return Refusal("no HTTP", "hello\r\n\r\n", "400 Bad Request", CloseReason.ProtocolError);
        yield return Refusal("another method", Request().Replace("GET", "POST", StringComparison.Ordinal), "400 Bad Request", CloseReason.ProtocolError);
        yield return Refusal("a control character", Request("X: a\u0001b"), "400 Bad Request", CloseReason.ProtocolError);
        yield return Refusal("many cookies", Request("Cookie: " + new string('c', 9000)), "431 Request Header Fields Too Large", CloseReason.ProtocolError);
    }

    [Test]
    public async Task A_handshake_is_accepted_and_its_request_is_known([Values] bool byteByByte, [Values] bool lowerCase)
    {
        ScriptedWebSocketServer server = StartEcho();
        FrameClient client = await ConnectFramesAsync(server);
        string request = Request(BrowserHeaders);
        if (lowerCase)
            request = HeaderName().Replace(request, name => name.Value.ToLowerInvariant());
        foreach (string piece in byteByByte ? request.Select(c => c.ToString()) : [request])
            await client.SendAsync(piece);
        Assert.That(await client.ReadHeadAsync(), Is.EqualTo(Accepted));

        ScriptedWebSocket session = server.GetAllSessions().Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((session.Method, session.Path, session.HttpVersion, session.Host), Is.EqualTo(("GET", "/chat?room=1", "HTTP/1.1", "h")));
            Assert.That((session.Origin, session.UriScheme, session.SecWebSocketVersion, session.Upgrade), Is.EqualTo(("http://o", "ws", "13", "websocket")));
            Assert.That((session.Cookies!["name"], session.Cookies["E"], session.Cookies.Count), Is.EqualTo(("你", "", 3)));
            Assert.That(session.Items["Cookie"], Is.EqualTo("a=1; Name=%E4%BD%A0; e="));
            Assert.That(session.Items["X-Thing"], Is.EqualTo("1, 2"));
            Assert.That(session.SubProtocol!.Name, Is.EqualTo(BasicSubProtocol.DefaultName));
        }
    }

    [Test]
    public async Task Frames_may_come_with_the_last_byte_of_the_request()
    {
        ScriptedWebSocketServer server = StartEcho();
        FrameClient client = await ConnectFramesAsync(server);
        byte[] second = FrameClient.Text("second");
        await client.SendAsync([.. Utf8(Request()), .. FrameClient.Text("first"), .. second[..5]]);
        Assert.That(await client.ReadHeadAsync(), Is.EqualTo(Accepted));
        await client.ExpectTextAsync("first");
        await client.SendAsync(second[5..]);
        await client.ExpectTextAsync("second");
    }

    [Test]
    public async Task A_request_without_cookies_has_null_and_many_cookies_are_no_problem()
    {
        ScriptedWebSocketServer server = StartEcho();
        await OpenAsync(server);
        Assert.That(server.GetAllSessions().Single().Cookies, Is.Null);
        await OpenAsync(server, "Cookie: " + new string('c', 7000));
    }

    [Test]
    public async Task Version_8_is_served_with_its_own_origin_and_codes()
    {
        ScriptedWebSocketServer server = StartEcho();
        FrameClient client = await ConnectFramesAsync(server);
        await client.SendAsync(Request("Sec-WebSocket-Origin: http://old").Replace("Version: 13", "Version: 8", StringComparison.Ordinal));
        Assert.That(await client.ReadHeadAsync(), Is.EqualTo(Accepted));
        ScriptedWebSocket session = server.GetAllSessions().Single();
        Assert.That((session.Origin, session.ProtocolProcessor.Version), Is.EqualTo(("http://old", 8)));
        Assert.That(session.ProtocolProcessor.CloseStatusClode.TooLargeFrame, Is.EqualTo(1004));
        await client.SendHexAsync("88 82 K 0b b7");
        await client.ExpectHexAsync("88 02 0b b7");
    }

    [TestCaseSource(nameof(Refusals))]
    public async Task What_is_no_handshake_is_answered_and_closed(string request, string status, CloseReason reason)
    {
        int connected = 0, closed = 0;
        ScriptedWebSocket? session = null;
        ScriptedWebSocketServer server = StartWebSockets(s =>
        {
            s.NewSessionConnected += _ => Interlocked.Increment(ref connected);
            s.SessionClosed += (_, _) => Interlocked.Increment(ref closed);
            s.Init = opened => session = opened;
        });
        FrameClient client = await ConnectFramesAsync(server);
        await client.SendAsync(request);
        string answer = await client.Client.ReadToEndAsync();
        string head = status.StartsWith("426", StringComparison.Ordinal)
            ? "\r\nUpgrade: WebSocket\r\nConnection: Upgrade, close\r\nSec-WebSocket-Version: 13, 8\r\nContent-Length: 0\r\n\r\n"
            : NotAccepted;
        Assert.That(answer, Is.EqualTo($"HTTP/1.1 {status}{head}"));
        Assert.That(await session!.Closed.Task.WaitAsync(Deadline.Default), Is.EqualTo(reason));
        await Wait.UntilEqual(() => (server.SessionCount, closed), (0, 1));
        Assert.That((connected, session.Handshaked), Is.EqualTo((0, false)));
    }

    [Test]
    public async Task The_application_refuses_with_403_or_in_its_own_words()
    {
        ScriptedWebSocketServer server = StartWebSockets(s => s.Validate = (session, origin) =>
        {
            if (session.Cookies?["own"] != null)
                ((IWebSocketSession)session).SendRawData(Utf8("HTTP/1.1 401 No\r\n\r\n"), 0, 19);
            if (session.Cookies?["throw"] != null)
                throw new InvalidOperationException("no luck");
            return origin == "http://good";
        });
        Logs.ExpectError("no luck");
        FrameClient client = await ConnectFramesAsync(server);
        await client.SendAsync(Request("Origin: http://evil"));
        Assert.That(await client.Client.ReadToEndAsync(), Is.EqualTo("HTTP/1.1 403 Forbidden" + NotAccepted));
        client = await ConnectFramesAsync(server);
        await client.SendAsync(Request("Cookie: own=1"));
        Assert.That(await client.Client.ReadToEndAsync(), Is.EqualTo("HTTP/1.1 401 No\r\n\r\n"));
        client = await ConnectFramesAsync(server);
        await client.SendAsync(Request("Cookie: throw=1"));
        Assert.That(await client.Client.ReadToEndAsync(), Is.EqualTo("HTTP/1.1 500 Internal Server Error" + NotAccepted));
        await OpenAsync(server, "Origin: http://good");
    }

    [Test]
    public async Task Only_pages_of_allowed_origins_open()
    {
        ScriptedWebSocketServer server = StartWebSockets(change: config => WithOptions(config, ("allowedOrigins", "http://a; http://b")));
        await OpenAsync(server, "Origin: http://B");
        FrameClient client = await ConnectFramesAsync(server);
        await client.SendAsync(Request("Origin: http://c"));
        Assert.That(await client.Client.ReadToEndAsync(), Does.StartWith("HTTP/1.1 403 "));
    }

    [Test]
    public async Task A_client_that_sends_nothing_is_answered_after_the_timeout()
    {
        ScriptedWebSocketServer server = StartWebSockets(change: config => WithOptions(config, ("openHandshakeTimeOut", "1")));
        var watch = Stopwatch.StartNew();
        FrameClient client = await ConnectFramesAsync(server);
        Assert.That(await client.Client.ReadToEndAsync(), Is.EqualTo("HTTP/1.1 408 Request Timeout" + NotAccepted));
        Assert.That(watch.Elapsed, Is.GreaterThan(TimeSpan.FromSeconds(0.9)));
    }

    [TestCase(null, "a", null)]
    [TestCase("x, b", "B", "b")]
    [TestCase("X", null, null)]
    public async Task The_first_known_sub_protocol_of_the_client_is_chosen(string? offered, string? chosen, string? answer)
    {
        var server = new ScriptedWebSocketServer(new BasicSubProtocol<ScriptedWebSocket>("a"), new BasicSubProtocol<ScriptedWebSocket>("B"));
        StartWebSockets(server: server);
        FrameClient client = await ConnectFramesAsync(server);
        await client.SendAsync(Request(offered == null ? [] : ["Sec-WebSocket-Protocol: " + offered]));
        string head = await client.ReadHeadAsync();
        Assert.That(head, answer == null ? Does.Not.Contain("Protocol:") : Does.Contain($"\r\nSec-WebSocket-Protocol: {answer}\r\n"));
        Assert.That(server.GetAllSessions().Single().SubProtocol?.Name, Is.EqualTo(chosen));
        if (chosen != null)
            return;
        Logs.ExpectError("none of the sub-protocols that the client offered: X");
        await client.SendHexAsync("81 81 K 61");
        await client.ExpectCloseAsync(1002);
    }

    [GeneratedRegex("^[A-Za-z-]+:", RegexOptions.Multiline)]
    private static partial Regex HeaderName();

    private static TestCaseData Refusal(string what, string request, string status, CloseReason reason)
        => new TestCaseData(request, status, reason).SetArgDisplayNames(what, status[..3], reason.ToString());
}
