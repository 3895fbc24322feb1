using NUnit.Framework;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>Servers of one bootstrap that know each other, and servers that speak first.</summary>
public class ConversationTests : BootstrapFixture
{
    private static readonly string Section = $"""
        <superSocket>
          <servers><server name="A" serverTypeName="run">{AnyPort}</server><server name="B" serverTypeName="run">{AnyPort}</server></servers>
          <serverTypes><add name="run" type="{TypeName(typeof(RunServer))}"/></serverTypes>
        </superSocket>
        """;

    [Test]
    public async Task One_server_finds_another_by_name_and_pushes_to_a_session_by_id()
    {
        var bootstrap = Start(Section);
        using var romeo = await Connect(bootstrap, "A");
        using var juliet = await Connect(bootstrap, "B");
        string id = (await juliet.AskAsync("Id"))!;

        Assert.That(await romeo.AskAsync($"Push b {id.ToUpperInvariant()} psst"), Is.EqualTo("Pushed"));
        Assert.That(await juliet.ReadLineAsync(), Is.EqualTo("psst"));
        Assert.That(await romeo.AskAsync($"Push A {id} psst"), Is.EqualTo("Nobody"));
        Assert.That(await romeo.AskAsync($"Push C {id} psst"), Is.EqualTo("Nobody"));
    }

    [Test]
    public async Task A_timer_pushes_to_all_sessions()
    {
        var bootstrap = Start(Section);
        var server = (RunServer)Server(bootstrap, "A");
        using var romeo = await Connect(bootstrap, "A");
        using var juliet = await Connect(bootstrap, "A");
        Assert.That((await romeo.AskAsync("Echo here"), await juliet.AskAsync("Echo here")), Is.EqualTo(("here", "here")));

        using (new Timer(_ => server.GetAllSessions().ToList().ForEach(session => session.TrySend("tick\r\n")), null, 0, 20))
        {
            for (int i = 0; i < 3; i++)
                Assert.That((await romeo.ReadLineAsync(), await juliet.ReadLineAsync()), Is.EqualTo(("tick", "tick")));
        }
    }

    [Test]
    public async Task A_broadcast_reaches_the_sessions_of_one_device()
    {
        var bootstrap = Start(Section);
        using var first = await Connect(bootstrap, "A");
        using var second = await Connect(bootstrap, "A");
        using var other = await Connect(bootstrap, "A");
        await first.AskAsync("Device 7");
        await second.AskAsync("Device 7");
        await other.AskAsync("Device 8");

        await other.SendAsync("Broadcast 7 lights\r\n");
        Assert.That((await first.ReadLineAsync(), await second.ReadLineAsync()), Is.EqualTo(("lights", "lights")));
        Assert.That(await other.AskAsync("Echo nothing before this"), Is.EqualTo("nothing before this"));
    }
}
