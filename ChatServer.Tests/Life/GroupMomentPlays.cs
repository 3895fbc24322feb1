using ChatServer.Answers;
using ChatServer.Control;
using ChatServer.Messages;
using ChatServer.Storage.Journal;
using ChatServer.Tests.Kit;
using ChatServer.Texts;
using ChatServer.Users;
using NUnit.Framework;

namespace ChatServer.Tests.Life;

/// <summary>Groups at bad moments.</summary>
public class GroupMomentPlays : ChatPlay
{
    [Test]
    public async Task Nobody_gets_json_because_another_member_changes_the_format()
    {
        Setup = Setup with { Store = "journal" };
        ScriptedClient aaron = await LogIn("aaron");
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient zoe = await LogIn("zoe");
        foreach (ScriptedClient member in (ScriptedClient[])[aaron, romeo, zoe])
        {
            await member.Sends("Join verona");
            await member.ReceivesLine();
        }

        await aaron.Receives("romeo 加入了群 verona", "zoe 加入了群 verona");
        await romeo.Sends("Receipt on");
        var flushed = new TaskCompletionSource();
        ((JournalStore)Server.Server("utf-8").System.Store).Faults.SlowFlush = flushed.Task;
        await romeo.Sends("Say verona hello");
        User Of(string id) => Server.Server("utf-8").GetAllSessions().Single(session => session.User?.Id == id).User!;
        await Until("the message is stored", () => ChatService.Pending(Of("zoe"), 1, out _).Count == 1);
        GroupMessage message = ChatService.Pending(Of("zoe"), 1, out _)[0].Group!;

        // Somebody else's line is being made, which takes a moment.
        using var made = new ManualResetEventSlim();
        Task other = Task.Run(() => message.Line(new JsonFormat(true), ChatTexts.English, System.Text.Encoding.Latin1, true, () =>
        {
            made.Wait();
            return [];
        }));
        ((JournalStore)Server.Server("utf-8").System.Store).Faults.SlowFlush = null;
        flushed.SetResult();
        await Until("aaron is being served", () => !IsFree(Of("aaron")));
        await aaron.Sends("Format json");
        Assert.That(await aaron.ReceivesLine(), Does.StartWith("{"));
        made.Set();
        await other;
        await zoe.ReceivesMessage("romeo 在群 verona 里说:hello");
    }

    private static bool IsFree(User user)
    {
        if (!user.Gate.TryEnter())
            return false;
        user.Gate.Exit();
        return true;
    }

    [Test]
    public async Task Who_gets_the_id_of_a_removed_account_is_in_no_group_of_it_also_if_the_disk_failed()
    {
        Setup = Setup with { Store = "journal", Accounts = "open" };
        Server.ExpectError("The journal cannot be written; new messages are refused until it can.");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Join secret");
        await romeo.ReceivesLine();
        var store = (JournalStore)Server.Server("utf-8").System.Store;
        store.Faults.Write = new IOException("No space left on device");
        string answer = await new OperatorDesk(Server.Server("utf-8").System).ExecuteAsync("remove romeo", _ => Task.CompletedTask);
        Assert.That(answer, Does.StartWith("failed").And.Contain("it is stored when the disk recovers"));
        store.Faults.Write = null;
        await Until("the disk has recovered", () => store.Failure == null);
        await UntilOffline("romeo");

        ScriptedClient other = await Connect("another romeo");
        await other.Sends("Check romeo another", "Groups");
        await other.Receives(LoggedIn);
        Assert.That(await other.ReceivesLine(), Does.Contain("0"), "the account is a new one");
    }
}
