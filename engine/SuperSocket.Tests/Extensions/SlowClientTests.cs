using System.Diagnostics;
using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Extensions;

public class SlowClientTests : EngineFixture
{
    private static readonly string Line = new('x', 8000);

    [Test]
    public async Task With_Drop_a_broadcaster_never_waits_and_the_session_stays()
    {
        ScriptedServer server = StartScripted(change: config =>
        {
            Set(config, "Drop");
            config.SendTimeOut = 120_000;
        });
        TestClient client = await ConnectAsync(server, receiveBuffer: 4096);
        ScriptedSession session = await server.SessionAsync();

        var time = Stopwatch.StartNew();
        for (int i = 0; i < 5000; i++)
            session.Send(Line);

        Assert.That(time.Elapsed, Is.LessThan(Deadline.Default), "sendTimeOut is two minutes.");
        Assert.That(Logs.Count(LogLevel.Info, "is dropped"), Is.EqualTo(1));
        Assert.That(session.Connected, Is.True);
    }

    [Test]
    public async Task With_Close_the_session_of_a_peer_that_does_not_read_is_closed()
    {
        CloseReason? reason = null;
        ScriptedServer server = StartScripted(server => server.WhenClosed = (_, why) => reason = why, config => Set(config, "Close"));
        TestClient client = await ConnectAsync(server, receiveBuffer: 4096);
        ScriptedSession session = await server.SessionAsync();

        for (int i = 0; i < 5000 && session.Connected; i++)
            session.Send(Line);

        Assert.That(reason, Is.EqualTo(CloseReason.TimeOut));
    }

    [Test]
    public async Task MaxSendBytes_is_how_much_may_wait()
    {
        ScriptedServer server = StartScripted(change: config =>
        {
            config.Options = new() { ["maxSendBytes"] = "1000000" };
            config.SendTimeOut = -1;
        });
        TestClient client = await ConnectAsync(server, receiveBuffer: 4096);
        ScriptedSession session = await server.SessionAsync();
        byte[] piece = Encoding.ASCII.GetBytes(Line);

        // What the system's buffers take comes on top; so fill them first.
        while (session.TrySend(new ArraySegment<byte>(new byte[500_000])))
        {
        }

        int taken = 0;
        while (session.TrySend(new ArraySegment<byte>(piece)))
            taken++;
        Assert.That(taken, Is.LessThanOrEqualTo(125));
        Assert.That(() => session.Send(piece, 0, piece.Length), Throws.TypeOf<TimeoutException>());
    }

    [TestCase("slowClient", "Wait a bit", "use Wait, Drop or Close")]
    [TestCase("maxSendBytes", "10", "whole number from 1024 on")]
    [TestCase("handshakeTimeOut", "soon", "whole number from 1 on")]
    public void A_wrong_value_fails_set_up(string name, string value, string expected)
    {
        using var server = new ScriptedServer();
        ServerConfig config = Config(config => config.Options = new() { [name] = value });

        Logs.ExpectError(expected);

        Assert.That(server.Setup(config, logFactory: Logs), Is.False);
        Assert.That(Logs.Lines.Single(line => line.Level == LogLevel.Error).Message, Does.Contain(name).And.Contain(value));
    }

    private static void Set(ServerConfig config, string policy) => config.Options = new() { ["slowClient"] = policy };
}
