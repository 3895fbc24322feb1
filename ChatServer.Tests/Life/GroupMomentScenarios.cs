using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Life;

/// <summary>Groups at bad moments.</summary>
public class GroupMomentScenarios : ChatScenario
{
    [Test]
    public async Task Nobody_gets_json_because_another_member_changes_the_format()
    {
        const int Messages = 10;
        ScriptedClient aaron = await LogIn("aaron");
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient zoe = await LogIn("zoe");
        foreach (ScriptedClient member in (ScriptedClient[])[aaron, romeo, zoe])
        {
            await member.Sends("Join verona");
            await member.ReceivesLine();
        }

        await aaron.Receives("romeo 加入了群 verona", "zoe 加入了群 verona");
        await romeo.Receives("zoe 加入了群 verona");
        for (int i = 0; i < Messages; i++)
        {
            // aaron, who joined first, is served first.
            await aaron.Sends(i % 2 == 0 ? "Format json" : "Format text");
            Assert.That(await aaron.ReceivesLine(), i % 2 == 0 ? Does.StartWith("{") : Does.Not.StartWith("{"));
            await romeo.Sends($"Say verona hello {i}");
            await zoe.ReceivesMessage($"romeo 在群 verona 里说:hello {i}");
            Assert.That(await aaron.ReceivesLine(), i % 2 == 0 ? Does.Contain($"\"hello {i}\"") : Does.StartWith($"romeo 在群 verona 里说:hello {i} "));
        }
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
        await Assert.ThatAsync(() => Server.Server("utf-8").System.RemoveAccountAsync("romeo"), Throws.TypeOf<StoreException>());
        store.Faults.Write = null;
        await Until("the disk has recovered", () => store.Failure == null);
        await UntilOffline("romeo");

        ScriptedClient other = await Connect("another romeo");
        await other.Sends("Check romeo another", "Groups");
        await other.Receives(LoggedIn);
        Assert.That(await other.ReceivesLine(), Does.Contain("0"), "the account is a new one");
    }
}
