using System.Collections.Concurrent;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketEngine;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>The figures of the process and its servers.</summary>
public class StatusTests : BootstrapFixture
{
    private static readonly string Type = TypeName(typeof(StatusServer));

    [Test]
    public async Task Figures_go_to_the_log_and_to_subscribers_until_the_stop()
    {
        var bootstrap = Initialize(Section("performanceDataCollectInterval='1'", ""));
        Assert.That(bootstrap.PerfMonitor!.StatusUpdateInterval, Is.EqualTo(1));
        var statuses = new ConcurrentQueue<NodeStatus>();
        bootstrap.PerfMonitor.OnStatusUpdate += _ => throw new InvalidOperationException("a bad subscriber");
        bootstrap.PerfMonitor.OnStatusUpdate += statuses.Enqueue;
        Assert.That(bootstrap.Start(), Is.EqualTo(StartResult.Success));
        using var client = await Connect(bootstrap, "s");
        await client.AskAsync("hello");
        await Wait.Until(() => statuses.Count >= 2, "two reports");
        bootstrap.Stop();

        Assert.That(TakeErrors(), Is.All.EqualTo("A subscriber of the status failed."));
        NodeStatus status = statuses.Last();
        StatusInfoCollection process = status.BootstrapStatus;
        Assert.That(process.GetValue(StatusInfoKeys.MemoryUsage, 0L), Is.Positive);
        Assert.That(process.GetValue(StatusInfoKeys.TotalThreadCount, 0), Is.Positive);
        Assert.That(process.GetValue(StatusInfoKeys.MaxWorkingThreads, 0), Is.Positive);
        Assert.That(process.GetValue(StatusInfoKeys.CpuUsage, -1.0), Is.Not.Negative);

        StatusInfoCollection server = status.InstancesStatus.Single();
        Assert.That(server.Name, Is.EqualTo("s"));
        Assert.That(server.GetValue(StatusInfoKeys.IsRunning, false));
        Assert.That(server.GetValue(StatusInfoKeys.TotalConnections, 0), Is.EqualTo(1));
        Assert.That(server.GetValue(StatusInfoKeys.TotalHandledRequests, 0L), Is.EqualTo(1));
        Assert.That(server.GetValue("Threads", 0), Is.EqualTo(process[StatusInfoKeys.TotalThreadCount]), "from OnServerStatusCollected");
        Assert.That(statuses.First().InstancesStatus.Single(), Is.Not.SameAs(server), "a subscriber may keep a report");

        string report = Logs.Messages(LogLevel.Info, "Performance").Last();
        Assert.That(report, Does.Contain("\ns\n").And.Contain("Total Connections: 1").And.Contain("Number of Rooms: 1,234.0").And.Contain("Odd: 5"));
        Assert.That(report, Does.Not.Contain("hidden").And.Not.Contain("Listeners"));
    }

    [Test]
    public void A_server_that_cannot_report_is_left_out()
    {
        var bootstrap = Initialize(Section("", "fail='1'"));
        Assert.That(((PerformanceMonitor)bootstrap.PerfMonitor!).Collect().Status.InstancesStatus, Is.Empty);
        Assert.That(TakeErrors().Single(), Does.Contain("server s "));
    }

    [Test]
    public void A_disabled_collector_does_not_exist() =>
        Assert.That(Initialize(Section("disablePerformanceDataCollector='true'", "")).PerfMonitor, Is.Null);

    [Test]
    public void The_interval_is_a_second_at_least()
    {
        using IPerformanceMonitor monitor = Initialize(Section("performanceDataCollectInterval='0'", "")).PerfMonitor!;
        Assert.That(monitor.StatusUpdateInterval, Is.EqualTo(1));
        monitor.StatusUpdateInterval = 7;
        Assert.That(monitor.StatusUpdateInterval, Is.EqualTo(7));
    }

    [Test]
    public void Figures_are_saved_and_loaded_with_their_types()
    {
        var status = new NodeStatus
        {
            BootstrapStatus = Collection(("Cpu", 1.5), ("Memory", 1L << 40), ("Threads", 7), ("Nothing", null)),
            InstancesStatus =
            [
                Collection(("IsRunning", true), ("Started", new DateTime(2024, 2, 29, 1, 2, 3, 4, DateTimeKind.Local)), ("Name", "größe")),
                Collection(("Price", 1.10m), ("Up", TimeSpan.FromSeconds(90)), ("Infinite", double.PositiveInfinity), ("Mode", SocketMode.Udp)),
            ],
        };
        status.BootstrapStatus.Tag = "tag";
        status.BootstrapStatus.CollectedTime = new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Local);
        status.Save(File);
        NodeStatus loaded = NodeStatus.LoadFrom(File);

        Assert.That(loaded.BootstrapStatus.Values, Is.EqualTo(status.BootstrapStatus.Values));
        Assert.That((loaded.BootstrapStatus.Name, loaded.BootstrapStatus.Tag), Is.EqualTo(("n", "tag")));
        Assert.That(loaded.BootstrapStatus.CollectedTime, Is.EqualTo(status.BootstrapStatus.CollectedTime));
        Assert.That(loaded.BootstrapStatus.GetValue("THREADS", 0), Is.EqualTo(7));
        Assert.That(loaded.InstancesStatus[0].Values, Is.EqualTo(status.InstancesStatus[0].Values));
        Assert.That(loaded.InstancesStatus[1]["Price"], Is.EqualTo(1.10m));
        Assert.That(loaded.InstancesStatus[1]["Up"], Is.EqualTo(TimeSpan.FromSeconds(90)));
        Assert.That(loaded.InstancesStatus[1]["Infinite"], Is.EqualTo("Infinity"), "as text");
        Assert.That(loaded.InstancesStatus[1]["Mode"], Is.EqualTo("Udp"), "as text");
    }

    [Test]
    public void The_figures_of_a_bootstrap_can_be_saved()
    {
        var bootstrap = Start(Section("", ""));
        NodeStatus status = ((PerformanceMonitor)bootstrap.PerfMonitor!).Collect().Status;
        status.Save(File);
        Assert.That(NodeStatus.LoadFrom(File).InstancesStatus.Single().Values, Is.EqualTo(status.InstancesStatus.Single().Values));
    }

    [TestCase("")]
    [TestCase("\0\u0001\0\0\0")]
    [TestCase("{}")]
    [TestCase("[]")]
    [TestCase("null")]
    [TestCase("{\"instances\":[{\"values\":{\"a\":{\"Exception\":1}}}]}")]
    [TestCase("{\"instances\":[{\"collectedTime\":\"2024-01-01T00:00:00\",\"values\":{\"a\":{\"Int32\":1,\"Int64\":2}}}]}")]
    [TestCase("{\"instances\":[{\"collectedTime\":\"2024-01-01T00:00:00\",\"values\":{\"a\":{\"Int32\":\"x\"}}}]}")]
    [TestCase("{\"instances\":[{\"collectedTime\":\"yesterday\",\"values\":{}}]}")]
    public void Another_file_is_no_status(string text)
    {
        System.IO.File.WriteAllText(File, text);
        Assert.That(() => NodeStatus.LoadFrom(File), Throws.TypeOf<FormatException>());
    }

    private static string Section(string root, string server) =>
        $"<superSocket {root}><servers><server name='s' serverType='{Type}' {server}>{AnyPort}</server></servers></superSocket>";

    private static StatusInfoCollection Collection(params (string Key, object? Value)[] values)
    {
        var collection = new StatusInfoCollection { Name = "n" };
        foreach ((string key, object? value) in values)
            collection[key] = value;
        return collection;
    }
}
