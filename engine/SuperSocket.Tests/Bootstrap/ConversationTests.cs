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
    public void One_server_finds_another_by_name_and_pushes_to_a_session_by_id()
    {
        var bootstrap = Start(Section);
        using var romeo = Connect(bootstrap, "A");
        using var juliet = Connect(bootstrap, "B");
        string id = juliet.Ask("Id")!;

        Assert.That(romeo.Ask($"Push b {id.ToUpperInvariant()} psst"), Is.EqualTo("Pushed"));
        Assert.That(juliet.Read(), Is.EqualTo("psst"));
        Assert.That(romeo.Ask($"Push A {id} psst"), Is.EqualTo("Nobody"));
        Assert.That(romeo.Ask($"Push C {id} psst"), Is.EqualTo("Nobody"));
    }

    [Test]
    public void A_timer_pushes_to_all_sessions()
    {
        var bootstrap = Start(Section);
        var server = (RunServer)Server(bootstrap, "A");
        using var romeo = Connect(bootstrap, "A");
        using var juliet = Connect(bootstrap, "A");
        Assert.That((romeo.Ask("Echo here"), juliet.Ask("Echo here")), Is.EqualTo(("here", "here")));

        using (new Timer(_ => server.GetAllSessions().ToList().ForEach(session => session.TrySend("tick\r\n")), null, 0, 20))
        {
            for (int i = 0; i < 3; i++)
                Assert.That((romeo.Read(), juliet.Read()), Is.EqualTo(("tick", "tick")));
        }
    }

    [Test]
    public void A_broadcast_reaches_the_sessions_of_one_device()
    {
        var bootstrap = Start(Section);
        using var first = Connect(bootstrap, "A");
        using var second = Connect(bootstrap, "A");
        using var other = Connect(bootstrap, "A");
        first.Ask("Device 7");
        second.Ask("Device 7");
        other.Ask("Device 8");

        other.Send("Broadcast 7 lights");
        Assert.That((first.Read(), second.Read()), Is.EqualTo(("lights", "lights")));
        Assert.That(other.Ask("Echo nothing before this"), Is.EqualTo("nothing before this"));
    }
}
