using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.WebSockets.Support;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.Tests.WebSockets;

/// <summary>Commands of sub-protocols, their filters, JSON, and what happens when a handler fails.</summary>
public class CommandTests : WebSocketFixture
{
    [TestCase("ECHO hi", "hi")]
    [TestCase("echo hi", "hi")]
    [TestCase(" ECHO  hi ", " hi")]
    [TestCase("ADD-7 {\"A\":1,\"B\":2}", "ADD-7 {\"Result\":3}")]
    [TestCase("ADD {\"A\":1,\"B\":2}", "ADD {\"Result\":3}")]
    [TestCase("NEXT-x monday", "DAY-x Tuesday")]
    [TestCase("LATER-9 41", "LATER-9 42")]
    [TestCase("LATER", "LATER 1")]
    [TestCase("NOPE-3 a b", "unknown NOPE [3] a b")]
    [TestCase("-3 a", "unknown -3 [] a")]
    public async Task A_message_is_a_command_with_a_token_and_a_body(string message, string answer)
    {
        FrameClient client = await OpenAsync(StartWebSockets());
        await client.SendTextAsync(message);
        await client.ExpectTextAsync(answer);
        await client.SendAsync(FrameClient.Frame(2, Utf8(message)));
        await client.ExpectTextAsync(answer);
    }

    [Test]
    public async Task Binary_messages_are_dropped_without_a_converter()
    {
        FrameClient client = await OpenAsync(StartWebSockets(server => server.Converter = null));
        await client.SendAsync([.. FrameClient.Frame(2, Utf8("ECHO lost")), .. FrameClient.Text("ECHO there")]);
        await client.ExpectTextAsync("there");
    }

    [Test]
    public async Task The_event_takes_messages_from_the_automatic_protocol_and_gives_them_back()
    {
        static void Handle(ScriptedWebSocket session, string message) => session.Send("event " + message);
        ScriptedWebSocketServer server = StartWebSockets(s => s.NewMessageReceived += Handle);
        FrameClient client = await OpenAsync(server);
        await client.SendTextAsync("ECHO hi");
        await client.ExpectTextAsync("event ECHO hi");
        server.NewMessageReceived -= Handle;
        await client.SendTextAsync("ECHO hi");
        await client.ExpectTextAsync("hi");

        var given = new ScriptedWebSocketServer(new BasicSubProtocol<ScriptedWebSocket>());
        Assert.That(() => given.NewMessageReceived += Handle, Throws.Exception);
        Assert.That(() => given.NewRequestReceived += (_, _) => { }, Throws.TypeOf<NotSupportedException>());
    }

    [Test]
    public async Task Filters_of_the_server_and_of_the_command_run_around_commands_only()
    {
        var server = new FilteredWebSocketServer();
        StartWebSockets(server: server);
        FrameClient client = await OpenAsync(server);
        await client.SendTextAsync("ECHO cancel");
        await client.SendTextAsync("ECHO hi");
        await client.ExpectTextAsync("hi");
        await client.SendHexAsync("88 80 K");
        await client.ExpectHexAsync("88 02 03 e8");
        string[] notes = [.. server.Calls.Where(call => call.Contains(' ', StringComparison.Ordinal))];
        Assert.That(notes, Is.EqualTo(new[] { "server before ECHO", "server before ECHO", "command before ECHO", "server after ECHO", "command after ECHO" }));
    }

    [TestCase("FAIL")]
    [TestCase("LATER -1")]
    public async Task A_command_that_fails_ends_its_session_unless_the_session_forgives(string message)
    {
        Logs.ExpectError("no luck");
        ScriptedWebSocketServer server = StartWebSockets();
        FrameClient client = await OpenAsync(server);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        await client.SendTextAsync(message);
        await client.ExpectEndAsync();
        Assert.That(await session.Closed.Task.WaitAsync(Deadline.Default), Is.EqualTo(CloseReason.ApplicationError));

        server.Forgives = true;
        client = await OpenAsync(server);
        await client.SendTextAsync(message);
        await client.SendTextAsync("ECHO still here");
        await client.ExpectTextAsync("still here");
        await Wait.UntilEqual(() => server.Exceptions.Count, 2);
    }

    [Test]
    public async Task Frames_are_requests_with_their_kind_as_key()
    {
        ScriptedWebSocketServer server = StartWebSockets(change: config => config.LogCommand = true);
        FrameClient client = await OpenAsync(server);
        await client.SendTextAsync("ECHO hi");
        await client.ExpectTextAsync("hi");
        await Wait.Until(() => Logs.Has(LogLevel.Info, "Command - 1"), "the frame is logged");
        Assert.That(Logs.Has(LogLevel.Info, "Command - -1") && Logs.Has(LogLevel.Info, "Command - ECHO"), Is.True);
    }
}
