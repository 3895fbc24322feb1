using System.Net;
using System.Net.Sockets;
using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Growth;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Torture;
using ChatServer.Benchmarks.Workloads;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

[Platform(Include = "Linux")]
public class ArgumentsTests
{
    [Test]
    public void Options_are_read()
    {
        var options = TortureOptions.Parse(new Arguments(["--kills", "7", "--keep", "--seed", "3"]));
        Assert.That((options.Kills, options.Keep, options.Seed, options.Users), Is.EqualTo((7, true, 3, 20)));
        Assert.That(WorkloadCatalog.Plan("relay", new Arguments(["--store", "memory"])).Options.Stores, Has.Length.EqualTo(1));
    }

    [TestCase("--kills", "many")]
    [TestCase("--kills", "0")]
    [TestCase("--kills")]
    [TestCase("--keep", "it")]
    [TestCase("--kill", "7")]
    [TestCase("7")]
    [TestCase("--kills", "7", "--kills", "8")]
    public void Wrong_options_are_refused(params string[] arguments)
        => Assert.That(() => TortureOptions.Parse(new Arguments(arguments)), Throws.TypeOf<UsageException>());

    [TestCase("dance")]
    [TestCase("relay", "--windows", "7")]
    [TestCase("relay", "--bytes", "9")]
    [TestCase("relay", "--transport", "udp", "--receipts")]
    [TestCase("relay", "--members", "7")]
    [TestCase("group", "--transport", "udp")]
    [TestCase("mixed", "--transport", "carrier-pigeon")]
    [TestCase("relay", "--port", "2020")]
    [TestCase("relay", "--prefix", "me")]
    [TestCase("relay", "--host", "127.0.0.1", "--prefix", "me")]
    [TestCase("relay", "--host", "127.0.0.1", "--prefix", "a b", "--password", "secret")]
    [TestCase("relay", "--host", "127.0.0.1", "--password", "two words")]
    [TestCase("relay", "--host", "127.0.0.1", "--store", "memory")]
    [TestCase("relay", "--host", "127.0.0.1", "--server", "chat.dll")]
    [TestCase("relay", "--host", "127.0.0.1", "--pid", "2147483647")]
    [TestCase("relay", "--host", "127.0.0.1", "--prefix", "", "--password", "secret")]
    [TestCase("relay", "--host", "")]
    [TestCase("relay", "--server", "/nowhere/chat")]
    [TestCase("relay", "--json", "/")]
    [TestCase("relay", "--json", "/nowhere/result.json")]
    [TestCase("slow-readers", "--seconds", "3600")]
    [TestCase("group", "--window", "1000", "--members", "2000")]
    [TestCase("idle", "--seconds", "400")]
    [TestCase("idle", "--host", "127.0.0.1", "--transport", "udp", "--seconds", "13")]
    public void Wrong_options_of_workloads_are_refused_in_one_line(string workload, params string[] arguments)
        => Assert.That(
            () => WorkloadCatalog.Plan(workload, new Arguments(arguments)),
            Throws.TypeOf<UsageException>().With.Message.Not.Contains("\n"));

    [Test]
    public void A_plot_that_cannot_be_written_is_refused_before_anything_is_measured()
        => Assert.That(() => GrowthOptions.Parse(new Arguments(["--svg", "/proc/plots"])), Throws.TypeOf<UsageException>().With.Message.StartsWith("--svg /proc/plots:"));

    [Test]
    public void A_growth_without_sizes_is_refused()
        => Assert.That(
            async () => await new GrowthRun(GrowthOptions.Parse(new Arguments(["--axis", "users", "--most", "5"])), TextWriter.Null, Progress.None).RunAsync(),
            Throws.TypeOf<UsageException>());

    [TestCase("0.0.0.0")]
    [TestCase("no.such.host.invalid")]
    public void A_host_without_an_address_is_refused(string host)
        => Assert.That(async () => await WorkloadCatalog.Plan("relay", new Arguments(["--host", host])).Options.FindHostAsync(), Throws.TypeOf<UsageException>());

    [Test]
    public async Task Of_several_addresses_that_one_is_taken_at_which_somebody_listens()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        LoadOptions options = WorkloadCatalog.Plan("relay", new Arguments(["--host", "localhost", "--port", $"{port}"])).Options;
        Assert.That(await options.FindHostAsync(), Is.EqualTo(listener.LocalEndpoint));
    }

    [Test]
    public void More_connections_to_one_server_than_there_are_local_ports_are_refused()
        => Assert.That(() => FileDescriptors.Demand([70_000]), Throws.TypeOf<UsageException>().With.Message.Contains("local ports"));

    [Test]
    public void Help_names_every_workload()
        => Assert.That(WorkloadCatalog.All.Keys, Has.All.Matches<string>(name => Usage.Text.Contains($"\n  {name} ", StringComparison.Ordinal)));
}
