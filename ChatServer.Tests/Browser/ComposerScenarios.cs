using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>What may be written.</summary>
public class ComposerScenarios : BrowserScenario
{
    [Test]
    public async Task A_paste_of_a_megabyte_is_refused_politely_and_never_sent()
    {
        int longest = 0;
        ChatPage romeo = await OpenPage();
        romeo.Page.WebSocket += (_, socket) => socket.FrameSent += (_, frame) => longest = Math.Max(longest, frame.Text?.Length ?? 0);
        await romeo.SignsIn("romeo");
        await romeo.WritesTo("juliet");

        // With a direction for each paragraph, which dir=auto means, Chromium lays out a megabyte for seconds at each key.
        await Expect(romeo.Composer).ToHaveCSSAsync("unicode-bidi", "isolate");
        await romeo.Composer.FillAsync(new string('x', 1 << 20));
        await Expect(romeo.Page.Locator("#composer-note")).ToHaveTextAsync("This text has 1,048,576 characters; the limit is 4,096. Shorten it, or send it in parts.");
        await romeo.Composer.PressAsync("Enter");
        await Expect(romeo.Page.Locator("#composer-alert")).ToContainTextAsync("the limit is 4,096");
        Assert.That((await romeo.Composer.InputValueAsync()).Length, Is.EqualTo(1 << 20));

        await romeo.Says("short");
        await romeo.SeesState("short", "stored");
        await romeo.Sees("short");
        Assert.That(longest, Is.InRange(1, 300));
    }

    [Test]
    public async Task The_longest_text_is_sent_whole_in_any_script()
    {
        string text = new('好', 4096);
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Says(text);
        await juliet.ReceivesFrom("romeo", text);
    }

    [Test]
    public async Task A_text_whose_frame_would_be_too_long_is_refused_by_its_bytes()
    {
        Setup = Setup with { Web = "maxRequestLength=\"2048\"" };
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Composer.FillAsync(new string('好', 1000));
        await Expect(romeo.Page.Locator("#composer-note")).ToContainTextAsync("This text has 3,002 bytes");
        await romeo.Composer.PressAsync("Enter");
        await romeo.Says("short");
        await romeo.SeesState("short", "stored");
    }

    [Test]
    public async Task Shift_and_Enter_begin_a_line_and_Enter_sends_what_the_preview_shows()
    {
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        IKeyboard keys = romeo.Page.Keyboard;
        await romeo.Composer.ClickAsync();
        await keys.TypeAsync("Two households,");
        await keys.PressAsync("Shift+Enter");
        await keys.PressAsync("Shift+Enter");
        await Expect(romeo.Page.Locator("#composer-lines")).ToBeHiddenAsync();
        await keys.TypeAsync("  both alike");
        await Expect(romeo.Composer).ToHaveValueAsync("Two households,\n\n  both alike");
        await Expect(romeo.Page.Locator("#composer-lines-title")).ToHaveTextAsync("A message can have only one line. Send these 2 lines as");
        await Expect(romeo.Page.GetByRole(AriaRole.Radio, new() { Name = "one message:" })).ToBeCheckedAsync();
        await Expect(romeo.Page.Locator("#composer-joined")).ToHaveTextAsync("Two households, both alike");
        await Expect(romeo.Texts).ToHaveCountAsync(0);
        await keys.PressAsync("Enter");
        await juliet.ReceivesFrom("romeo", "Two households, both alike");
        await Expect(romeo.Page.Locator("#composer-lines")).ToBeHiddenAsync();
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task Pasted_lines_can_be_sent_as_messages_of_their_own_and_the_choice_itself_sends_nothing()
    {
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Composer.FillAsync("one\r\n  two \n\nthree\n");
        ILocator separate = romeo.Page.GetByRole(AriaRole.Radio, new() { Name = "3 messages, one for each line" });
        await romeo.Page.GetByRole(AriaRole.Radio, new() { Name = "one message:" }).FocusAsync();
        await romeo.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(separate).ToBeCheckedAsync();
        await romeo.Page.Keyboard.PressAsync("Enter");
        await Expect(romeo.Composer).ToBeFocusedAsync();
        await Expect(romeo.Texts).ToHaveCountAsync(0);
        await romeo.Page.Keyboard.PressAsync("Enter");
        foreach (string text in new[] { "one", "two", "three" })
            await juliet.ReceivesFrom("romeo", text);
        await romeo.Sees("one", "two", "three");

        // The next lines are one message again, and many lines can be nothing else.
        await romeo.Composer.FillAsync("four\nfive");
        await Expect(romeo.Page.GetByRole(AriaRole.Radio, new() { Name = "one message:" })).ToBeCheckedAsync();
        await romeo.Composer.FillAsync(string.Join('\n', Enumerable.Range(0, 100)));
        await Expect(separate).ToBeHiddenAsync();
        await romeo.Composer.PressAsync("Enter");
        await juliet.ReceivesFrom("romeo", string.Join(' ', Enumerable.Range(0, 100)));
    }

    [Test]
    public async Task The_field_has_a_ring_for_whoever_comes_by_keyboard_only()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await Expect(romeo.Composer).ToBeFocusedAsync();
        await Expect(romeo.Composer).ToHaveCSSAsync("outline-style", "none");
        await romeo.Page.Keyboard.PressAsync("Shift+Tab");
        await romeo.Page.Keyboard.PressAsync("Tab");
        await Expect(romeo.Composer).ToBeFocusedAsync();
        await Expect(romeo.Composer).ToHaveCSSAsync("outline-style", "solid");
        await romeo.Page.Locator("#conversation-title").ClickAsync();
        await romeo.Composer.ClickAsync();
        await Expect(romeo.Composer).ToHaveCSSAsync("outline-style", "none");
    }

    [Test]
    public async Task What_was_begun_stays_with_its_conversation()
    {
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Composer.FillAsync("My dear");
        await romeo.WritesTo("nurse");
        await Expect(romeo.Composer).ToHaveValueAsync(string.Empty);
        await romeo.Opens("juliet");
        await Expect(romeo.Composer).ToHaveValueAsync("My dear");
    }
}
