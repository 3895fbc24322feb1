using System.Globalization;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Load;

/// <summary>Somebody who is logged in and stops reading for a while.</summary>
public class SlowReaderScenarios : ChatScenario
{
    // Some 16 MB: more than what the sockets of both ends hold.
    private const int Messages = 20_000;
    private const int ShortMessages = 90_000;
    private const int TextLength = 750;

    [Test]
    public async Task A_slow_reader_gets_all_messages_once_and_in_order()
    {
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        await SendAll(romeo);
        for (int i = 0; i < Messages; i++)
            await juliet.ReceivesFrom("romeo", Text(i));
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task Somebody_for_whom_messages_wait_is_served_before_having_read_them()
    {
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        await FillToTheBrim(romeo);
        await juliet.Sends("Chat romeo I read later");
        await romeo.ReceivesFrom("juliet", "I read later");
    }

    [Test]
    public async Task A_backlog_that_exceeds_all_buffers_comes_whole_and_newer_messages_follow()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await SendAll(romeo, storedForLater: true);
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        await romeo.Sends("Chat juliet newest");
        await romeo.ReceivesNothing();
        for (int i = 0; i < Messages; i++)
            await juliet.ReceivesAgain("romeo", Text(i));
        await juliet.ReceivesFrom("romeo", "newest");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task A_slow_reader_who_is_kicked_loses_nothing_to_the_new_session_and_is_told()
    {
        ScriptedClient old = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        await SendAll(romeo);
        ScriptedClient young = await LogIn("juliet");
        string[] oldLines = await old.ReceivesUntilEnd();
        for (int i = 0; i < Messages; i++)
            await young.ReceivesAgain("romeo", Text(i));
        await young.ReceivesNothing();
        Assert.That(oldLines, Has.Length.LessThan(Messages));
        Assert.That(oldLines[^2..], Is.EqualTo(new[] { Kicked, "" }));
        for (int i = 0; i < oldLines.Length - 2; i++)
            Assert.That(oldLines[i], Does.StartWith("romeo 给你发消息:" + Text(i)));
    }

    [Test]
    public async Task A_slow_reader_is_told_of_the_kick_however_full_the_connection_is()
    {
        ScriptedClient old = await LogIn("juliet", receiveBuffer: 8192);
        await FillToTheBrim(await LogIn("romeo"));
        await (await Connect("juliet")).Sends("Check juliet secret");
        string[] lines = await old.ReceivesUntilEnd();
        Assert.That(lines, Has.Length.LessThan(ShortMessages), "the connection was full");
        Assert.That(lines[^2..], Is.EqualTo(new[] { Kicked, "" }));
    }

    [Test]
    public async Task A_slow_reader_who_never_reads_again_is_kicked_all_the_same()
    {
        Setup = new ServerSetup { Attributes = "sendTimeOut=\"500\"" };
        await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        await SendAll(romeo);
        await LogIn("juliet").ContinueWith(async login => (await login).Leaves(), TaskScheduler.Default).Unwrap();
        await Until("only Romeo's session is left", () => Server.Server("utf-8").SessionCount == 1);
    }

    [Test]
    public async Task A_slow_reader_who_logs_in_again_on_the_same_session_is_told()
    {
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        await FillToTheBrim(await LogIn("romeo"));
        await juliet.Sends("Check juliet secret");
        string line;
        while ((line = await juliet.ReceivesLine()) != LoggedIn)
            Assert.That(line, Does.StartWith("romeo 给你发消息:x "));
        for (int i = 0; i < ShortMessages; i++)
            await juliet.ReceivesAgain("romeo", "x");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task A_slow_reader_who_sends_commands_is_closed_without_an_error()
    {
        Setup = new ServerSetup { Attributes = "sendTimeOut=\"500\"" };
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        await FillToTheBrim(romeo);

        // More answers than have room beside the messages.
        for (int i = 0; i < 200; i++)
            await juliet.TrySends("Help");
        await UntilOffline("juliet");
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task A_slow_reader_who_goes_on_reading_in_time_gets_the_answer_too()
    {
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 8192);
        ScriptedClient romeo = await LogIn("romeo");
        await SendAll(romeo);
        await juliet.Sends("HB R");
        int messages = 0, heartbeats = 0;
        while (messages < Messages || heartbeats < 1)
        {
            string line = await juliet.ReceivesLine();
            if (line == "R")
                heartbeats++;
            else
                Assert.That(line, Does.StartWith("romeo 给你发消息:" + Text(messages++)));
        }

        await juliet.ReceivesNothing();
    }

    // Lines about as short as the server's own leave no room for these.
    private static async Task FillToTheBrim(ScriptedClient romeo)
    {
        for (int i = 0; i < ShortMessages; i += 1000)
            await romeo.SendsText(string.Concat(Enumerable.Repeat("Chat juliet x\r\n", 1000)));
        await romeo.ReceivesNothing();
    }

    private static string Text(int i) => i.ToString(CultureInfo.InvariantCulture).PadRight(TextLength, 'x');

    // Romeo is done when the server has handled all of his messages.
    private static async Task SendAll(ScriptedClient romeo, bool storedForLater = false)
    {
        for (int i = 0; i < Messages; i += 100)
        {
            await romeo.SendsText(string.Concat(Enumerable.Range(i, 100).Select(j => $"Chat juliet {Text(j)}\r\n")));
            if (storedForLater)
                await romeo.Receives([.. Enumerable.Repeat(NotDelivered, 100)]);
        }

        await romeo.ReceivesNothing();
    }
}
