using System.Net;
using System.Security.Cryptography.X509Certificates;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.Tests.Net;
using SuperSocket.Tests.Tls;
using SuperSocket.Tests.Udp;

namespace SuperSocket.Tests.Monitoring;

/// <summary>What the meter SuperSocket says of handshakes, certificates, filters and datagrams.</summary>
public class TransportMetricsTests : TlsFixture
{
    private readonly MeterReader _meter = new(SuperSocketMetrics.MeterName);
    private readonly string _name = "Metrics-" + Guid.NewGuid();

    [TearDown]
    public void StopListening() => _meter.Dispose();

    [Test]
    public async Task Handshakes_are_counted_by_their_result()
    {
        ServerConfig config = TlsConfig();
        config.Name = _name + 1;
        ProbeServer server = Start(config);
        for (int i = 0; i < 2; i++)
            Assert.That(await (await SecureConnect(server)).AskAsync("x"), Is.EqualTo("x"));
        TestClient plain = await Connect(server);
        await plain.SendAsync("GET / HTTP/1.0\r\n\r\n");
        await plain.WaitForEndAsync();

        await Wait.UntilEqual(() => Read("supersocket.tls.handshakes", server, ("result", "failure")), 1);
        Assert.That(Read("supersocket.tls.handshakes", server, ("result", "success")), Is.EqualTo(2));
    }

    [Test]
    public void The_end_of_a_certificate_is_shown()
    {
        ServerConfig config = TlsConfig();
        config.Name = _name + 2;
        ProbeServer server = Start(config);
        var end = DateTimeOffset.FromUnixTimeSeconds((long)Read("supersocket.certificate.expiry", server));
        Assert.That(end.LocalDateTime, Is.EqualTo(((X509Certificate2)server.Certificate!).NotAfter).Within(TimeSpan.FromSeconds(1)));
    }

    [Test]
    public async Task A_connection_that_a_filter_refuses_is_counted()
    {
        ServerConfig config = Config();
        config.Name = _name + 3;
        ProbeServer server = Start(config, null, new RefuseAll());
        await (await Connect(server)).WaitForEndAsync();
        Assert.That(Read("supersocket.connections.refused", server, ("reason", "filter")), Is.EqualTo(1));
    }

    [Test]
    public async Task Datagrams_count_as_requests_and_those_over_the_limit_are_dropped()
    {
        ExpectError("maxConnectionNumber=1");
        ServerConfig config = Config();
        config.Name = _name + 4;
        config.Mode = SocketMode.Udp;
        config.MaxConnectionNumber = 1;
        ProbeServer server = Start(config);
        using var peer = new UdpPeer(PortOf(server));
        await peer.Ask("hello\r\n");
        using var other = new UdpPeer(PortOf(server));
        other.Send("hello\r\n");

        await Wait.UntilEqual(() => Read("supersocket.datagrams.dropped", server, ("reason", "server_full")), 1);
        Assert.That(Read("supersocket.requests", server), Is.EqualTo(1));
        Assert.That(Read("supersocket.network.io", server, ("direction", "receive")), Is.EqualTo("hello\r\n".Length * 2));
        Assert.That(Read("supersocket.network.io", server, ("direction", "transmit")), Is.Positive);
    }

    private double Read(string name, IAppServer server, params (string Key, string Value)[] tags) => _meter.Read(name, [("server", server.Name), .. tags]);

    private sealed class RefuseAll : IConnectionFilter
    {
        public string Name => "RefuseAll";

        public bool Initialize(string name, IAppServer appServer) => true;

        public bool AllowConnect(IPEndPoint remoteAddress) => false;
    }
}
