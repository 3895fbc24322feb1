using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Torture;
using ChatServer.Benchmarks.Workloads;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

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
    [TestCase("slow-readers", "--seconds", "3600")]
    public void Wrong_options_of_workloads_are_refused_in_one_line(string workload, params string[] arguments)
        => Assert.That(
            () => WorkloadCatalog.Plan(workload, new Arguments(arguments)),
            Throws.TypeOf<UsageException>().With.Message.Not.Contains("\n"));

    [Test]
    public void Help_names_every_workload()
        => Assert.That(WorkloadCatalog.All.Keys, Has.All.Matches<string>(name => Usage.Text.Contains($"\n  {name} ", StringComparison.Ordinal)));
}
