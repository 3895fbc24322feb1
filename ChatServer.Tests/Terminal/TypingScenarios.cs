using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>What people type stays whole.</summary>
public sealed class TypingScenarios : TerminalScenario
{
    [Test]
    public async Task Messages_that_come_in_do_not_tear_what_somebody_types()
    {
        TmuxTerminal juliet = await StartAs("juliet", to: "romeo", height: 50);
        ChatClient romeo = await LogInAsClient("romeo");
        const string text = "Wherefore art thou 罗密欧? Deny thy father";
        Task sending = Task.Run(async () =>
        {
            for (int i = 1; i <= 40; i++)
                await romeo.SendAsync("juliet", $"第 {i} 条, number {i}", Soon);
        });
        foreach (char c in text)
            await juliet.Types(c.ToString());
        await sending;

        string[] expected = [.. Enumerable.Range(1, 40).Select(i => $"romeo: 第 {i} 条, number {i}"), Status("juliet | online"), $"romeo> {text}"];
        string[] rows = await juliet.Until("all messages and the whole text", rows => rows[^1] == expected[^1] && rows[^3].EndsWith(expected[^3], StringComparison.Ordinal));
        Assert.That(rows.TakeLast(42).Select((row, i) => i < 40 ? row[10..] : row), Is.EqualTo(expected));
        await juliet.Presses("Enter");
        Assert.That((await Next(romeo)).Text, Is.EqualTo(text));
    }

    [Test]
    public async Task Chinese_is_typed_edited_and_sent_and_takes_two_cells_a_character()
    {
        TmuxTerminal juliet = await StartAs("juliet", to: "罗密欧");
        ChatClient romeo = await LogInAsClient("罗密欧");
        await juliet.Types("你好世界");
        await juliet.UntilLast("罗密欧> 你好世界");
        Assert.That(await juliet.CursorColumn(), Is.EqualTo(16));
        await juliet.Presses("Left", "Left", "BSpace");
        await juliet.Types("的、");
        await juliet.UntilLast("罗密欧> 你的、世界");
        Assert.That(await juliet.CursorColumn(), Is.EqualTo(14));
        await juliet.Presses("Delete", "End", "C-h");
        await juliet.Types("人e\u0301");
        await juliet.UntilLast("罗密欧> 你的、人e\u0301");
        Assert.That(await juliet.CursorColumn(), Is.EqualTo(17), "a mark takes no cell");
        await juliet.Presses("BSpace");
        await juliet.UntilLast("罗密欧> 你的、人");
        await juliet.Presses("Enter");
        Assert.That((await Next(romeo)).Text, Is.EqualTo("你的、人"));
        await juliet.UntilShown("> 罗密欧: 你的、人");
    }

    [Test]
    public async Task A_line_longer_than_the_terminal_scrolls_and_shows_where_it_goes_on()
    {
        TmuxTerminal juliet = await StartAs("juliet", to: "romeo", width: 30);
        await juliet.Types("一二三四五六七八九十abcdefghij");
        await juliet.UntilLast("romeo> <九十abcdefghij");
        await juliet.Presses("C-a");
        await juliet.UntilLast("romeo> 一二三四五六七八九十a>");
        Assert.That(await juliet.CursorColumn(), Is.EqualTo(7));
        await juliet.Presses("C-k");
        await juliet.UntilLast("romeo>");
    }

    [Test]
    public async Task The_arrow_keys_bring_back_what_was_typed_before()
    {
        TmuxTerminal juliet = await StartAs("juliet", to: "juliet");
        await juliet.Enters("first");
        await juliet.Enters("second");
        await juliet.Types("unfinished");
        await juliet.Presses("Up", "Up");
        await juliet.UntilLast("juliet> first");
        await juliet.Presses("Down");
        await juliet.UntilLast("juliet> second");
        await juliet.Presses("Down");
        await juliet.UntilLast("juliet> unfinished");
        await juliet.Presses("C-c");
        await juliet.UntilLast("juliet>");
    }

    [Test]
    public async Task A_pasted_text_stays_one_line_until_Enter()
    {
        TmuxTerminal juliet = await StartAs("juliet", to: "romeo");
        ChatClient romeo = await LogInAsClient("romeo");
        await juliet.Pastes("two\nlines\t😀");
        await juliet.UntilLast("romeo> two lines 😀");
        await juliet.Presses("Enter");
        Assert.That((await Next(romeo)).Text, Is.EqualTo("two lines 😀"));
    }

    [Test]
    public async Task A_long_text_is_pasted_before_another_and_what_has_no_room_is_told()
    {
        TmuxTerminal juliet = await StartAs("juliet", to: "romeo");
        await juliet.Types("the end");
        await juliet.Presses("C-a");
        string page = string.Concat(Enumerable.Repeat("语言 ", 1_500));
        for (int i = 0; i < 23; i++)
            await juliet.Pastes(page);
        await juliet.UntilShown("A line can have 100000 characters; the rest was cut off.");
        await juliet.Presses("C-e");
        await juliet.Until("the end of the line", rows => rows[^1].StartsWith("romeo> <", StringComparison.Ordinal) && rows[^1].EndsWith("the end", StringComparison.Ordinal));
    }

    [Test]
    public async Task A_resized_terminal_shows_the_same_in_its_new_size()
    {
        TmuxTerminal juliet = await StartAs("juliet", to: "romeo");
        ChatClient romeo = await LogInAsClient("romeo");
        await romeo.SendAsync("juliet", "But soft, what light through yonder window breaks?", Soon);
        await juliet.UntilShown("romeo: But soft, what light through yonder window breaks?");
        await juliet.Types("O Romeo");
        await juliet.Resize(40, 12);
        string[] rows = await juliet.UntilLast(Status("juliet | online", 40), "romeo> O Romeo");
        Assert.That(rows[^4][10..], Is.EqualTo("romeo: But soft, what light"));
        Assert.That(rows[^3], Is.EqualTo("          through yonder window breaks?"));
        await juliet.Types(", Romeo");
        await romeo.SendAsync("juliet", "再见", Soon);
        await juliet.UntilShown("romeo: 再见");
        await juliet.Resize(70, 20);
        rows = await juliet.UntilLast(Status("juliet | online", 70), "romeo> O Romeo, Romeo");
        Assert.That(rows[^4][10..], Is.EqualTo("romeo: But soft, what light through yonder window breaks?"));
        Assert.That(rows.Count(row => row.Contains("-- juliet", StringComparison.Ordinal)), Is.EqualTo(1), "nothing of the old prompt is left");
    }
}
