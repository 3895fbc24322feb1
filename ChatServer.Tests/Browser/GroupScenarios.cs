using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>Groups in the page.</summary>
public class GroupScenarios : BrowserScenario
{
    [Test]
    public async Task Members_on_pages_and_by_telnet_talk_in_a_group_and_the_sender_sees_that_all_have_read()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.Joins("verona");
        ChatPage juliet = await SignIn("juliet");
        await juliet.Joins("verona");
        ScriptedClient nurse = await LogIn("nurse");
        await nurse.Sends("Join verona");
        await nurse.Receives("您在群 verona 里,共 3 人");
        await Expect(romeo.Page.Locator("#conversation-presence")).ToHaveTextAsync("3 members, 3 online");
        await Expect(romeo.Page.Locator("#log-frame .notice").Last).ToContainTextAsync("nurse joined");

        await romeo.Says("晚上好");
        string id = await nurse.ReceivesMessage("romeo 在群 verona 里说:晚上好");
        await juliet.Sees("晚上好");
        await Expect(juliet.Page.Locator("#log-frame .sender")).ToHaveTextAsync("romeo");
        await romeo.SeesState("晚上好", "stored");
        await nurse.Sends($"Confirm {id}");
        await romeo.SeesState("晚上好", "read");
        await Expect(romeo.Message("晚上好").GetByRole(AriaRole.Img, new() { Name = "Read by everybody" })).ToBeVisibleAsync();

        await juliet.Says("Good evening");
        await nurse.ReceivesMessage("juliet 在群 verona 里说:Good evening");
        await romeo.Sees("晚上好", "Good evening");
    }

    [Test]
    public async Task Senders_are_told_apart_by_name_avatar_and_colour_and_named_once_for_several_messages()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.Joins("verona");
        ScriptedClient nurse = await LogIn("nurse");
        ScriptedClient tybalt = await LogIn("tybalt");
        foreach (ScriptedClient client in new[] { nurse, tybalt })
        {
            await client.Sends("Join verona");
            await client.ReceivesLine();
        }

        await nurse.Sends("Say verona one", "Say verona two");
        await romeo.Sees("one", "two");
        await tybalt.Sends("Say verona three");
        await romeo.Sees("one", "two", "three");
        await romeo.Says("four");
        await Expect(romeo.Page.Locator("#log-frame .sender")).ToHaveTextAsync(["nurse", "tybalt"]);
        await Expect(romeo.Page.Locator("#log-frame .message > .avatar")).ToHaveTextAsync(["N", "T"]);
        await Expect(romeo.Page.Locator("#log-frame .message.own .sender, #log-frame .message.own > .avatar")).ToHaveCountAsync(0);
        string[] colours = await romeo.Page.Locator("#log-frame .sender").EvaluateAllAsync<string[]>("all => all.map(e => getComputedStyle(e).color)");
        Assert.That(colours, Is.Unique);
    }

    [Test]
    public async Task The_members_are_listed_and_one_click_away()
    {
        ScriptedClient nurse = await LogIn("nurse");
        await nurse.Sends("Join verona");
        await nurse.ReceivesLine();
        nurse.Leaves();
        await UntilOffline("nurse");
        ChatPage romeo = await SignIn("romeo");
        await romeo.Joins("verona");
        await romeo.Button("Details").ClickAsync();
        ILocator members = romeo.Page.Locator("#details-members li");
        await Expect(members).ToHaveCountAsync(2);
        await Expect(members.Nth(0)).ToContainTextAsync("romeo");
        await Expect(members.Nth(1)).ToContainTextAsync("nurse");
        await Expect(members.Nth(1)).ToContainTextAsync("offline");
        await romeo.Button("Write to nurse").ClickAsync();
        await Expect(romeo.Page.Locator("#conversation-title")).ToHaveTextAsync("nurse");
    }

    [Test]
    public async Task Who_leaves_keeps_the_conversation_and_can_join_again()
    {
        ScriptedClient nurse = await LogIn("nurse");
        await nurse.Sends("Join verona");
        await nurse.ReceivesLine();
        ChatPage romeo = await SignIn("romeo");
        await romeo.Joins("verona");
        await nurse.Receives("romeo 加入了群 verona");
        await nurse.Sends("Say verona Welcome");
        await romeo.Sees("Welcome");

        await romeo.Button("Details").ClickAsync();
        await romeo.Button("Leave the group").ClickAsync();
        await nurse.Receives("romeo 退出了群 verona");
        await Expect(romeo.Page.GetByText("You are not a member of verona.")).ToBeVisibleAsync();
        await Expect(romeo.Composer).ToBeHiddenAsync();
        await romeo.Sees("Welcome");

        await romeo.Button("Join").ClickAsync();
        await nurse.Receives("romeo 加入了群 verona");
        await Expect(romeo.Composer).ToBeVisibleAsync();
    }

    [Test]
    public async Task Groups_that_somebody_joined_elsewhere_are_in_the_list_and_unread_messages_wait_there()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Join verona");
        await romeo.ReceivesLine();
        ScriptedClient nurse = await LogIn("nurse");
        await nurse.Sends("Join verona", "Join mantua");
        await nurse.Receives("您在群 verona 里,共 2 人", "您在群 mantua 里,共 1 人");
        nurse.Leaves();
        await UntilOffline("nurse");
        await romeo.Receives("nurse 加入了群 verona");
        await romeo.Sends("Say verona Is anybody there?");

        ChatPage page = await SignIn("nurse");
        await Expect(page.Entry("mantua")).ToBeVisibleAsync();
        await page.SeesUnread("verona", 1);
        await page.Opens("verona");
        await page.Sees("Is anybody there?");
        await page.SeesUnread("verona", 0);
    }

    [Test]
    public async Task In_a_group_of_one_a_message_fails_and_says_why()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.Joins("mantua");
        await romeo.Says("Alone");
        await romeo.SeesState("Alone", "failed");
        await Expect(romeo.Message("Alone").Locator(".failure p")).ToContainTextAsync("mantua");
    }
}
