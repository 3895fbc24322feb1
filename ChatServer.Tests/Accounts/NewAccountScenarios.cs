using ChatServer.Client;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Accounts;

/// <summary>The login that makes an account says so, and no other does: so a mistyped id is noticed.</summary>
public sealed class NewAccountScenarios : ChatScenario
{
    public NewAccountScenarios() => Setup = new ServerSetup { Accounts = "open" };

    [Test]
    public async Task The_first_login_says_that_the_account_is_new_and_further_ones_do_not()
    {
        ScriptedClient romeo = await Connect("romeo");
        romeo.ShowsNewAccounts = true;
        await romeo.Sends("Check romeo secret", "HB R", "Check romeo secret", "HB R", "Lang en", "Check juliet secret", "Check juliet wrong", "Check juliet secret", "HB R");
        await romeo.Receives(LoggedIn, "已新建账号 romeo;如果您本来就有账号,请检查账号是否打错", "R", LoggedIn, "R");
        await romeo.Receives(SpeaksEnglish, "Logged in", "This is a new account, juliet; if you have one already, check the id for a typing error", "Wrong id or password", "Logged in", "R");
    }

    [Test]
    public async Task Messages_that_wait_for_a_new_account_come_between_the_fixed_words_and_this_line()
    {
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends("Chat romeo one", "Chat romeo two");
        await juliet.Receives(NotDelivered, NotDelivered);
        ScriptedClient romeo = await Connect("romeo");
        romeo.ShowsNewAccounts = true;
        await romeo.Sends("Check romeo secret");
        await romeo.Receives(LoggedIn);
        await romeo.ReceivesAgain("juliet", "one");
        await romeo.ReceivesAgain("juliet", "two");
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("已新建账号 romeo"));
    }

    [Test]
    public async Task A_program_gets_it_as_an_answer_of_its_own_without_a_tag()
    {
        ScriptedClient romeo = await Connect("romeo");
        romeo.ShowsNewAccounts = true;
        await romeo.Sends("Format json", """{"cmd":"Check","id":"romeo","password":"secret","tag":"1"}""");
        await romeo.ReceivesLine();
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("""{"type":"answer","code":201,"name":"logged-in","tag":"1","""));
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("""{"type":"answer","code":230,"name":"account-created","id":"romeo","text":"""));
    }

    [TestCase("none")]
    [TestCase("closed")]
    public async Task Where_a_login_makes_no_account_nothing_is_said(string mode)
    {
        Setup = Setup with { Accounts = mode };
        ScriptedClient romeo = await Connect("romeo");
        romeo.ShowsNewAccounts = true;
        await romeo.Sends("Check romeo secret", "HB R");
        await romeo.Receives(mode == "none" ? [LoggedIn, "R"] : ["账号或密码错误", LogInFirst]);
    }

    [Test]
    public async Task The_client_library_makes_an_event_of_it()
    {
        var options = new ChatClientOptions { Server = new Uri($"chat://{Server.EndPoint("utf-8")}"), Id = "romeo", Password = "secret" };
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(3 * Deadline.DefaultSeconds));
        await using (ChatClient romeo = await ChatClient.ConnectAsync(options, soon.Token))
        {
            await foreach (ChatEvent chatEvent in romeo.Events.WithCancellation(soon.Token))
            {
                if (chatEvent is AccountCreated { Id: "romeo" })
                    break;
            }
        }

        await using ChatClient again = await ChatClient.ConnectAsync(options, soon.Token);
        await again.WhoAsync(soon.Token);
        await again.DisposeAsync();
        List<ChatEvent> all = [];
        await foreach (ChatEvent chatEvent in again.Events.WithCancellation(soon.Token))
            all.Add(chatEvent);
        Assert.That(all.OfType<AccountCreated>(), Is.Empty);
    }
}
