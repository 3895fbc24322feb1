using System.Text.RegularExpressions;
using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>A connection that lives, on which the answer to a message does not come, or comes without what it belongs to.</summary>
public class UnansweredScenarios : BrowserScenario
{
    private readonly object _lock = new();
    private Func<string, string?> _toServer = frame => frame;
    private Func<string, string?> _toPage = frame => frame;
    private int _heartbeats;
    private int _beaten;

    [Test]
    public async Task A_message_without_an_answer_shows_as_not_sent_yet_and_arrives_once_though_the_first_try_did_too()
    {
        bool isLost = true;
        _toPage = frame => frame.Contains("\"stored-in-memory\"", StringComparison.Ordinal) && Volatile.Read(ref isLost) ? null : frame;
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await SignInThroughFilter("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("Once");
        await romeo.Says("Behind it");
        await juliet.ReceivesFrom("romeo", "Once");
        await romeo.SeesState("Once", "sent");
        await romeo.SeesState("Behind it", "waiting");

        await Passes(romeo, 20);
        await Expect(romeo.Message("Once").Locator(".failure p")).ToContainTextAsync("Not sent yet: the server has not responded");
        await Expect(romeo.Message("Once").GetByRole(AriaRole.Button, new() { Name = "Discard" })).ToHaveCountAsync(0);
        Volatile.Write(ref isLost, false);
        await romeo.Message("Once").GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await romeo.SeesState("Once", "delivered");
        await Expect(romeo.Message("Once").Locator(".failure")).ToHaveCountAsync(0);
        await juliet.ReceivesFrom("romeo", "Behind it");
        await juliet.ReceivesNothing();
        await romeo.Sees("Once", "Behind it");
    }

    [Test]
    public async Task A_message_that_was_lost_is_sent_again_without_a_click()
    {
        int lost = 0;
        _toServer = frame => frame.Contains("\"Chat\"", StringComparison.Ordinal) && Interlocked.Increment(ref lost) == 1 ? null : frame;
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await SignInThroughFilter("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("Lost at first");
        await romeo.SeesState("Lost at first", "sent");
        await Passes(romeo, 30);
        await juliet.ReceivesFrom("romeo", "Lost at first");
        await romeo.SeesState("Lost at first", "delivered");
    }

    [TestCase("\"ref\":\"$ref\"")]
    [TestCase("\"tag\":\"$tag\"")]
    [TestCase("\"ref\":\"$ref\",\"tag\":\"$tag\"")]
    public async Task What_is_not_on_disk_yet_is_sent_again_and_the_conversation_goes_on(string fields)
    {
        int lost = 0;
        _toPage = frame =>
        {
            if (!frame.Contains("\"stored-in-memory\"", StringComparison.Ordinal) || Interlocked.Increment(ref lost) != 1)
                return frame;
            string known = fields.Replace("$ref", Field(frame, "ref"), StringComparison.Ordinal).Replace("$tag", Field(frame, "tag"), StringComparison.Ordinal);
            return $$"""{"type":"error","code":509,"name":"not-on-disk-yet","why":"no space","id":"{{Field(frame, "id")}}",{{known}},"text":"Not on disk yet"}""";
        };
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await SignInThroughFilter("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("First");
        await romeo.SeesState("First", "waiting");
        await romeo.Says("Second");
        await Passes(romeo, 10);
        await romeo.SeesState("First", "delivered");
        await juliet.ReceivesFrom("romeo", "First");
        await juliet.ReceivesFrom("romeo", "Second");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task A_clock_that_is_set_back_neither_hides_a_dead_connection_nor_stops_a_countdown()
    {
        bool isDead = false;
        _toPage = frame => Volatile.Read(ref isDead) ? null : frame;
        ExpectNoConnection();
        ChatPage romeo = await SignInThroughFilter("romeo");
        await romeo.Page.EvaluateAsync("{ const now = Date.now; Date.now = () => now() - 86_400_000; }");
        Volatile.Write(ref isDead, true);
        await romeo.Page.Context.Clock.RunForAsync(17_000);
        await Expect(romeo.Banner).ToBeVisibleAsync();
        Assert.That(await romeo.Banner.InnerTextAsync(), Does.Not.Match("[0-9]{3,}"), "seconds of a day");
        Volatile.Write(ref isDead, false);
        await romeo.Page.Context.Clock.RunForAsync(60_000);
        await romeo.IsOnline();
    }

    [Test]
    public async Task What_is_written_after_the_clock_was_set_back_stands_below_what_waits_already()
    {
        ExpectNoConnection();
        _toServer = frame => frame.Contains("\"Chat\"", StringComparison.Ordinal) ? null : frame;
        ChatPage romeo = await SignInThroughFilter("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says("first");
        await romeo.Page.EvaluateAsync("{ const now = Date.now; Date.now = () => now() - 86_400_000; }");
        await romeo.Says("second");
        await romeo.Says("third");
        await romeo.Sees("first", "second", "third");
    }

    private static string Field(string frame, string name) => Regex.Match(frame, $"\"{name}\":\"([^\"]*)\"").Groups[1].Value;

    // Time passes for the page, and the server answers its heartbeats meanwhile.
    private async Task Passes(ChatPage page, int seconds)
    {
        for (int passed = 0; passed < seconds; passed += 5)
        {
            await page.Page.Context.Clock.RunForAsync(5000);
            await Until("the heartbeat is answered", () =>
            {
                lock (_lock)
                    return _beaten >= _heartbeats;
            });
            // What was forwarded is in the queue of the page before this is.
            await page.Page.EvaluateAsync("() => 0");
        }
    }

    private async Task<ChatPage> SignInThroughFilter(string id)
    {
        ChatPage page = await OpenPage(prepare: async context =>
        {
            await context.Clock.InstallAsync();
            await context.RouteWebSocketAsync(new Regex("/ws$"), route =>
            {
                IWebSocketRoute server = route.ConnectToServer();
                route.OnMessage(frame =>
                {
                    Count(ref _heartbeats, frame.Text!, "\"HB\"");
                    if (_toServer(frame.Text!) is { } passed)
                        server.Send(passed);
                });
                server.OnMessage(frame =>
                {
                    if (_toPage(frame.Text!) is { } passed)
                        route.Send(passed);
                    Count(ref _beaten, frame.Text!, "\"heartbeat\"");
                });
            });
        });
        await page.SignsIn(id);
        return page;
    }

    private void Count(ref int counter, string frame, string word)
    {
        if (!frame.Contains(word, StringComparison.Ordinal))
            return;
        lock (_lock)
            counter++;
    }
}
