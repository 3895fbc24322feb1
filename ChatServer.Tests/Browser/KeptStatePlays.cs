using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>What is kept in the browser, where it could go wrong.</summary>
public class KeptStatePlays : BrowserPlay
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
        var deadline = new Deadline(5);
        while (left != "[]" && !deadline.IsOver)
        {
            left = await romeo.Page.EvaluateAsync<string>("localStorage.getItem('chat:account:romeo:confirming')");
            await Task.Delay(50);
        }

        Assert.That(left, Is.EqualTo("[]"), "confirmations that are sent again at every login, for ever");
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
