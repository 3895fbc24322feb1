using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>What is kept in the browser, where it could go wrong.</summary>
public class KeptStateScenarios : BrowserScenario
{
    [Test]
    public async Task Nothing_can_be_written_until_a_page_has_taken_its_account_back()
    {
        ExpectNoConnection();
        ExpectPageError("ERR_INTERNET_DISCONNECTED");
        bool isDown = false;
        ChatPage first = await SignIn("romeo", prepare: context => context.RouteWebSocketAsync(new System.Text.RegularExpressions.Regex("/ws$"), async route =>
        {
            if (Volatile.Read(ref isDown))
                await route.CloseAsync();
            else
                route.ConnectToServer();
        }));
        await first.WritesTo("juliet");
        ChatPage second = await SignIn("romeo");
        await Expect(first.Banner).ToContainTextAsync("You have signed in elsewhere");

        Volatile.Write(ref isDown, true);
        await first.Button("Use it here").ClickAsync();
        await Expect(first.Banner).ToContainTextAsync("Offline");
        await Expect(first.Composer).ToBeDisabledAsync();
        Volatile.Write(ref isDown, false);
        await Expect(first.Page.Locator("#open-account .presence")).ToHaveAttributeAsync("data-state", "online", new() { Timeout = 60_000 });
        await Expect(second.Banner).ToContainTextAsync("You have signed in elsewhere");
        await first.Says("Written when it has connected");
        await first.SeesState("Written when it has connected", "stored");
    }

    [Test]
    public async Task What_was_read_without_a_connection_is_confirmed_once_and_then_forgotten()
    {
        ScriptedClient juliet = await LogIn("juliet");
        bool isDown = false;
        IWebSocketRoute? last = null;
        ChatPage romeo = await SignIn("romeo", prepare: context => context.RouteWebSocketAsync(new System.Text.RegularExpressions.Regex("/ws$"), async route =>
        {
            last = route;
            if (Volatile.Read(ref isDown))
                await route.CloseAsync();
            else
                route.ConnectToServer();
        }));
        await juliet.Sends("Chat romeo one", "Chat romeo two");
        await romeo.SeesUnread("juliet", 2);

        Volatile.Write(ref isDown, true);
        await last!.CloseAsync();
        await Expect(romeo.Banner).ToBeVisibleAsync();
        await romeo.Opens("juliet");
        await romeo.Sees("one", "two");
        await romeo.SeesUnread("juliet", 0);
        Volatile.Write(ref isDown, false);
        await Expect(romeo.Page.Locator("#open-account .presence")).ToHaveAttributeAsync("data-state", "online", new() { Timeout = 60_000 });
        await Until("the server has the confirmations", () => Server.Chat.StoredCount == 0);
        await romeo.Says("an answer");
        await romeo.SeesState("an answer", "delivered");

        // The page saves 50 ms after a change.
        string? left = null;
        var deadline = new Deadline();
        while (left != "[]" && !deadline.IsOver)
        {
            left = await romeo.Page.EvaluateAsync<string>("localStorage.getItem('chat:account:romeo:confirming')");
            await Task.Delay(50);
        }

        Assert.That(left, Is.EqualTo("[]"), "confirmations that are sent again at every login, for ever");
    }

    [Test]
    public async Task What_only_a_page_that_was_kicked_has_not_sent_is_sent_when_it_takes_its_account_back()
    {
        bool isCut = true;
        ChatPage first = await SignIn("romeo", prepare: context => context.RouteWebSocketAsync(new System.Text.RegularExpressions.Regex("/ws$"), route =>
        {
            IWebSocketRoute server = route.ConnectToServer();
            route.OnMessage(frame =>
            {
                if (!Volatile.Read(ref isCut) || !frame.Text!.Contains("Only here", StringComparison.Ordinal))
                    server.Send(frame.Text!);
            });
        }));
        await first.WritesTo("juliet");
        await first.Says("Only here");
        await first.SeesState("Only here", "sent");
        await SignIn("romeo");
        await Expect(first.Banner).ToContainTextAsync("You have signed in elsewhere");

        // Another tab writes its own outbox over this one.
        await first.Page.EvaluateAsync("localStorage.setItem('chat:account:romeo:outbox', '[]')");
        Volatile.Write(ref isCut, false);
        await first.Button("Use it here").ClickAsync();
        await first.SeesState("Only here", "stored");
        await first.Sees("Only here");
    }

    [Test]
    public async Task A_page_that_was_kicked_does_not_remove_what_the_other_keeps()
    {
        ChatPage first = await SignIn("romeo");
        await first.WritesTo("juliet");
        await first.Says("Keep me");
        await first.SeesState("Keep me", "stored");
        await SignIn("romeo");
        await Expect(first.Banner).ToContainTextAsync("You have signed in elsewhere");
        await first.Button("Details").ClickAsync();
        await first.Button("Remove this conversation from this browser").ClickAsync();
        await first.Button("Remove").ClickAsync();
        await Expect(first.Entry("juliet")).ToHaveCountAsync(0);
        await first.Button("Use it here").ClickAsync();
        await first.Opens("juliet");
        await first.Sees("Keep me");
    }

    [Test]
    public async Task A_conversation_is_removed_only_after_a_question()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("Keep me");
        await romeo.SeesState("Keep me", "stored");
        foreach (string no in new[] { "Escape", "Enter" })
        {
            // Enter is Cancel: the answer that does no harm has the focus.
            await romeo.Button("Details").ClickAsync();
            await romeo.Button("Remove this conversation from this browser").ClickAsync();
            await Expect(romeo.Page.GetByRole(AriaRole.Dialog, new() { Name = "Remove the conversation with juliet?" })).ToBeVisibleAsync();
            await romeo.Page.Keyboard.PressAsync(no);
            await Expect(romeo.Page.Locator("#ask")).ToBeHiddenAsync();
            await romeo.Sees("Keep me");
        }

        await romeo.Button("Details").ClickAsync();
        await romeo.Button("Remove this conversation from this browser").ClickAsync();
        await romeo.Button("Remove").ClickAsync();
        await Expect(romeo.Entry("juliet")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task A_message_that_no_longer_fits_fails_and_the_next_is_sent()
    {
        ChatPage romeo = await OpenPage();
        await romeo.Page.EvaluateAsync("""
            localStorage.setItem('chat:account:romeo:outbox', JSON.stringify([
                { ref: 'one', key: 'one', to: 'u:juliet', from: 'romeo', own: true, text: '长'.repeat(20000), state: 'waiting', at: 1, sort: '~1' },
                { ref: 'two', key: 'two', to: 'u:juliet', from: 'romeo', own: true, text: 'short', state: 'waiting', at: 2, sort: '~2' }]))
            """);
        await romeo.SignsIn("romeo");
        await romeo.Opens("juliet");
        await romeo.SeesState("short", "stored");
        await Expect(romeo.Page.Locator("#log-frame .failure")).ToContainTextAsync("This text has 20,000 characters");
        await romeo.IsOnline();
    }

    [Test]
    public async Task Who_joins_and_leaves_stands_where_it_happened_though_the_clock_of_the_browser_runs_ahead()
    {
        ChatPage romeo = await OpenPage(prepare: context => context.Clock.SetFixedTimeAsync(DateTime.UtcNow.AddHours(1)));
        await romeo.SignsIn("romeo");
        await romeo.Joins("verona");
        ScriptedClient nurse = await LogIn("nurse");
        await nurse.Sends("Join verona");
        await Expect(romeo.Page.Locator("#log-frame .notice")).ToHaveCountAsync(1);
        await nurse.Sends("Leave verona");
        await Expect(romeo.Page.Locator("#log-frame .notice")).ToHaveCountAsync(2);
        await nurse.Sends("Join verona");
        await Expect(romeo.Page.Locator("#log-frame .notice")).ToHaveCountAsync(3);
        await romeo.Says("Good evening");
        await romeo.SeesState("Good evening", "stored");
        await Expect(romeo.Page.Locator("#log-frame .messages > :last-child .text")).ToHaveTextAsync("Good evening");
    }

    [TestCase("__proto__", "constructor")]
    [TestCase("constructor", "__proto__")]
    [TestCase("toString", "hasOwnProperty")]
    public async Task Names_that_objects_have_are_names_like_others(string one, string other)
    {
        ChatPage first = await SignIn(one);
        ChatPage second = await SignIn(other);
        await first.WritesTo(other);
        await first.Says("<img src=x onerror=alert(1)> https://a.example/\"onmouseover=x javascript:alert(1)");
        await second.Opens(one);
        await first.SeesState("<img src=x onerror=alert(1)> https://a.example/\"onmouseover=x javascript:alert(1)", "read");
        await first.Joins("valueOf");
        await second.Joins("valueOf");
        await second.Says("in the group");
        await first.Sees("in the group");
        await first.Page.ReloadAsync();
        await first.SignsIn(one);
        await first.Opens(other);
        await Expect(first.Texts).ToHaveCountAsync(1);
    }
}
