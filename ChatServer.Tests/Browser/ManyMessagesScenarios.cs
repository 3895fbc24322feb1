using System.Diagnostics;
using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>Conversations with more unread messages than anybody reads at once.</summary>
public class ManyMessagesScenarios : BrowserScenario
{
    [Test]
    public async Task Behind_many_unread_messages_an_own_message_and_what_was_just_read_stay_in_sight()
    {
        await Writes(300);
        ChatPage romeo = await SignIn("romeo");
        await romeo.Page.WaitForFunctionAsync("() => document.title.startsWith('(300)')");
        await romeo.Opens("juliet");
        await Expect(romeo.Message("number 0")).ToBeVisibleAsync();
        await Until("what is in sight is confirmed", () => Server.Chat.StoredCount < 300);
        await romeo.Says("I am back");
        await romeo.SeesState("I am back", "delivered");
        await Expect(romeo.Message("number 0")).ToBeVisibleAsync();
        await Expect(romeo.Texts).ToHaveCountAsync(301);
    }

    [Test]
    public async Task Of_very_many_messages_those_around_the_first_new_one_are_drawn_and_the_others_come_with_a_click()
    {
        await Writes(1000);
        ChatPage romeo = await SignIn("romeo");
        await romeo.Page.WaitForFunctionAsync("() => document.title.startsWith('(1000)')");
        await romeo.Opens("juliet");
        await Expect(romeo.Texts).ToHaveCountAsync(600);
        await Expect(romeo.Texts.First).ToBeInViewportAsync();
        Assert.That(Server.Chat.StoredCount, Is.GreaterThan(900), "what is not in view is not read");

        await romeo.Button("Later messages").ClickAsync();
        await Expect(romeo.Texts.First).ToHaveTextAsync("number 200");
        await Expect(romeo.Message("number 599")).ToBeInViewportAsync();
        await romeo.Button("Later messages").ClickAsync();
        await Expect(romeo.Texts.Last).ToHaveTextAsync("number 999");
        await Expect(romeo.Button("Later messages")).ToHaveCountAsync(0);
        await romeo.Button("Earlier messages").ClickAsync();
        await Expect(romeo.Texts.First).ToHaveTextAsync("number 200");
        await Expect(romeo.Message("number 400")).ToBeInViewportAsync();
        await romeo.Page.Locator("#to-latest").ClickAsync();
        await Expect(romeo.Message("number 999")).ToBeInViewportAsync();
        await romeo.Says("I am back");
        await Expect(romeo.Message("I am back")).ToBeInViewportAsync();
    }

    [Test]
    public async Task Hundreds_of_unread_messages_are_marked_as_read_by_one_click_and_a_question()
    {
        int outstanding = 0;
        int max = 0;
        await Writes(300);
        ChatPage romeo = await OpenPage(prepare: context => context.RouteWebSocketAsync(new System.Text.RegularExpressions.Regex("/ws$"), route =>
        {
            IWebSocketRoute server = route.ConnectToServer();
            route.OnMessage(frame =>
            {
                if (frame.Text!.Contains("\"Confirm\"", StringComparison.Ordinal))
                    max = Math.Max(max, Interlocked.Increment(ref outstanding));
                server.Send(frame.Text!);
            });
            server.OnMessage(frame =>
            {
                if (frame.Text!.Contains("\"confirmed\"", StringComparison.Ordinal))
                    Interlocked.Decrement(ref outstanding);
                route.Send(frame.Text!);
            });
        }));
        await romeo.SignsIn("romeo");
        await romeo.Page.WaitForFunctionAsync("() => document.title.startsWith('(300)')");
        await romeo.Opens("juliet");
        await romeo.Button("Mark as read").ClickAsync();
        await Expect(romeo.Page.Locator("#ask")).ToContainTextAsync("The server deletes them.");
        await romeo.Button("Cancel").ClickAsync();
        Assert.That(Server.Chat.StoredCount, Is.GreaterThan(200));
        await romeo.Button("Mark as read").ClickAsync();
        await romeo.Page.Locator("#ask-yes").ClickAsync();
        await romeo.SeesUnread("juliet", 0);
        await Until("all are confirmed", () => Server.Chat.StoredCount == 0);
        Assert.That(max, Is.LessThanOrEqualTo(50), "confirmations without an answer at once");
        await Expect(romeo.Button("Mark as read")).ToHaveCountAsync(0);
        await Expect(romeo.Button("Latest messages")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Thousands_of_unread_messages_do_not_stop_the_page()
    {
        const int Count = 5000;
        ScriptedClient juliet = await Writes(Count);
        ChatPage romeo = await OpenPage();
        var watch = Stopwatch.StartNew();
        await romeo.TriesToSignIn("romeo");
        await romeo.Page.WaitForFunctionAsync($"() => document.title.startsWith('({Count})')", null, new() { Timeout = 60_000 });
        TestContext.Out.WriteLine($"All are there after {watch.Elapsed.TotalSeconds} s.");
        watch.Restart();
        await romeo.Opens("juliet");
        TestContext.Out.WriteLine($"The conversation is open after {watch.Elapsed.TotalSeconds} s.");
        await romeo.Says("I am back");
        await romeo.SeesState("I am back", "delivered");
        await juliet.Sends("Chat romeo ping");
        await Expect(romeo.Message("ping")).ToBeVisibleAsync();
        TestContext.Out.WriteLine($"The answer has come after {watch.Elapsed.TotalSeconds} s.");
        Assert.That(await romeo.Texts.CountAsync(), Is.LessThan(700), "so many are drawn at once");
    }

    private async Task<ScriptedClient> Writes(int count)
    {
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.SendsText(string.Concat(Enumerable.Range(0, count).Select(i => $"Chat romeo number {i}\r\n")));
        await Until("all are stored", () => Server.Chat.StoredCount == count);
        return juliet;
    }
}
