using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>Without a mouse.</summary>
public class KeyboardScenarios : BrowserScenario
{
    [Test]
    public async Task A_conversation_needs_the_keyboard_only()
    {
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await OpenPage();
        IKeyboard keys = romeo.Page.Keyboard;
        await Expect(romeo.Page.Locator("#sign-in-id")).ToBeFocusedAsync();
        await keys.TypeAsync("romeo");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("secret");
        await keys.PressAsync("Enter");

        await Expect(romeo.Page.Locator("#write-id")).ToBeFocusedAsync();
        await keys.TypeAsync("juliet");
        await keys.PressAsync("Enter");
        await Expect(romeo.Composer).ToBeFocusedAsync();
        await keys.TypeAsync("Good morrow");
        await keys.PressAsync("Enter");
        string id = await juliet.ReceivesFrom("romeo", "Good morrow");
        await juliet.Sends($"Confirm {id}", "Chat romeo Art thou early up?");
        await romeo.Sees("Good morrow", "Art thou early up?");

        await keys.PressAsync("Shift+Tab");
        await Expect(romeo.Page.GetByRole(AriaRole.Log, new() { Name = "Messages with juliet" })).ToBeFocusedAsync();
        await keys.PressAsync("Shift+Tab");
        await Expect(romeo.Button("Details")).ToBeFocusedAsync();
        await keys.PressAsync("Enter");
        await Expect(romeo.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Expect(romeo.Page.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await Expect(romeo.Button("Details")).ToBeFocusedAsync();

        await keys.PressAsync("Escape");
        await Expect(romeo.Entry("juliet")).ToBeFocusedAsync();
        await Expect(romeo.Page.Locator("#conversation")).ToBeHiddenAsync();
    }

    [Test]
    public async Task Arrows_move_in_the_list_and_the_skip_link_jumps_over_it()
    {
        ChatPage romeo = await SignIn("romeo");
        foreach (string name in new[] { "juliet", "nurse", "tybalt" })
            await romeo.WritesTo(name);
        await romeo.Entry("tybalt").FocusAsync();
        await romeo.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(romeo.Entry("nurse")).ToBeFocusedAsync();
        await romeo.Page.Keyboard.PressAsync("End");
        await Expect(romeo.Entry("juliet")).ToBeFocusedAsync();
        await romeo.Page.Keyboard.PressAsync("Home");
        await romeo.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(romeo.Entry("tybalt")).ToBeFocusedAsync();

        await romeo.Page.GetByRole(AriaRole.Link, new() { Name = "Skip to the conversation" }).FocusAsync();
        await romeo.Page.Keyboard.PressAsync("Enter");
        await Expect(romeo.Page.Locator("#pane")).ToBeFocusedAsync();
        await Expect(romeo.Page.Locator("#conversation-title")).ToHaveTextAsync("tybalt");
    }

    [Test]
    public async Task The_browsers_back_button_goes_back_to_the_conversation_before()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.WritesTo("nurse");
        await romeo.Page.GoBackAsync();
        await romeo.Page.GoBackAsync();
        await Expect(romeo.Page.Locator("#conversation-title")).ToHaveTextAsync("juliet");
    }
}
