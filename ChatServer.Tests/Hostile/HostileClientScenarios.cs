using System.Text;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Hostile;

public class HostileClientScenarios : ChatScenario
{
    [Test]
    public async Task A_megabyte_without_a_line_end_is_told_once_and_closed()
    {
        ScriptedClient romeo = await Connect("romeo");
        byte[] block = System.Text.Encoding.ASCII.GetBytes(new string('x', 16 * 1024));
        for (int i = 0; i < 66; i++)
            await romeo.SendsBytes(block);
        await romeo.Receives("命令太长,已被丢弃:一行必须少于 1024 字节");
        await romeo.ReceivesEnd();
        await LogIn("juliet");
    }

    [Test]
    public async Task Five_thousand_lines_in_one_packet_are_answered_in_order()
    {
        ScriptedClient romeo = await Connect("romeo");
        var lines = new StringBuilder("Check romeo secret\r\n");
        for (int i = 0; i < 5000; i++)
            lines.Append("Unknown").Append(i).Append("\r\n");
        await romeo.SendsText(lines.ToString());
        await romeo.Receives(LoggedIn);
        for (int i = 0; i < 5000; i++)
            await romeo.Receives($"不知道如何处理 Unknown{i} 命令");
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task Connections_that_are_reset_leave_nothing_behind()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            ScriptedClient client = await ConnectSilently($"user{i}");
            if (i % 2 == 0)
                await client.Sends($"Check user{i} secret", "Help", "Chat user1 hello", "HB");
            client.Resets();
        }));
        await Until("all are gone", () => Server.Server("utf-8").SessionCount == 0 && Server.Chat.OnlineCount == 0);
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task More_connections_than_allowed_are_closed_until_somebody_leaves()
    {
        Setup = new ServerSetup { Connections = 5 };
        Server.ExpectError("the limit maxConnectionNumber=5 is reached");
        ScriptedClient[] five = await Task.WhenAll(Enumerable.Range(1, 5).Select(i => LogIn($"user{i}")));
        ScriptedClient sixth = await ConnectSilently("sixth");
        await sixth.ReceivesEnd();
        five[0].Leaves();

        var deadline = new Deadline();
        while (true)
        {
            ScriptedClient next = await ConnectSilently("next");
            if ((await next.ReceivesAny()).Length > 0)
                return;
            Assert.That(deadline.IsOver, Is.False, "nobody gets in after one has left");
        }
    }

    [Test]
    public async Task A_client_that_sends_Help_forever_and_never_reads_is_closed_and_harms_nobody()
    {
        Setup = new ServerSetup { Attributes = "sendTimeOut=\"500\"" };
        ScriptedClient greedy = await LogIn("greedy", receiveBuffer: 8192);
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Task<bool> flood = greedy.Floods(string.Concat(Enumerable.Repeat("Help\r\n", 500)));
        ScriptedClient romeo = await LogIn("romeo");
        while (!flood.IsCompleted)
        {
            await romeo.Sends("Chat romeo hello");
            await romeo.Sends("Confirm " + await romeo.ReceivesFrom("romeo", "hello"));
            Assert.That(GC.GetTotalMemory(forceFullCollection: false) - before, Is.LessThan(200_000_000));
        }

        Assert.That(await flood, Is.True, "the server closes the connection");
        await UntilOffline("greedy");
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task A_mailbox_that_is_full_refuses_and_says_so()
    {
        Setup = new ServerSetup { Limits = "maxMessagesPerUser=\"2\" maxMessages=\"3\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 1", "Chat juliet 2", "Chat juliet 3", "Chat paris 4", "Chat paris 5");
        await romeo.Receives(NotDelivered, NotDelivered, "消息未保存:juliet 的未确认消息太多,最多 2 条、134217728 个字符,请等 juliet 确认一些后再试", NotDelivered, "消息未保存:服务器的未确认消息太多,最多 3 条、268435456 个字符,请等一些消息被确认后再试");
        ScriptedClient juliet = await LogIn("juliet");
        string first = await juliet.ReceivesAgain("romeo", "1");
        await juliet.ReceivesAgain("romeo", "2");
        await juliet.Sends("Confirm " + first);
        await juliet.ReceivesNothing();
        await romeo.Sends("Chat juliet 6");
        await juliet.ReceivesFrom("romeo", "6");
        Assert.That(Server.Chat.KnownCount, Is.EqualTo(3));
    }

    [Test]
    public async Task Texts_over_the_limit_of_all_characters_are_refused()
    {
        Setup = new ServerSetup { Limits = "maxCharacters=\"266\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Chat juliet 1234567890", "Chat paris x", "Chat romeo 1");
        await romeo.Receives(
            SpeaksEnglish,
            "Not delivered yet: the recipient is offline, the message is kept",
            "Not stored: the server has too many unconfirmed messages, at most 2000000 with 266 characters; try again when some are confirmed",
            "Not stored: the server has too many unconfirmed messages, at most 2000000 with 266 characters; try again when some are confirmed");
        Assert.That(Server.Chat.KnownCount, Is.EqualTo(2), "nobody is remembered for a refused message");
    }
}
