using ChatServer.Storage.Journal;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Life;

/// <summary>What people notice of a disk that is full, or slow.</summary>
public class DiskPlays() : ChatPlay(store: "journal")
{
    private FaultPoints Faults => ((JournalStore)Server.Server("utf-8").System.Store).Faults;

    [Test]
    public async Task A_full_disk_is_told_and_nothing_is_acknowledged_until_there_is_room()
    {
        Server.ExpectError("The journal cannot be written; new messages are refused until it can.");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Receipt on", "Chat juliet before");
        await romeo.Receives("Receipts are on");
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
