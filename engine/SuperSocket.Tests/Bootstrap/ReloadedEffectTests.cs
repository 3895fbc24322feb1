using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.Versioning;
using System.Security.Authentication;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Tls;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>What settings of sending and of TLS do after a reload, as docs/configuration.md says: to all connections, or to new ones.</summary>
public class ReloadedEffectTests : BootstrapFixture
{
    // More than the buffers of the system take of a peer that does not read.
    private const int Much = 30_000_000;

    private static readonly byte[] Block = new byte[32 * 1024];

    [Test]
    public async Task An_open_connection_waits_for_the_new_send_time_out()
    {
        DefaultBootstrap bootstrap = Start(Section("sendTimeOut='3600000'"));
        (AppSession session, _) = await Fill(bootstrap);
        Reload(bootstrap, Section("sendTimeOut='50'"));
        Assert.That(() => Send(session), Throws.InstanceOf<TimeoutException>());
    }

    [TestCase("Drop", true)]
    [TestCase("Close", false)]
    public async Task An_open_connection_follows_the_new_policy_for_slow_clients(string policy, bool staysOpen)
    {
        DefaultBootstrap bootstrap = Start(Section("sendTimeOut='3600000'"));
        (AppSession session, _) = await Fill(bootstrap);
        Reload(bootstrap, Section($"sendTimeOut='3600000' slowClient='{policy}'"));
        await Send(session);
        if (staysOpen)
            Assert.That(session.Connected);
        else
            await Wait.Until(() => !session.Connected, "the end of the session");
    }

    [TestCase("sendBufferSize='16777216'")]
    [TestCase("sendingQueueSize='40000'")]
    public async Task A_new_connection_has_the_new_room_and_an_open_one_the_old(string changed)
    {
        DefaultBootstrap bootstrap = Start(Section(string.Empty));
        (AppSession old, int before) = await Fill(bootstrap);
        Reload(bootstrap, Section(changed));
        Assert.That(old.TrySend(Block, 0, Block.Length), Is.False);
        (_, int after) = await Fill(bootstrap);
        Assert.That(before, Is.LessThan(Much));
        Assert.That(after, Is.GreaterThan(Much));
    }

    [Test]
    [Platform(Include = "Linux")]
    [UnsupportedOSPlatform("windows")]
    public async Task A_new_connection_gets_the_new_cipher_suites()
    {
        DefaultBootstrap bootstrap = Start(Secure(string.Empty));
        Assert.That(Handshake, Throws.InstanceOf<AuthenticationException>().Or.InstanceOf<IOException>());
        Reload(bootstrap, Secure("tlsCipherSuites='System'"));
        await Handshake();
        Reload(bootstrap, Secure("tlsCipherSuites='Aead'"));
        Assert.That(Handshake, Throws.InstanceOf<AuthenticationException>().Or.InstanceOf<IOException>());

        async Task Handshake()
        {
            TestClient client = await Connect(bootstrap, "s");
            await client.SecureAsync(SslProtocols.Tls12, suites: new CipherSuitesPolicy([TlsCipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256]));
        }
    }

    [Test]
    public async Task A_new_connection_has_the_new_time_for_its_handshake()
    {
        DefaultBootstrap bootstrap = Start(Secure("handshakeTimeOut='3600'"));
        TestClient old = await Connect(bootstrap, "s");
        Reload(bootstrap, Secure("handshakeTimeOut='1'"));
        TestClient silent = await Connect(bootstrap, "s");
        await silent.WaitForEndAsync();
        Assert.That(old.Socket.Poll(0, SelectMode.SelectRead), Is.False, "the old one is still waited for");
    }

    private static Task Send(AppSession session) => Task.Run(() => session.Send(Block, 0, Block.Length)).WaitAsync(TimeSpan.FromSeconds(60));

    // Full for good once the buffers of the system are full too.
    private async Task<(AppSession Session, int Bytes)> Fill(DefaultBootstrap bootstrap)
    {
        var server = (AppServer)Server(bootstrap, "s");
        string[] known = [.. server.GetAllSessions().Select(other => other.SessionID)];
        await Connect(bootstrap, "s");
        await Wait.Until(() => server.SessionCount > known.Length, "the session");
        AppSession session = server.GetAllSessions().Single(other => !known.Contains(other.SessionID));
        int bytes = 0;
        for (int refusals = 0; refusals < 20;)
        {
            if (session.TrySend(Block, 0, Block.Length))
            {
                bytes += Block.Length;
                refusals = 0;
                continue;
            }

            refusals++;
            await Task.Delay(5);
        }

        return (session, bytes);
    }

    private void Reload(DefaultBootstrap bootstrap, string section)
    {
        Write(section);
        ConfigurationReload reload = bootstrap.Reload();
        Assert.That(reload.Errors, Is.Empty);
        Assert.That(reload.Changes.Where(change => !change.IsUsedNow), Is.Empty);
    }

    private string Secure(string attributes)
    {
        string pfx = Path.Combine(Path.GetDirectoryName(File)!, "server.pfx");
        if (!System.IO.File.Exists(pfx))
            System.IO.File.WriteAllBytes(pfx, Certificates.ServerPfx);
        return Section(attributes)
            .Replace("port='0'", "port='0' security='Tls12'", StringComparison.Ordinal)
            .Replace("</server>", $"<certificate filePath='{pfx}' password='{Certificates.Password}'/></server>", StringComparison.Ordinal);
    }

    private static string Section(string attributes) =>
        $"<superSocket fileCheckInterval='0'><servers><server name='s' serverType='{TypeName(typeof(TriableServer))}' {attributes}>"
            + $"{AnyPort}</server></servers></superSocket>";
}
