using System.Collections.Specialized;
using System.Reflection;
using System.Security.Cryptography.X509Certificates;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.Tests.Configuration;

public class CodeConfigTests
{
    [Test]
    public void The_defaults_of_a_server_are_those_of_1_6()
    {
        var expected = new Dictionary<string, object?>
        {
            ["Mode"] = SocketMode.Tcp,
            ["SendTimeOut"] = 5000,
            ["MaxConnectionNumber"] = 100,
            ["ReceiveBufferSize"] = 4096,
            ["SendBufferSize"] = 2048,
            ["ClearIdleSessionInterval"] = 120,
            ["IdleSessionTimeOut"] = 300,
            ["Security"] = "None",
            ["MaxRequestLength"] = 1024,
            ["SessionSnapshotInterval"] = 5,
            ["KeepAliveTime"] = 600,
            ["KeepAliveInterval"] = 60,
            ["ListenBacklog"] = 100,
            ["SendingQueueSize"] = 5,
            ["LogBasicSessionActivity"] = true,
        };
        var server = new ServerConfig();

        foreach (var property in typeof(ServerConfig).GetProperties())
        {
            object? otherwise = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
            Assert.That(property.GetValue(server), Is.EqualTo(expected.GetValueOrDefault(property.Name, otherwise)), property.Name);
        }
    }

    [Test]
    public void The_default_constants_of_a_server_are_public()
    {
        var expected = new Dictionary<string, int>
        {
            ["DefaultReceiveBufferSize"] = 4096,
            ["DefaultMaxConnectionNumber"] = 100,
            ["DefaultSendingQueueSize"] = 5,
            ["DefaultMaxRequestLength"] = 1024,
            ["DefaultSendTimeout"] = 5000,
            ["DefaultClearIdleSessionInterval"] = 120,
            ["DefaultIdleSessionTimeOut"] = 300,
            ["DefaultSendBufferSize"] = 2048,
            ["DefaultSessionSnapshotInterval"] = 5,
            ["DefaultKeepAliveTime"] = 600,
            ["DefaultKeepAliveInterval"] = 60,
            ["DefaultListenBacklog"] = 100,
        };
        var constants = typeof(ServerConfig).GetFields(BindingFlags.Static | BindingFlags.Public);
        Assert.That(constants.ToDictionary(c => c.Name, c => (int)c.GetRawConstantValue()!), Is.EquivalentTo(expected));
    }

    [Test]
    public void A_copy_of_a_server_has_every_value()
    {
        var server = new ServerConfig
        {
            Certificate = new CertificateConfig { FilePath = "a.pfx" },
            Listeners = [new ListenerConfig { Ip = "Any", Port = 1, Backlog = 2, Security = "Tls13" }],
            CommandAssemblies = [new CommandAssemblyConfig { Assembly = "A" }],
        };
        int number = 7;

        foreach (var property in typeof(ServerConfig).GetProperties())
        {
            if (NonDefault(property, server, ref number) is { } value)
                property.SetValue(server, value);
        }

        var copy = new ServerConfig(server);

        foreach (var property in typeof(ServerConfig).GetProperties().Where(p => p.Name is not ("Certificate" or "Listeners" or "CommandAssemblies")))
            Assert.That(property.GetValue(copy), Is.EqualTo(property.GetValue(server)), property.Name);

        Assert.That(copy.Certificate, Is.Not.SameAs(server.Certificate));
        Assert.That(copy.Certificate!.FilePath, Is.EqualTo("a.pfx"));
        Assert.That(copy.Listeners!.Single(), Is.Not.SameAs(server.Listeners.Single()));
        Assert.That(copy.Listeners!.Select(l => (l.Ip, l.Port, l.Backlog, l.Security)), Is.EqualTo(new[] { ("Any", 1, 2, "Tls13") }));
        Assert.That(copy.CommandAssemblies!.Single().Assembly, Is.EqualTo("A"));
    }

    [Test]
    public void A_copy_of_a_server_does_not_share_its_options()
    {
        var server = new ServerConfig { Options = new() { ["a"] = "1" }, OptionElements = new() { ["b"] = "<b/>" } };
        var copy = new ServerConfig(server);
        server.Options["a"] = "2";
        server.OptionElements.Clear();
        Assert.That(copy.Options!["a"], Is.EqualTo("1"));
        Assert.That(copy.OptionElements!["b"], Is.EqualTo("<b/>"));
    }

    [Test]
    public void A_copy_keeps_what_is_null()
    {
        var copy = new ServerConfig(new ServerConfig());
        Assert.That(new object?[] { copy.Options, copy.OptionElements, copy.Certificate, copy.Listeners, copy.CommandAssemblies }, Is.All.Null);
    }

    [Test]
    public void The_settings_that_a_running_server_takes_over_are_marked() => Assert.That(
        typeof(ServerConfig).GetProperties().Where(p => p.IsDefined(typeof(HotUpdateAttribute))).Select(p => p.Name),
        Is.EquivalentTo(new[]
        {
            "Options", "OptionElements", "LogCommand", "IdleSessionTimeOut", "MaxRequestLength", "LogBasicSessionActivity",
            "LogAllSocketException",
        }));

    [Test]
    public void A_listener_has_the_default_backlog() => Assert.That(new ListenerConfig().Backlog, Is.EqualTo(100));

    [Test]
    public void A_certificate_is_by_default_in_the_users_store() =>
        Assert.That(new CertificateConfig().StoreLocation, Is.EqualTo(StoreLocation.CurrentUser));

    [Test]
    public void A_root_reports_once_a_minute_and_isolates_nothing()
    {
        var root = new RootConfig();
        Assert.That(root.PerformanceDataCollectInterval, Is.EqualTo(60));
        Assert.That(root.DisablePerformanceDataCollector, Is.False);
        Assert.That(root.Isolation, Is.EqualTo(IsolationMode.None));
    }

    [Test, NonParallelizable]
    public void A_root_has_the_threads_of_the_pool()
    {
        var root = new RootConfig();
        ThreadPool.GetMaxThreads(out int maxWorkers, out int maxPorts);
        ThreadPool.GetMinThreads(out int minWorkers, out int minPorts);
        Assert.That((root.MaxWorkingThreads, root.MaxCompletionPortThreads), Is.EqualTo((maxWorkers, maxPorts)));
        Assert.That((root.MinWorkingThreads, root.MinCompletionPortThreads), Is.EqualTo((minWorkers, minPorts)));
    }

    [Test]
    public void A_copy_of_a_source_has_its_servers_and_types()
    {
        var source = new ConfigurationSource
        {
            LogFactory = "l",
            OptionElements = new() { ["b"] = "<b/>" },
            Servers = [new ServerConfig { Name = "s", Port = 5 }],
            ServerTypes = [new TypeProviderConfig { Name = "t", Type = "T, A" }],
        };
        var copy = new ConfigurationSource(source);
        Assert.That((copy.LogFactory, copy.OptionElements!["b"]), Is.EqualTo(("l", "<b/>")));
        Assert.That(copy.Servers.Select(s => (s.Name, s.Port)), Is.EqualTo(new[] { ("s", 5) }));
        Assert.That(copy.ServerTypes.Select(t => (t.Name, t.Type)), Is.EqualTo(new[] { ("t", "T, A") }));
        Assert.That(copy.CommandLoaders, Is.Empty);
    }

    private static object? NonDefault(PropertyInfo property, object of, ref int number) => property.GetValue(of) switch
    {
        bool value => !value,
        int => ++number,
        SocketMode => SocketMode.Udp,
        _ when property.PropertyType == typeof(string) => property.Name + ++number,
        _ when property.PropertyType == typeof(NameValueCollection) => new NameValueCollection { [property.Name] = "x" },
        _ => null,
    };
}
