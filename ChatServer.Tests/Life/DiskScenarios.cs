using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Life;

/// <summary>What people notice of a disk that is full, or slow.</summary>
public class DiskScenarios() : ChatScenario(store: "journal")
{
    private FaultPoints Faults => ((JournalStore)Server.Server("utf-8").System.Store).Faults;

    [Test]
    public async Task A_full_disk_is_told_and_nothing_is_acknowledged_until_there_is_room()
    {
        Server.ExpectError("The journal cannot be written; new messages are refused until it can.");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Receipt on", "Chat juliet before");
        await romeo.Receives(SpeaksEnglish, "Receipts are on");
        await romeo.ReceivesMessage("Stored on disk");
        await romeo.Receives("Not delivered yet: the recipient is offline, the message is kept");

        Faults.Write = new IOException("No space left on device : '/srv/secret/00000001.journal'");
        await romeo.Sends("Chat juliet during");
        await romeo.ReceivesMessage("Not on disk yet: the server cannot write (No space left on device); it goes on when the disk recovers");
        await romeo.Sends("Chat juliet refused", "HB R");
        await romeo.Receives("Not stored: the server cannot write to its disk; try again later", "R");

        Faults.Write = null;
        await Until("the disk has recovered", () => Server.Server("utf-8").System.Store.Failure == null);
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.ReceivesAgain("romeo", "before");
        await juliet.ReceivesAgain("romeo", "during");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task An_answer_that_something_is_not_on_disk_is_the_answer_to_its_request_in_every_format()
    {
        Setup = Setup with { Udp = string.Empty };
        Server.ExpectError("The journal cannot be written; new messages are refused until it can.");
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient tybalt = await LogIn("tybalt");
        DatagramClient juliet = await LogInByUdp("juliet");
        await romeo.Sends("Format json");
        await romeo.ReceivesLine();
        await tybalt.Sends("Receipt on");
        await tybalt.ReceivesLine();

        // The first failed flush makes later messages be refused, so all three are on their way before it. It waits, then fails, and all after it.
        var flushed = new TaskCompletionSource();
        Faults.SlowFlush = flushed.Task;
        Faults.Flush = new IOException("No space left on device");
        await romeo.Sends("""{"cmd":"Chat","to":"paris","text":"x","ref":"r1","tag":"t1"}""");
        await tybalt.Sends("Chat paris y");
        juliet.Sends("#m1 Chat paris z");
        await Until("all three messages wait", () => Server.Chat.StoredCount == 3);
        Faults.SlowFlush = null;
        flushed.SetResult();

        Assert.That(await romeo.ReceivesLine(), Does.Match("""^{"type":"error","code":509,.*"ref":"r1","tag":"t1","""));
        Assert.That(await tybalt.ReceivesLine(), Does.StartWith("尚未存盘:"));
        Assert.That(await juliet.ReceivesLine(), Does.StartWith("#m1 尚未存盘:"));
        Faults.Flush = null;
        await Until("the disk has recovered", () => Server.Server("utf-8").System.Store.Failure == null);
    }

    [Test]
    public async Task That_a_message_is_gone_is_told_when_that_is_on_disk()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat romeo hello");
        await romeo.Receives("回执已开启");
        string id = await romeo.ReceivesFrom("romeo", "hello");
        Assert.That(await romeo.ReceivesMessage("已存盘"), Is.EqualTo(id));

        var flushed = new TaskCompletionSource();
        Faults.SlowFlush = flushed.Task;
        long before = Server.Server("utf-8").HandledRequests;
        try
        {
            await romeo.Sends("Receipt off", $"Confirm {id}", "Receipt on", $"Confirm {id}", "Confirm *", "Pending", $"Trace {id}");
            await romeo.Receives("回执已关闭", "回执已开启");
            await Until("the commands are handled", () => Server.Server("utf-8").HandledRequests - before >= 7);
            ScriptedClient other = await LogIn("juliet");
            await other.Sends("HB R");
            await other.Receives("R");
            Assert.That(Server.Server("utf-8").System.Store.Durable, Is.LessThan(Server.Server("utf-8").System.Store.Appended));
            romeo.HasReceivedNothing();
        }
        finally
        {
            Faults.SlowFlush = null;
            flushed.SetResult();
        }

        await romeo.Receives($"没有此消息 {id}", "已确认 0 条消息", "未确认的消息 0 条");
        Assert.That(await romeo.ReceivesLine(), Does.Contain("已确认").And.EndWith(id));
    }

    [Test]
    public async Task Whoever_goes_on_sending_while_an_answer_waits_for_the_disk_is_not_read()
    {
        const int Heartbeats = 20_000;
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on");
        await romeo.Receives("回执已开启");
        var flushed = new TaskCompletionSource();
        Faults.SlowFlush = flushed.Task;
        long before = Server.Server("utf-8").HandledRequests;
        Task sending;
        try
        {
            await romeo.Sends("Chat juliet hello");
            sending = romeo.SendsText(string.Concat(Enumerable.Repeat("HB R\r\n", Heartbeats)));
            await Until("the server has read what it takes", () => Server.Server("utf-8").HandledRequests - before >= 100);

            ScriptedClient juliet = await Connect("juliet");
            await juliet.Sends("Help me");
            await juliet.Receives(WrongParameters);
            Assert.That(Server.Server("utf-8").HandledRequests - before, Is.LessThan(200), "of romeo's commands");
        }
        finally
        {
            Faults.SlowFlush = null;
            flushed.SetResult();
        }

        await romeo.ReceivesMessage("已存盘");
        await romeo.Receives(NotDelivered);
        for (int i = 0; i < Heartbeats; i++)
            await romeo.Receives("R");
        await sending;
    }
}
