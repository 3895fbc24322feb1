using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Group;
using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Torture;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>The long runs in short.</summary>
[Platform(Include = "Linux")]
public class ShortRuns
{
    private readonly StringWriter _output = new();

    [Test]
    public async Task A_server_that_is_killed_again_and_again_for_half_a_minute_loses_nothing()
    {
        using var torture = new TortureRun(TortureOptions.Parse(new Arguments(["--seconds", "30", "--seed", "1"])), _output);
        Assert.That(await torture.RunAsync(), Is.True, _output.ToString);
    }

    [Test]
    public async Task A_journal_that_loses_what_it_acknowledged_is_found()
    {
        using var torture = new TortureRun(TortureOptions.Parse(new Arguments(["--kills", "100", "--seed", "1", "--sabotage"])), _output);
        Assert.That(await torture.RunAsync(), Is.False, _output.ToString);
        Assert.That(_output.ToString(), Does.Contain("VIOLATION").And.Contain("sabotage"));
        Directory.Delete(torture.Root, recursive: true);
    }

    [TestCase("tcp")]
    [TestCase("ws")]
    public async Task A_group_is_measured(string transport)
    {
        var options = GroupOptions.Parse(new Arguments(["--members", "20", "--seconds", "1", "--rounds", "1", "--confirm", "--transport", transport]));
        Assert.That(await new GroupRun(options, _output).RunAsync(), Is.True);
        Assert.That(_output.ToString(), Does.Match("[1-9][0-9,]* deliveries/s").And.Not.Contain("the server said"));
    }

    [Test]
    public async Task A_relay_reports_both_stores_and_the_factor_over_the_disk()
    {
        var options = RelayOptions.Parse(new Arguments(["--pairs", "2", "--seconds", "1", "--warmup", "0", "--rounds", "1"]));
        Assert.That(await new RelayRun(options, _output).RunAsync(), Is.True);
        Assert.That(_output.ToString(), Does.Contain("Memory").And.Contain("Journal").And.Contain("times the CPU").And.Contain("times as fast"));
    }
}
