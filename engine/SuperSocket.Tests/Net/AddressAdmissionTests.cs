using System.Collections.Concurrent;
using System.Collections.Specialized;
using System.Net;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.Tests.Tls;

namespace SuperSocket.Tests.Net;

/// <summary>A server that counts connections for their addresses is asked before TLS, and told of every end.</summary>
public class AddressAdmissionTests : TlsFixture
{
    [Test]
    public async Task One_too_many_is_closed_without_a_hook_and_another_may_come_when_one_has_left()
    {
        var server = new CountingServer(2);
        Start(server, Config());
        TestClient first = await Connect(server);
        await first.AskAsync("a");
        await (await Connect(server)).AskAsync("b");

        Assert.That(await (await Connect(server)).IsClosedAsync(), Is.True);
        Assert.That(Log.Count(LogLevel.Info, "refuses a connection from 127.0.0.1"), Is.EqualTo(1));
        Assert.That(server.Journal.Count(entry => entry == "init"), Is.EqualTo(2));

        first.Dispose();
        await Wait.Until(() => server.Count == 1, "the first has left");
        Assert.That(await (await Connect(server)).AskAsync("c"), Is.EqualTo("c"));
    }

    [Test]
    public async Task A_silent_handshake_counts_and_ends()
    {
        ServerConfig config = TlsConfig();
        config.Options = new NameValueCollection { ["handshakeTimeOut"] = "2" };
        var server = new CountingServer(3);
        Start(server, config);
        for (int i = 0; i < 3; i++)
            await Connect(server);
        await Wait.Until(() => server.Count == 3, "three shake hands");

        Assert.That(await (await Connect(server)).IsClosedAsync(), Is.True);
        await Wait.Until(() => TakenSlots(server) <= 3, "the refused one takes no place");
        await Wait.Until(() => server.Count == 0 && TakenSlots(server) == 0, "their time is over");
        Assert.That(await (await SecureConnect(server)).AskAsync("x"), Is.EqualTo("x"));
    }

    [Test]
    public async Task Behind_a_proxy_the_client_counts_and_not_the_proxy()
    {
        ServerConfig config = Config();
        config.Options = new NameValueCollection { ["proxyProtocolFrom"] = "127.0.0.1" };
        var server = new CountingServer(1);
        Start(server, config);
        TestClient silent = await Connect(server);
        for (int i = 1; i <= 3; i++)
        {
            TestClient peer = await Connect(server);
            await peer.SendAsync($"PROXY TCP4 192.0.2.{i} 192.0.2.9 1000 2000\r\n");
            Assert.That(await peer.AskAsync("x"), Is.EqualTo("x"));
        }

        TestClient again = await Connect(server);
        await again.SendAsync("PROXY TCP4 192.0.2.1 192.0.2.9 1000 2000\r\n");
        Assert.That(await again.IsClosedAsync(), Is.True);
        Assert.That(server.Addresses.Keys, Is.EquivalentTo(new[] { "192.0.2.1", "192.0.2.2", "192.0.2.3" }));
        silent.Dispose();
    }

    [Test]
    public async Task What_throws_is_logged_and_refuses()
    {
        ExpectError("TryAdmit failed");
        var server = new CountingServer(-1);
        Start(server, Config());

        Assert.That(await (await Connect(server)).IsClosedAsync(), Is.True);
        await Wait.Until(() => TakenSlots(server) == 0, "the slot is free");
    }

    private sealed class CountingServer(int most) : ProbeServer, IAddressAdmission
    {
        public ConcurrentDictionary<string, int> Addresses { get; } = new();

        public int Count => Addresses.Values.Sum();

        public bool TryAdmit(IPAddress address)
        {
            if (most < 0)
                throw new InvalidOperationException("broken");
            if (Addresses.AddOrUpdate(address.ToString(), 1, (_, count) => count + 1) <= most)
                return true;
            Release(address);
            return false;
        }

        public void Release(IPAddress address) => Addresses.AddOrUpdate(address.ToString(), -1, (_, count) => count - 1);
    }
}
