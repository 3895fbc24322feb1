using System.Collections.Specialized;
using NUnit.Framework;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.Tests.Net;

public class IdleTests : NetFixture
{
    [Test]
    public async Task Sends_keep_a_session_only_where_they_count([Values("", "false", "true")] string receivesOnly)
    {
        ServerConfig config = Config();
        (config.ClearIdleSession, config.ClearIdleSessionInterval, config.IdleSessionTimeOut) = (true, 1, 3);
        config.Options = new NameValueCollection { ["idleCountsReceivesOnly"] = receivesOnly };
        ProbeServer server = Start(config);

        // The one without sends shows that the clearing ran.
        TestClient silent = await Connect(server);
        await silent.AskAsync("x");
        ProbeSession forgotten = server.TheSession;
        TestClient fed = await Connect(server);
        await fed.AskAsync("x");
        ProbeSession pushed = server.GetAllSessions().Single(session => session != forgotten);

        await Wait.Until(
            () =>
            {
                pushed.TrySend("tick\r\n");
                return !forgotten.Connected && (receivesOnly != "true" || !pushed.Connected);
            },
            "cleared");
        Assert.That(pushed.Connected, Is.EqualTo(receivesOnly != "true"));
    }

    [Test]
    public async Task Requests_keep_a_session()
    {
        ServerConfig config = Config();
        (config.ClearIdleSession, config.ClearIdleSessionInterval, config.IdleSessionTimeOut) = (true, 1, 3);
        config.Options = new NameValueCollection { ["idleCountsReceivesOnly"] = "True" };
        ProbeServer server = Start(config);
        TestClient active = await Connect(server);
        await active.AskAsync("x");
        ProbeSession asking = server.TheSession;
        TestClient silent = await Connect(server);
        await silent.AskAsync("x");
        while (server.SessionCount == 2)
        {
            Assert.That(await active.AskAsync("x"), Is.EqualTo("x"));
            await Task.Delay(5);
        }

        Assert.That(server.TheSession, Is.SameAs(asking));
    }

    [Test]
    public void A_value_that_is_neither_true_nor_false_fails_the_set_up()
    {
        ServerConfig config = Config();
        config.Options = new NameValueCollection { ["idleCountsReceivesOnly"] = "yes" };
        Assert.That(SetupError(config), Does.Contain("idleCountsReceivesOnly=\"yes\""));
    }
}
