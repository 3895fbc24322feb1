using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Net;

namespace SuperSocket.Tests.Tls;

public class HandshakeTests : TlsFixture
{
    [Test]
    public async Task A_handshake_that_stalls_is_closed_in_time_and_frees_its_slot([Values(0, 5)] int bytesSent)
    {
        ServerConfig config = TlsConfig();
        config.Options = new NameValueCollection { ["handshakeTimeOut"] = "1" };
        ProbeServer server = Start(config);
        TestClient peer = await Connect(server);

        // The start of a TLS record that never goes on.
        await peer.SendAsync((new byte[] { 22, 3, 1, 2, 0 }).AsMemory()[..bytesSent]);
        await Wait.Until(() => TakenSlots(server) == 1, "the handshake counts");
        Assert.That(await peer.IsClosedAsync(), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
        Assert.That(server.Journal, Is.EqualTo(new[] { "init" }));
        Assert.That(Log.Count(LogLevel.Info, "The TLS handshake failed: the time is over"), Is.EqualTo(1));
    }

    [TestCase("160301000402000000", Description = "a greeting of a server")]
    [TestCase("15030300020228", Description = "an alert")]
    [TestCase("1603010004010000", Description = "a greeting that is cut off")]
    public async Task What_is_no_greeting_ends_the_handshake_with_one_line_in_the_log(string bytes)
    {
        ProbeServer server = Start(TlsConfig());
        TestClient peer = await Connect(server);
        await peer.SendAsync(Convert.FromHexString(bytes));
        peer.Socket.Shutdown(SocketShutdown.Send);
        Assert.That(await peer.IsClosedAsync(), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
        Assert.That(Log.Count(LogLevel.Info, "The TLS handshake failed: "), Is.EqualTo(1));
    }

    [Test]
    public async Task A_flood_of_failed_handshakes_is_a_few_lines_with_the_inner_reason()
    {
        ProbeServer server = Start(TlsConfig());
        for (int i = 0; i < 100; i++)
        {
            using TestClient peer = await TestClient.ConnectAsync(PortOf(server));
            await peer.SendAsync("GET / HTTP/1.0\r\n\r\n");
            Assert.That(await peer.IsClosedAsync(), Is.True);
        }

        await Wait.Until(() => TakenSlots(server) == 0, "the slots are free");
        string[] lines = [.. Log.Messages(LogLevel.Info).Where(text => text.Contains("The TLS handshake failed", StringComparison.Ordinal))];
        Assert.That(lines, Has.Length.InRange(1, 99));
        Assert.That(lines, Has.None.Contains("inner exception").And.None.Contains("\n"));
        Assert.That(lines[0], Does.Contain("127.0.0.1").And.Contain("since the start"));
    }

    [TestCase("0")]
    [TestCase("ten")]
    public void A_time_limit_that_is_none_is_refused(string limit)
    {
        ServerConfig config = TlsConfig();
        config.Options = new NameValueCollection { ["handshakeTimeOut"] = limit };
        Assert.That(SetupError(config), Does.Contain($"handshakeTimeOut=\"{limit}\""));
    }

    [Test]
    public async Task Three_hundred_failed_handshakes_leave_no_slot_taken()
    {
        ServerConfig config = TlsConfig();
        config.MaxConnectionNumber = 20;
        var unobserved = new ConcurrentQueue<string>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Note;
        ProbeServer server = Start(config);
        for (int i = 0; i < 300; i++)
        {
            using TestClient peer = await TestClient.ConnectAsync(PortOf(server));
            if (i % 3 == 0)
                await peer.SendAsync("GET / HTTP/1.0\r\n\r\n");
            else if (i % 3 == 1)
                peer.Socket.LingerState = new LingerOption(true, 0);
            if (i % 3 == 2)
                peer.Socket.Shutdown(SocketShutdown.Send);
            if (i % 3 != 1)
                Assert.That(await peer.IsClosedAsync(), Is.True);
            if (i % 15 == 14)
                await Wait.Until(() => TakenSlots(server) == 0, "the slots are free");
        }

        Assert.That(await (await SecureConnect(server)).AskAsync("still here"), Is.EqualTo("still here"));
        Assert.That(server.SessionCount, Is.EqualTo(1));
        GC.Collect();
        GC.WaitForPendingFinalizers();
        TaskScheduler.UnobservedTaskException -= Note;
        Assert.That(unobserved.Where(text => text.Contains(nameof(SocketEngine), StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Plain_text_to_a_secure_port_is_closed_with_one_info_line()
    {
        ProbeServer server = Start(TlsConfig());
        TestClient peer = await Connect(server);
        await peer.SendAsync("LOGIN tom\r\n");
        Assert.That(await peer.IsClosedAsync(), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
        Assert.That(Log.Count(LogLevel.Info, "The TLS handshake failed"), Is.EqualTo(1));
        Assert.That(Log.Lines.Where(line => line.Level >= LogLevel.Warn), Is.Empty);
    }

    [Test]
    public async Task A_handshake_counts_against_the_limit()
    {
        ExpectError("maxConnectionNumber=1");
        ServerConfig config = TlsConfig();
        config.MaxConnectionNumber = 1;
        ProbeServer server = Start(config);
        TestClient first = await Connect(server);
        await Wait.Until(() => TakenSlots(server) == 1, "the first is in its handshake");
        Assert.That(await (await Connect(server)).IsClosedAsync(), Is.True);
        Assert.That(await (await first.SecureAsync()).AskAsync("x"), Is.EqualTo("x"));
    }

    [Test]
    public async Task Stop_ends_a_handshake()
    {
        ProbeServer server = Start(TlsConfig());
        TestClient peer = await Connect(server);
        await Wait.Until(() => server.Journal.Contains("init"), "the handshake began");
        server.Stop();
        Assert.That(await peer.IsClosedAsync(), Is.True);
        Assert.That(TakenSlots(server), Is.Zero);
    }
}
