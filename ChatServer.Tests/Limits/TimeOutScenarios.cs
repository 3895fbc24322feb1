using System.Globalization;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Limits;

/// <summary>Connections that do not log in, and connections that do not read.</summary>
public class TimeOutScenarios : ChatScenario
{
    private const int Messages = 20_000;
    private const int TextLength = 750;

    [Test]
    public async Task Whoever_does_not_log_in_is_told_and_closed()
    {
        Setup = new ServerSetup { Limits = "loginTimeOut=\"1\"" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient silent = await Connect("silent");
        ScriptedClient english = await Connect("english");
        await english.Sends("Lang en", "Who");
        await english.Receives(SpeaksEnglish, "Please log in first: Check <id> <password>");
        await silent.Receives("您在 1 秒内没有登录,连接即将关闭,请重新连接");
        await silent.ReceivesEnd();
        await english.Receives("You did not log in within 1 s; the connection will be closed, connect again");
        await english.ReceivesEnd();
        await romeo.ReceivesNothing();
        Assert.That(Server.Log.Any(entry => entry.Message.Contains("nobody logged in within 1 s (loginTimeOut)", StringComparison.Ordinal)), Is.True);
    }

    [Test]
    public async Task Whoever_sends_half_a_line_byte_by_byte_is_closed_all_the_same()
    {
        Setup = new ServerSetup { Limits = "loginTimeOut=\"1\"" };
        ScriptedClient slow = await Connect("slow");
        Task<string> told = slow.ReceivesLine();
        while (!told.IsCompleted)
        {
            await slow.SendsBytes((byte)'x');
            await Task.WhenAny(told, Task.Delay(50));
        }

        Assert.That(await told, Is.EqualTo("您在 1 秒内没有登录,连接即将关闭,请重新连接"));
    }

    [Test]
    public async Task Whoever_takes_nothing_of_what_waits_is_told_and_closed_and_loses_nothing()
    {
        Setup = new ServerSetup { Limits = "slowReaderTimeOut=\"1\"" };
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        await SendAll(romeo);
        await UntilOffline("juliet");
        string[] lines = await juliet.ReceivesUntilEnd();
        Assert.That(lines[^2..], Is.EqualTo(new[] { "您有 1 秒没有接收任何内容,连接即将关闭,未确认的消息下次登录时会再次收到", "" }));
        Assert.That(Server.Log.Any(entry => entry.Message.Contains("took nothing of what waits for it for 1 s (slowReaderTimeOut)", StringComparison.Ordinal)), Is.True);

        ScriptedClient again = await LogIn("juliet");
        for (int i = 0; i < Messages; i++)
            await again.ReceivesAgain("romeo", Text(i));
        await again.ReceivesNothing();
    }

    [Test]
    public async Task Whoever_reads_slowly_but_reads_stays()
    {
        Setup = new ServerSetup { Limits = "slowReaderTimeOut=\"2\"" };
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        await SendAll(romeo);

        // Some 80 KB a second for three times as long as is allowed.
        var deadline = new Deadline(seconds: 6);
        int read = 0;
        while (!deadline.IsOver)
        {
            for (int i = 0; i < 10; i++)
                await juliet.ReceivesFrom("romeo", Text(read++));
            await Task.Delay(100);
        }

        while (read < Messages)
            await juliet.ReceivesFrom("romeo", Text(read++));
        await juliet.ReceivesNothing();
    }

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture).PadRight(TextLength, 'x');

    // More than what the sockets of both ends hold.
    private static async Task SendAll(ScriptedClient romeo)
    {
        for (int i = 0; i < Messages; i += 100)
            await romeo.SendsText(string.Concat(Enumerable.Range(i, 100).Select(j => $"Chat juliet {Text(j)}\r\n")));
    }
}
