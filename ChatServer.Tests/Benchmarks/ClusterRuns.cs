using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Torture;
using ChatServer.Benchmarks.Torture.Cluster;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>The torture of several servers with one database in short, and what it finds.</summary>
[Platform(Include = "Linux")]
public class ClusterRuns
{
    private readonly StringWriter _output = new();

    [Test]
    public async Task Servers_that_are_killed_while_users_move_between_them_lose_nothing()
        => Assert.That(await Run("--nodes 3 --events 6 --seconds 20 --users 8 --seed 1 --faults kill"), Is.True, _output.ToString);

    [Test]
    public async Task Requests_of_users_who_have_logged_in_elsewhere_are_found_if_the_database_stores_them()
    {
        bool held = await Run("--nodes 3 --events 200 --seconds 120 --users 8 --seed 1 --faults links,hold,pause --sabotage-database epochs");
        Assert.That(held, Is.False, _output.ToString);
        Assert.That(_output.ToString(), Does.Contain("VIOLATION"));
    }

    [Test]
    public async Task Lost_commits_are_found_after_a_standby_is_promoted_that_does_not_have_them()
    {
        Assert.That(await Run("--nodes 3 --events 3 --users 8 --seed 1 --faults lossy"), Is.False, _output.ToString);
        Assert.That(_output.ToString(), Does.Contain("VIOLATION").And.Contain("the database has lost commits"));
    }

    private Task<bool> Run(string arguments)
        => new ClusterTortureRun(TortureOptions.Parse(new Arguments(arguments.Split(' '))), _output).RunAsync();
}
