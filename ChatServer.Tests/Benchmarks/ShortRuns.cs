using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Hostile;
using ChatServer.Benchmarks.Restarts;
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

    [Test]
    public async Task A_server_that_is_restarted_under_load_loses_nothing_and_refuses_no_connection()
    {
        string[] arguments = ["--restarts", "3", "--users", "20", "--rate", "100", "--seconds", "1", "--iterations", "1000", "--drain", "1"];
        using var restarts = new RestartRun(RestartOptions.Parse(new Arguments(arguments)), _output);
        Assert.That(await restarts.RunAsync(), Is.True, _output.ToString);
        Assert.That(_output.ToString(), Does.Contain(" 0 of them lost, 0 came twice").And.Contain(" 0 refused"));
    }

    [TestCase("half-lines")]
    [TestCase("flood")]
    [TestCase("connects")]
    [TestCase("login-storm")]
    public async Task Well_behaved_users_get_everything_while_others_attack(string scenario)
    {
        var options = HostileOptions.Parse(new Arguments(["--scenario", scenario, "--seconds", "1", "--connections", "50", "--rate", "100"]));
        Assert.That(await new HostileRun(options, _output).RunAsync(), Is.True, _output.ToString);
        Assert.That(_output.ToString(), Does.Contain("under attack"));
    }
}
