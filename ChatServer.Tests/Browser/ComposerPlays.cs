using ChatServer.Tests.Kit;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>What may be written.</summary>
public class ComposerPlays : BrowserPlay
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
        await Expect(romeo.Page.Locator("#composer-note")).ToHaveTextAsync("This text has 1,048,576 characters; a message may have 4,096. Shorten it, or send it in parts.");
        await romeo.Composer.PressAsync("Enter");
        await Expect(romeo.Page.Locator("#composer-alert")).ToContainTextAsync("a message may have 4,096");
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
        await Expect(romeo.Page.Locator("#composer-note")).ToContainTextAsync("This text takes 3,002 bytes");
        await romeo.Composer.PressAsync("Enter");
        await romeo.Says("short");
        await romeo.SeesState("short", "stored");
    }

    [Test]
    public async Task Line_ends_become_blanks_before_anything_is_sent()
    {
        ScriptedClient juliet = await LogIn("juliet");
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        await romeo.Composer.FillAsync("Two households,\r\n  both alike\nin dignity\n");
        await Expect(romeo.Composer).ToHaveValueAsync("Two households, both alike in dignity ");
        await Expect(romeo.Page.Locator("#composer-note")).ToHaveTextAsync("A message is one line: line ends became blanks.");
        await romeo.Composer.PressAsync("Enter");
        await juliet.ReceivesFrom("romeo", "Two households, both alike in dignity");
        await Expect(romeo.Page.Locator("#composer-note")).ToBeEmptyAsync();
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
