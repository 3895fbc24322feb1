using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>People with pages and people with other clients talk.</summary>
public class ConversationScenarios : BrowserScenario
{
    [Test]
    public async Task Two_pages_and_a_telnet_talk_in_all_directions()
    {
        ChatPage romeo = await SignIn("romeo");
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient nurse = await LogIn("nurse");

        await romeo.WritesTo("juliet");
        await romeo.Says("But soft!");
        await juliet.SeesUnread("romeo", 1);
        await juliet.Opens("romeo");
        await juliet.Sees("But soft!");
        await juliet.Says("罗密欧,你为什么是罗密欧?");
        await romeo.Sees("But soft!", "罗密欧,你为什么是罗密欧?");

        await nurse.Sends("Chat juliet 小姐!");
        await juliet.Opens("nurse");
        await juliet.Sees("小姐!");
        await juliet.Says("Anon, good nurse!");
        await nurse.ReceivesFrom("juliet", "Anon, good nurse!");
        await romeo.WritesTo("nurse");
        await romeo.Says("Good morrow");
        await nurse.ReceivesFrom("romeo", "Good morrow");
        await nurse.Sends("Chat romeo Is it good den?");
        await romeo.Sees("Good morrow", "Is it good den?");
    }

    [Test]
    public async Task A_message_to_somebody_who_is_away_waits_and_the_sender_sees_what_becomes_of_it()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await Expect(romeo.Page.Locator("#conversation-presence")).ToHaveTextAsync("offline, never seen");
        await romeo.Says("Are you there?");
        await romeo.SeesState("Are you there?", "stored");

        ScriptedClient juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives(LoggedIn);
        string id = await juliet.ReceivesAgain("romeo", "Are you there?");
        await romeo.SeesState("Are you there?", "delivered");
        await Expect(romeo.Page.Locator("#conversation-presence")).ToHaveTextAsync("online");

        await juliet.Sends($"Confirm {id}");
        await romeo.SeesState("Are you there?", "read");
        await Expect(romeo.Message("Are you there?").GetByRole(AriaRole.Img, new() { Name = "Read" })).ToBeVisibleAsync();
    }

    [Test]
    public async Task A_message_that_its_sender_takes_back_before_it_is_read_loses_its_text()
    {
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Receipt on", "Chat juliet The friar's number is 4711");
        await romeo.Receives(SpeaksEnglish, "Receipts are on");
        string id = (await romeo.ReceivesLine()).Split(' ')[^1];
        await juliet.SeesUnread("romeo", 1);
        await romeo.Sends($"Recall {id}");
        await romeo.Receives($"Recalled {id}");
        await Expect(juliet.Entry("romeo")).ToContainTextAsync("This message was recalled");
        await juliet.Opens("romeo");
        await juliet.Sees("This message was recalled");
        await juliet.Page.ReloadAsync();
        await juliet.SignsIn("juliet");
        await juliet.Opens("romeo");
        await juliet.Sees("This message was recalled");
    }

    [Test]
    public async Task An_announcement_of_an_operator_is_a_notice_of_the_server()
    {
        ChatPage juliet = await SignIn("juliet");
        await Server.Administer("announce Back at 5");
        await juliet.SeesUnread("Server notices", 1);
        await juliet.Opens("Server notices");
        await Expect(juliet.Page.Locator("#log-frame .notice")).ToContainTextAsync("Back at 5");
        await juliet.SeesUnread("Server notices", 0);
        await juliet.Page.ReloadAsync();
        await juliet.SignsIn("juliet");
        await juliet.Opens("Server notices");
        await Expect(juliet.Page.Locator("#log-frame .notice")).ToContainTextAsync("Back at 5");
    }

    [Test]
    public async Task Whoever_writes_to_an_id_that_nobody_has_been_seen_with_is_told_so_until_somebody_comes()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("julliet");
        await romeo.Says("Art thou there?");
        await romeo.SeesState("Art thou there?", "stored");
        await Expect(romeo.Page.Locator("#log-frame .hint")).ToContainTextAsync("This browser has never seen julliet online. Your message has waited since ");
        await Expect(romeo.Page.Locator("#conversation-presence")).ToHaveTextAsync("offline, never seen");
        await romeo.Page.ReloadAsync();
        await romeo.SignsIn("romeo");
        await Expect(romeo.Page.Locator("#log-frame .hint")).ToBeVisibleAsync();

        ScriptedClient julliet = await Connect("julliet");
        await julliet.Sends("Check julliet secret");
        await julliet.Receives(LoggedIn);
        await julliet.ReceivesAgain("romeo", "Art thou there?");
        await romeo.SeesState("Art thou there?", "delivered");
        await Expect(romeo.Page.Locator("#log-frame .hint")).ToHaveCountAsync(0);
        julliet.Leaves();
        await UntilOffline("julliet");
        await romeo.Says("Gone again?");
        await romeo.SeesState("Gone again?", "stored");
        await Expect(romeo.Page.Locator("#conversation-presence")).ToHaveTextAsync("offline");
        await Expect(romeo.Page.Locator("#log-frame .hint")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Messages_that_were_sent_together_have_one_time_and_one_state()
    {
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        foreach (string text in new[] { "one", "two", "three" })
        {
            await romeo.Says(text);
            await romeo.SeesState(text, "delivered");
        }

        await Expect(romeo.Page.Locator("#log-frame .meta:not(.visually-hidden)")).ToHaveCountAsync(1);
        await Expect(romeo.Message("three").Locator(".meta")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("visually-hidden"));
        await juliet.Sends($"Confirm {await juliet.ReceivesFrom("romeo", "one")}");
        await romeo.SeesState("one", "read");
        // How far the first has come differs from the others.
        await Expect(romeo.Page.Locator("#log-frame .meta:not(.visually-hidden)")).ToHaveCountAsync(2);
        await juliet.Sends("Chat romeo Yes?");
        await romeo.Sees("one", "two", "three", "Yes?");
        await Expect(romeo.Page.Locator("#log-frame .meta:not(.visually-hidden)")).ToHaveCountAsync(3);
    }

    [Test]
    public async Task A_pile_of_marks_covers_nothing_but_its_own_text()
    {
        Setup = Setup with { Attributes = "maxRequestLength=\"8192\"" };
        string pile = "Z" + string.Concat(Enumerable.Repeat("\u0301\u0316", 300));
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient tybalt = await LogIn("tybalt");
        await tybalt.Sends("Chat juliet before", $"Chat juliet {pile}", "Chat juliet after");
        await juliet.Opens("tybalt");
        await juliet.Sees("before", pile, "after");
        await Expect(juliet.Texts.Nth(1)).ToHaveCSSAsync("overflow-y", "clip");
        await Expect(juliet.Page.Locator(".bubble").Nth(1)).ToHaveCSSAsync("overflow-y", "clip");
        await tybalt.Sends($"Chat juliet {pile}");
        await Expect(juliet.Entry("tybalt").Locator(".preview")).ToHaveTextAsync("Z\u0301\u0316\u0301\u0316\u0301\u0316\u0301\u0316");
    }

    [Test]
    public async Task What_was_read_while_the_sender_was_away_is_seen_at_the_next_sign_in()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("Good night");
        await romeo.SeesState("Good night", "stored");
        await romeo.Page.ReloadAsync();
        await UntilOffline("romeo");

        ScriptedClient juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives(LoggedIn);
        await juliet.Sends($"Confirm {await juliet.ReceivesAgain("romeo", "Good night")}");
        await juliet.ReceivesNothing();

        await romeo.SignsIn("romeo");
        await romeo.SeesState("Good night", "read");
    }

    [Test]
    public async Task Markup_and_script_in_a_message_are_text()
    {
        const string Markup = "<img src=x onerror=\"document.title='gotcha'\"><script>document.title='gotcha'</script> &amp; <b>bold</b>";
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient tybalt = await LogIn("tybalt");
        await tybalt.Sends($"Chat juliet {Markup}");
        await juliet.Opens("tybalt");
        await juliet.Sees(Markup);
        await Expect(juliet.Entry("tybalt").Locator(".preview")).ToHaveTextAsync(Markup);
        Assert.That(await juliet.Page.Locator("#log-frame img, #log-frame script, #log-frame b, .preview *").CountAsync(), Is.Zero);
        await Expect(juliet.Page).ToHaveTitleAsync("Chat");
    }

    [Test]
    public async Task Addresses_become_links_that_tell_nothing_and_other_schemes_stay_text()
    {
        const string Text = "See https://example.com/a?b=1. Not javascript:alert(1) nor https://bank.example@evil.example/";
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends($"Chat juliet {Text}");
        await juliet.Opens("romeo");
        await juliet.Sees(Text);
        ILocator links = juliet.Texts.Locator("a");
        await Expect(links).ToHaveTextAsync(["https://example.com/a?b=1"]);
        await Expect(links).ToHaveAttributeAsync("href", "https://example.com/a?b=1");
        await Expect(links).ToHaveAttributeAsync("rel", "noopener noreferrer nofollow");
    }

    [Test]
    public async Task A_refused_message_says_why_and_can_be_tried_again()
    {
        Setup = Setup with { Accounts = "closed" };
        await Server.Accounts.AddAsync("romeo", "secret");
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("Hello?");
        await romeo.SeesState("Hello?", "failed");
        await Expect(romeo.Message("Hello?").Locator(".failure p")).ToHaveTextAsync("Not stored: there is no account juliet");
        await romeo.Says("Anybody?");
        await romeo.SeesState("Anybody?", "failed");

        await Server.Accounts.AddAsync("juliet", "secret");
        await romeo.Message("Hello?").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await romeo.SeesState("Hello?", "stored");
        await romeo.Message("Anybody?").GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await romeo.Sees("Hello?");
    }

    [Test]
    public async Task A_message_to_oneself_is_there_once()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("romeo");
        await romeo.Says("Buy poison");
        await romeo.SeesState("Buy poison", "read");
        await romeo.Sees("Buy poison");
        await romeo.Page.ReloadAsync();
        await romeo.SignsIn("romeo");
        await romeo.Sees("Buy poison");
    }

    [Test]
    public async Task The_server_itself_speaks_in_notices()
    {
        Setup = Setup with { Limits = "maxAge=\"1\"" };
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("Art thou gone so?");
        await romeo.SeesState("Art thou gone so?", "given-up");
        await romeo.Opens("Server notices");
        await Expect(romeo.Page.Locator("#log-frame .notice")).ToHaveCountAsync(1);
        await Expect(romeo.Page.Locator("#composer")).ToBeHiddenAsync();
        await romeo.SeesUnread("Server notices", 0);
    }
}
