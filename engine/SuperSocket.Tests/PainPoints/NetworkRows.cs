using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Security.Authentication;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Net;
using SuperSocket.Tests.Tls;
using SuperSocket.Tests.Udp;

namespace SuperSocket.Tests.PainPoints;

/// <summary>Known problems of 1.6 with TLS, proxies and UDP: one test for each row of the list in section 5 of the contract.</summary>
public class NetworkRows : TlsFixture
{
    [Test]
    public async Task Row_05_Connection_slots_do_not_leak_in_failed_handshakes()
    {
        ServerConfig config = TlsConfig();
        config.MaxConnectionNumber = 3;
        ProbeServer server = Start(config);
        for (int i = 0; i < 30; i++)
        {
            using TestClient peer = await TestClient.ConnectAsync(PortOf(server));
            if (i % 2 == 0)
                await peer.SendAsync("no handshake\r\n");
            else
                peer.Socket.Shutdown(SocketShutdown.Send);

            // Before its end the connection may not have been accepted yet, and have no slot to leave.
            await peer.IsClosedAsync();
            await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
        }

        for (int i = 0; i < 3; i++)
            Assert.That(await (await SecureConnect(server)).AskAsync("in"), Is.EqualTo("in"));
    }

    [Test]
    public async Task Row_06_Exceptions_a_refused_peer_that_stays_leaves_none_that_nobody_sees()
    {
        ExpectError("its id is in use");
        var unobserved = new ConcurrentQueue<string>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unobserved.Enqueue(e.Exception.ToString());
        TaskScheduler.UnobservedTaskException += Note;
        ProbeServer server = Start(new ProbeServer { RegistersSessions = false }, Config());
        for (int i = 0; i < 5; i++)
            await Connect(server);
        await Wait.Until(() => server.Journal.Count(entry => entry == "register") == 5 && TakenSlots(server) == 0, "the engine gives them up");

        for (int i = 0; i < 5; i++)
        {
            await Task.Delay(20);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        TaskScheduler.UnobservedTaskException -= Note;
        Assert.That(unobserved.Where(text => text.Contains(nameof(SocketEngine), StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Row_14_TLS_the_old_word_tls_means_a_protocol_of_today_and_a_stalled_handshake_ends()
    {
        ServerConfig config = TlsConfig("tls", Listener(), Listener("Tls13"));
        config.Options = new() { ["handshakeTimeOut"] = "1" };
        ProbeServer server = Start(config);

        TestClient stalled = await Connect(server);
        Assert.That((await SecureConnect(server)).Tls!.SslProtocol, Is.EqualTo(SslProtocols.Tls12).Or.EqualTo(SslProtocols.Tls13));
        Assert.That((await SecureConnect(server, 1)).Tls!.SslProtocol, Is.EqualTo(SslProtocols.Tls13));

        Assert.That(await stalled.IsClosedAsync(), Is.True);
        await Wait.Until(() => TakenSlots(server) == 2, "the stalled one's slot is free");
    }

    [Test]
    public async Task Row_22_The_real_client_address_is_known_behind_a_load_balancer()
    {
        ServerConfig config = Config();
        config.Options = new() { ["proxyProtocolFrom"] = "127.0.0.1" };
        ProbeServer server = Start(config, (session, _) => session.Send($"{session.RemoteEndPoint}"));
        TestClient peer = await Connect(server);

        await peer.SendAsync("PROXY TCP4 203.0.113.9 198.51.100.1 4711 443\r\n");

        Assert.That(await peer.AskAsync("who am I"), Is.EqualTo("203.0.113.9:4711"));
    }

    [Test]
    public async Task Row_23_UDP_is_the_same_model_with_sessions_whose_requests_stay_in_order()
    {
        var handled = new ConcurrentDictionary<string, ConcurrentQueue<string>>();
        ProbeServer server = Start(Datagrams(), (session, request) =>
        {
            handled.GetOrAdd(session.SessionID, _ => new()).Enqueue(request.Key);
            session.Send(request.Key);
        });
        UdpPeer[] peers = [Own(new UdpPeer(PortOf(server))), Own(new UdpPeer(PortOf(server)))];
        for (int i = 0; i < 200; i += 10)
        {
            for (int j = i; j < i + 10; j++)
                Array.ForEach(peers, peer => peer.Send($"{j}\r\n"));
            for (int j = i; j < i + 10; j++)
            {
                foreach (UdpPeer peer in peers)
                    Assert.That(await peer.Receive(), Is.EqualTo($"{j}"));
            }
        }

        Assert.That(server.SessionCount, Is.EqualTo(2));
        Assert.That(handled.Values, Has.Count.EqualTo(2).And.All.EqualTo(Enumerable.Range(0, 200).Select(i => $"{i}")));
    }

    [Test]
    public async Task Row_23_UDP_a_session_whose_id_is_taken_leaks_nothing()
    {
        ExpectError("its id is in use");
        ServerConfig config = Datagrams();
        config.MaxConnectionNumber = 5;
        ProbeServer server = Start(new ProbeServer { RegistersSessions = false }, config);
        for (int i = 1; i <= 20; i++)
        {
            Own(new UdpPeer(PortOf(server))).Send("x\r\n");
            await Wait.Until(() => server.Journal.Count(entry => entry == "register") == i && TakenSlots(server) == 0, "it was refused");
        }

        Assert.That(server.SessionCount, Is.Zero);
    }

    private static ServerConfig Datagrams()
    {
        ServerConfig config = Config();
        config.Mode = SocketMode.Udp;
        return config;
    }
}
