using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>A message is confirmed when it is in front of the person, and not before.</summary>
public class UnreadScenarios : BrowserScenario
{
    [Test]
    public async Task A_message_is_confirmed_when_its_conversation_is_opened()
    {
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient romeo = await LogInWithReceipts("romeo");
        await romeo.Sends("Chat juliet one", "Chat juliet two");
        string one = await romeo.ReceivesMessage("已存入内存");
        string two = await romeo.ReceivesMessage("已存入内存");
        await juliet.SeesUnread("romeo", 2);
        await Expect(juliet.Page).ToHaveTitleAsync("(2) Chat");
        await Expect(juliet.Page.GetByRole(AriaRole.Status)).ToHaveTextAsync("New message: romeo");
        await romeo.ReceivesNothing();

        await juliet.Opens("romeo");
        await romeo.Receives($"juliet 已确认 {one}", $"juliet 已确认 {two}");
        await juliet.SeesUnread("romeo", 0);
        await Expect(juliet.Page).ToHaveTitleAsync("Chat");
        await Until("nothing is unconfirmed", () => Server.Chat.StoredCount == 0);
    }

    [Test]
    public async Task A_message_in_the_open_conversation_waits_while_the_page_is_in_the_background()
    {
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient romeo = await LogInWithReceipts("romeo");
        await juliet.WritesTo("romeo");
        await juliet.IsHidden(true);
        await romeo.Sends("Chat juliet Wake up");
        string id = await romeo.ReceivesMessage("已存入内存");
        await juliet.SeesUnread("romeo", 1);
        await juliet.Sees("Wake up");
        await romeo.ReceivesNothing();

        await juliet.IsHidden(false);
        await romeo.Receives($"juliet 已确认 {id}");
        await juliet.SeesUnread("romeo", 0);
    }

    [Test]
    public async Task A_message_below_what_is_in_view_waits_until_it_is_scrolled_to()
    {
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient romeo = await LogInWithReceipts("romeo");
        await juliet.WritesTo("romeo");
        for (int i = 0; i < 40; i++)
        {
            await romeo.Sends($"Chat juliet {i}");
            string seen = await romeo.ReceivesMessage("已存入内存");
            await romeo.Receives($"juliet 已确认 {seen}");
        }

        await juliet.Page.Locator("#log-frame .log").EvaluateAsync("log => log.scrollTo(0, 0)");
        await Expect(juliet.Button("Latest messages")).ToBeVisibleAsync();
        await romeo.Sends("Chat juliet the last");
        string last = await romeo.ReceivesMessage("已存入内存");
        await juliet.SeesUnread("romeo", 1);
        await romeo.ReceivesNothing();

        await juliet.Button("1 new message").ClickAsync();
        await romeo.Receives($"juliet 已确认 {last}");
        await juliet.SeesUnread("romeo", 0);
    }

    [Test]
    public async Task Unread_messages_outlive_a_reload_and_begin_with_a_line()
    {
        ChatPage juliet = await SignIn("juliet");
        ScriptedClient romeo = await LogInWithReceipts("romeo");
        await juliet.WritesTo("romeo");
        await romeo.Sends("Chat juliet seen");
        string seen = await romeo.ReceivesMessage("已存入内存");
        await romeo.Receives($"juliet 已确认 {seen}");
        await juliet.WritesTo("nurse");
        await romeo.Sends("Chat juliet unseen");
        string unseen = await romeo.ReceivesMessage("已存入内存");
        await juliet.SeesUnread("romeo", 1);

        await juliet.Page.ReloadAsync();
        await juliet.SignsIn("juliet");
        await juliet.SeesUnread("romeo", 1);
        await juliet.Opens("romeo");
        await juliet.Sees("seen", "unseen");
        await Expect(juliet.Page.Locator("#log-frame .day.new + .message .text")).ToHaveTextAsync("unseen");
        await romeo.Receives($"juliet 已确认 {unseen}");
    }

    [Test]
    public async Task Where_nothing_can_be_stored_the_page_says_so_and_works()
    {
        ChatPage juliet = await OpenPage(prepare: context => context.AddInitScriptAsync("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"));
        await juliet.SignsIn("juliet");
        ScriptedClient romeo = await LogInWithReceipts("romeo");
        await romeo.Sends("Chat juliet hello");
        string id = await romeo.ReceivesMessage("已存入内存");
        await juliet.Opens("romeo");
        await romeo.Receives($"juliet 已确认 {id}");
        await juliet.Says("hello yourself");
        await romeo.ReceivesFrom("juliet", "hello yourself");
        await Expect(juliet.Page.Locator("#storage-trouble")).ToContainTextAsync("cannot store more data");
    }

    private async Task<ScriptedClient> LogInWithReceipts(string name)
    {
        ScriptedClient client = await LogIn(name);
        await client.Sends("Receipt on");
        await client.Receives("回执已开启");
        return client;
    }
}
