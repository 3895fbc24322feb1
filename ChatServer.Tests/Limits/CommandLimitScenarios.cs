using System.Diagnostics;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Limits;

/// <summary>A session that sends too much of anything is read more slowly; nothing is lost.</summary>
public class CommandLimitScenarios : ChatScenario
{
    // So many lines over the burst take a second at least.
    private const int Over = 20;
    private const int Burst = 5;

    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(950);

    [TestCase("HB R\r\n", 1)]
    [TestCase("\r\n", 0)]
    [TestCase("garbage\r\n", 1)]
    [TestCase("Chat nobody\r\n", 1)]
    [TestCase("Check\r\n", 1)]
    public async Task A_flood_of_lines_is_read_at_the_rate_and_answered_whole(string line, int answers)
    {
        Setup = Narrow();
        ScriptedClient romeo = await Connect("romeo");
        var watch = Stopwatch.StartNew();
        await romeo.SendsText(string.Concat(Enumerable.Repeat(line, Burst + Over)) + "Quit\r\n");
        for (int i = 0; i < (Burst + Over) * answers; i++)
            await romeo.ReceivesLine();
        await romeo.Receives("再见");
        Assert.That(watch.Elapsed, Is.GreaterThan(Slow));
        Assert.That(Server.Log.Count(entry => entry.Message.Contains("(commandsPerSecond)", StringComparison.Ordinal)), Is.EqualTo(1), "once, not for each line");
    }

    [Test]
    public async Task Lines_that_are_too_long_or_no_text_count_too()
    {
        Setup = Narrow() with { Attributes = "maxRequestLength=\"64\"" };
        ScriptedClient romeo = await Connect("romeo");
        var watch = Stopwatch.StartNew();
        byte[] lines = [.. Enumerable.Repeat((byte)'x', 100), (byte)'\n', 0xC0, 0xC0, (byte)'\n'];
        for (int i = 0; i < (Burst + Over + 1) / 2; i++)
            await romeo.SendsBytes(lines);
        for (int i = 0; i < (Burst + Over + 1) / 2; i++)
            await romeo.Receives("命令太长,已被丢弃:一行必须少于 64 字节", "无法识别的文字,已被丢弃,请再发一次:本端口使用 utf-8 编码");
        await romeo.Sends("Quit");
        await romeo.Receives("再见");
        Assert.That(watch.Elapsed, Is.GreaterThan(Slow));
    }

    [Test]
    public async Task Commands_of_telnet_count_too()
    {
        const byte Iac = 255, Do = 253, Wont = 252, Echo = 1;
        Setup = Narrow();
        ScriptedClient romeo = await Connect("romeo");
        var watch = Stopwatch.StartNew();
        await romeo.SendsBytes(Iac, Do, Echo);
        await romeo.ReceivesBytes(Iac, Do, 0, Iac, Wont, Echo);
        for (int i = 0; i < Burst + Over; i++)
        {
            await romeo.SendsBytes(Iac, Do, Echo);
            await romeo.ReceivesBytes(Iac, Wont, Echo);
        }

        Assert.That(watch.Elapsed, Is.GreaterThan(Slow));
    }

    [Test]
    public async Task Others_are_served_while_one_is_slowed_down()
    {
        Setup = new ServerSetup { Limits = "commandsPerSecond=\"1\" commandBurst=\"5\"" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.SendsText(string.Concat(Enumerable.Repeat("HB R\r\n", 100)) + "Chat juliet late\r\n");
        await juliet.ReceivesNothing();
        romeo.Leaves();
        await juliet.Sends("Who");
        await juliet.ReceivesLine();
    }

    [Test]
    public async Task By_default_whoever_confirms_a_full_mailbox_is_not_slowed_down()
    {
        const int Messages = 100_000;
        Setup = new ServerSetup { GenerousLimits = false };
        ScriptedClient romeo = await LogIn("romeo");
        for (int i = 0; i < Messages; i += 1000)
        {
            await romeo.SendsText(string.Concat(Enumerable.Repeat("Chat juliet x\r\n", 1000)));
            await romeo.Receives([.. Enumerable.Repeat(NotDelivered, 1000)]);
        }

        ScriptedClient juliet = await LogIn("juliet");
        string[] ids = new string[Messages];
        for (int i = 0; i < Messages; i++)
            ids[i] = await juliet.ReceivesAgain("romeo", "x");

        // One is left for the login, and one for the heartbeat.
        await juliet.SendsText(string.Concat(ids.Take(Messages - 2).Select(id => $"Confirm {id}\r\n")));
        await juliet.ReceivesNothing();
        Assert.That(Server.Log.Where(entry => entry.Message.Contains("(commandsPerSecond)", StringComparison.Ordinal)), Is.Empty);
        await juliet.Sends("Pending");
        Assert.That(await juliet.ReceivesLine(), Is.EqualTo("未确认的消息 2 条"));
    }

    [TestCase("127.0.0.1", true, false)]
    [TestCase("Any", false, false)]
    [TestCase("Any", true, true)]
    public void A_server_that_others_can_reach_warns_if_its_rates_are_off(string ip, bool areOff, bool warns)
    {
        Setup = new ServerSetup { Ip = ip, GenerousLimits = areOff };
        LogLine[] warnings = [.. Server.Log.Where(entry => entry.Message.Contains("with messagesPerSecond, commandsPerSecond, commandsPerSecondPerAddress of <limits> off", StringComparison.Ordinal))];
        Assert.That(warnings, Has.Length.EqualTo(warns ? 2 : 0), "one for each server");
    }

    [Test]
    public void A_server_that_others_can_reach_warns_if_only_the_rate_of_an_address_is_off()
    {
        Setup = new ServerSetup { Ip = "Any", GenerousLimits = false, Limits = "commandsPerSecondPerAddress=\"0\"" };
        Assert.That(Server.Log.Count(entry => entry.Message.Contains("with commandsPerSecondPerAddress of <limits> off", StringComparison.Ordinal)), Is.EqualTo(2), "one for each server");
    }

    private static ServerSetup Narrow() => new() { Limits = $"commandsPerSecond=\"{Over}\" commandBurst=\"{Burst}\"" };
}
