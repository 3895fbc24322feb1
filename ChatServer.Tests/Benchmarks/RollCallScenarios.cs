using ChatServer.Benchmarks.Load;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;
using ChatServer.Benchmarks.Workloads;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

[Platform(Include = "Linux")]
public class RollCallScenarios
{
    [TestCase("tcp")]
    [TestCase("ws")]
    [TestCase("udp")]
    public async Task Users_who_are_not_logged_in_any_more_at_the_end_of_idle_are_counted(string transport)
    {
        using var server = new OwnServer(new ServerConfiguration(), program: null);
        await server.StartAsync();
        LoadTarget target = server.Target("own", WireTransport.Named(transport), Progress.None);
        using var idle = new IdleWorkload(users: 250) { Target = target };
        idle.Prepare();
        idle.Measure(TimeSpan.Zero, (_, _) => { });

        // A login elsewhere ends the session of before.
        foreach (string user in (string[])["idle7", "idle9"])
            Crowd.LogIn(server.Target("own", WireTransport.Tcp, Progress.None), user).Dispose();
        idle.Finish();
        Assert.That(target.Errors.Others, Is.EqualTo(["2 of 250 users were no longer logged in"]));
    }
}
