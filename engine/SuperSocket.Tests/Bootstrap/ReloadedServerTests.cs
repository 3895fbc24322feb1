using System.Configuration;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using NUnit.Framework;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Every attribute of <c>&lt;server&gt;</c> and <c>&lt;superSocket&gt;</c> is used by a running server when the file is read again, or says why not.</summary>
public class ReloadedServerTests : BootstrapFixture
{
    private const string Changed = "sendTimeOut='100' maxConnectionNumber='7' sendBufferSize='512' logCommand='true' clearIdleSession='true' "
        + "clearIdleSessionInterval='1' idleSessionTimeOut='1000' maxRequestLength='99' disableSessionSnapshot='true' sessionSnapshotInterval='9' "
        + "keepAliveTime='77' keepAliveInterval='11' sendingQueueSize='6' logBasicSessionActivity='false' logAllSocketException='true' defaultCulture='en'";

    // What the engine uses whenever it needs it, of the object that is compared here.
    private static readonly string[] OfConfiguration =
    [
        "sendTimeOut", "maxConnectionNumber", "sendBufferSize", "logCommand", "clearIdleSession", "clearIdleSessionInterval", "idleSessionTimeOut",
        "maxRequestLength", "disableSessionSnapshot", "sessionSnapshotInterval", "keepAliveTime", "keepAliveInterval", "sendingQueueSize",
        "logBasicSessionActivity", "logAllSocketException", "defaultCulture",
    ];

    [Test]
    public void Each_attribute_is_used_or_needs_a_restart()
    {
        string[] all = [.. Names(typeof(Server))];
        string[] restart = [.. all.Where(name => Find(name)?.IsDefined(typeof(NeedsRestartAttribute)) ?? name is "serviceName")];

        // Servers that come and go, and certificates, are in tests of their own.
        Assert.That(OfConfiguration.Concat(restart).Concat(["name", "disabled", "certificate"]), Is.EquivalentTo(all));
        static PropertyInfo? Find(string name)
            => Array.Find(typeof(ServerConfig).GetProperties(), property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    [Test]
    public void A_running_server_uses_every_attribute_that_needs_no_restart()
    {
        DefaultBootstrap bootstrap = Start(Section(string.Empty));
        Write(Section(Changed));
        ConfigurationReload reload = bootstrap.Reload();
        Assert.That(reload.Changes.Select(change => change.Place.Split('/')[^1]), Is.EquivalentTo(OfConfiguration));
        Assert.That(reload.Changes.Where(change => !change.IsUsedNow), Is.Empty);
        var expected = (IServerConfig)Read(Section(Changed)).Servers.Cast<Server>().Single();
        foreach (string name in OfConfiguration)
        {
            PropertyInfo property = typeof(IServerConfig).GetProperty(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.IgnoreCase)!;
            Assert.That(property.GetValue(Server(bootstrap, "s").Config), Is.EqualTo(property.GetValue(expected)), property.Name);
        }
    }

    [Test]
    public async Task New_connections_use_the_options_of_the_engine()
    {
        DefaultBootstrap bootstrap = Start(Section("maxSendBytes='2048' proxyProtocolFrom='10.0.0.1'"));
        var server = (AppServer)Server(bootstrap, "s");
        var sockets = (StreamSocketServer)((ISocketServerAccessor)server).SocketServer;
        Write(Section("maxSendBytes='4096' proxyProtocolFrom='127.0.0.1' slowClient='Drop' idleCountsReceivesOnly='true' handshakeTimeOut='3' "
            + "tlsCipherSuites='System' keepAliveTime='77'"));
        Assert.That(bootstrap.Reload().Changes.Where(change => !change.IsUsedNow), Is.Empty);
        Assert.That(sockets.MaxSendBytes, Is.EqualTo(5 * 2048));
        Assert.That((server.SlowClientPolicy, server.IdleCountsReceivesOnly), Is.EqualTo((SlowClientPolicy.Drop, true)));

        using var client = new TcpClient();
        await client.ConnectAsync(server.Listeners[0].EndPoint);
        await client.GetStream().WriteAsync("PROXY TCP4 192.0.2.7 192.0.2.1 4000 80\r\n"u8.ToArray());
        await Wait.Until(() => server.SessionCount == 1, "the client behind the proxy");
        Assert.That(server.GetAllSessions().Single().RemoteEndPoint.Address, Is.EqualTo(IPAddress.Parse("192.0.2.7")));
        Socket socket = StreamSocketServer.TransportOf(server.GetAllSessions().Single().SocketSession)!.Socket;
        Assert.That((int)socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime)!, Is.EqualTo(77));

        Write(Section(string.Empty));
        bootstrap.Reload();
        Assert.That((server.SlowClientPolicy, server.IdleCountsReceivesOnly), Is.EqualTo((SlowClientPolicy.Wait, false)));
    }

    [Test]
    public void An_option_that_only_the_class_reads_at_its_start_says_so()
    {
        DefaultBootstrap bootstrap = Start(Section("colour='red'"));
        Write(Section("colour='blue' textEncoding='utf-8'"));
        Assert.That(bootstrap.Reload().Changes.Select(change => change.RestartReason), Is.EqualTo(new[]
        {
            "the class of the server reads it at the start only", "clients use the encoding with which they have connected",
        }));
    }

    [Test]
    public void Attributes_of_the_whole_section_need_a_restart_but_for_the_interval_of_looking()
    {
        IEnumerable<string> used = Names(typeof(SocketServiceConfig)).Where(name => RestartRules.Find(typeof(SocketServiceConfig), [name], "1", "2") == null);
        Assert.That(used, Is.EquivalentTo(new[] { "servers", "fileCheckInterval" }));
    }

    [Test]
    public async Task A_link_that_leads_elsewhere_is_noticed()
    {
        // As Kubernetes does: the directory on the way is a link.
        DirectoryInfo root = Directory.CreateTempSubdirectory("linked-");
        try
        {
            Write(Section("maxRequestLength='100'"));
            string first = Put("one"), second = Put("two");
            System.IO.File.WriteAllText(second, System.IO.File.ReadAllText(second).Replace("'100'", "'200'", StringComparison.Ordinal));
            string data = Path.Combine(root.FullName, "data");
            Directory.CreateSymbolicLink(data, Path.GetDirectoryName(first)!);
            string link = Path.Combine(root.FullName, "App.config");
            System.IO.File.CreateSymbolicLink(link, Path.Combine("data", "App.config"));
            using var bootstrap = (DefaultBootstrap)BootstrapFactory.CreateBootstrapFromConfigFile(link);
            Assert.That(bootstrap.Initialize(Logs), bootstrap.LastError);
            Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
            Directory.Delete(data);
            Directory.CreateSymbolicLink(data, Path.GetDirectoryName(second)!);
            await Wait.Until(() => Server(bootstrap, "s").Config.MaxRequestLength == 200, "the file behind the link");
        }
        finally
        {
            root.Delete(recursive: true);
        }

        string Put(string name)
        {
            string path = Path.Combine(root.CreateSubdirectory(name).FullName, "App.config");
            System.IO.File.Copy(File, path);
            return path;
        }
    }

    [Test]
    public async Task A_refused_file_is_logged_once_and_a_handler_is_told_of_each_reading()
    {
        DefaultBootstrap bootstrap = Start(Section("maxRequestLength='100'"));
        var told = new System.Collections.Concurrent.ConcurrentQueue<string>();
        bootstrap.Reloading += trigger => told.Enqueue($"{trigger}");
        bootstrap.Reloaded += (trigger, reload) => told.Enqueue($"{trigger}: {reload?.Errors.Count}");
        Write(Section("slowClient='kill'"));
        await Wait.Until(() => Logs.Errors.Length > 0, "an error");
        Assert.That(TakeErrors().Single(), Does.Contain("everything stays as it was. Line ").And.Contain("slowClient=\"kill\" is not known"));
        Assert.That(bootstrap.Reload().Errors, Has.Count.EqualTo(1));
        Assert.That(TakeErrors(), Is.Empty, "The same content is logged once.");
        Assert.That(told, Is.EqualTo(new[] { "File", "File: 1", "Request", "Request: 1" }));
    }

    private static IEnumerable<string> Names(Type type)
        => type.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
            .Select(property => property.GetCustomAttribute<ConfigurationPropertyAttribute>()?.Name).OfType<string>().Distinct();

    private static string Section(string attributes) =>
        $"<superSocket fileCheckInterval='1'><servers><server name='s' serverType='{TypeName(typeof(TriableServer))}' {attributes}>"
            + $"{AnyPort}</server></servers></superSocket>";
}

/// <summary>A server whose set-up changes nothing outside of it.</summary>
public class TriableServer : AppServer
{
    protected override bool CanTrySetup => true;
}
