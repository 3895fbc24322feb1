using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Life;

public class ServerLifeScenarios : ChatScenario
{
    [Test]
    public async Task A_server_that_stops_tells_everybody_and_closes()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet", "gb2312");
        ScriptedClient unauthenticated = await Connect("unauthenticated");
        ScriptedClient english = await Connect("english");
        await english.Sends("Lang en", "Help me");
        await english.Receives(SpeaksEnglish, "Wrong parameters; usage: Help | Help <command>");
        Task stopping = Task.Run(Server.Stop);
        foreach (ScriptedClient client in new[] { romeo, juliet, unauthenticated })
        {
            await client.Receives(ShuttingDown);
            await client.ReceivesEnd();
        }

        await english.Receives("The server is shutting down");
        await english.ReceivesEnd();
        await stopping;
    }

    [Test]
    public async Task A_server_that_stops_gives_up_on_those_who_do_not_read()
    {
        Setup = new ServerSetup { Attributes = "sendTimeOut=\"200\"" };
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        for (int i = 0; i < 100; i++)
            await romeo.SendsText(string.Concat(Enumerable.Repeat($"Chat juliet {new string('x', 1000)}\r\n", 100)));
        await romeo.ReceivesNothing();
        var deadline = new Deadline();
        await Task.Run(Server.Stop);
        Assert.That(deadline.IsOver, Is.False);
        await romeo.Receives(ShuttingDown);
        await romeo.ReceivesEnd();
        juliet.Leaves();
    }

    [Test]
    public async Task An_idle_session_is_told_and_closed_while_an_active_one_stays()
    {
        Setup = new ServerSetup { Attributes = "clearIdleSession=\"true\" idleSessionTimeOut=\"2\" clearIdleSessionInterval=\"1\"" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        ScriptedClient unauthenticated = await Connect("unauthenticated");
        Task romeoIsGone = Told(romeo);
        Task unauthenticatedIsGone = Told(unauthenticated);
        while (!romeoIsGone.IsCompleted || !unauthenticatedIsGone.IsCompleted)
        {
            await juliet.ReceivesNothing();
            await Task.WhenAny(Task.WhenAll(romeoIsGone, unauthenticatedIsGone), Task.Delay(100));
        }

        await romeoIsGone;
        await unauthenticatedIsGone;
        await juliet.Sends("Who");
        await juliet.Receives("在线 1 人:juliet");
    }

    [Test]
    public async Task Whoever_connects_and_says_nothing_is_closed_too()
    {
        Setup = new ServerSetup { Attributes = "clearIdleSession=\"true\" idleSessionTimeOut=\"1\" clearIdleSessionInterval=\"1\"" };
        ScriptedClient silent = await Connect("silent");
        await silent.SendsText("half a li");
        await silent.Receives("您已经 1 秒没有操作,连接即将关闭");
        await silent.ReceivesEnd();
        await Until("the session is gone", () => Server.Server("utf-8").SessionCount == 0);
    }

    private static async Task Told(ScriptedClient client)
    {
        await client.Receives("您已经 2 秒没有操作,连接即将关闭");
        await client.ReceivesEnd();
    }
}
