using ChatServer.Terminal.Screens;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>How wide text is, and where rows end.</summary>
public class LayoutTests
{
    [TestCase("abc", 3)]
    [TestCase("你好", 4)]
    [TestCase("，", 2)]
    [TestCase("e\u0301", 1)]
    [TestCase("한글", 4)]
    [TestCase("😀", 2)]
    [TestCase("", 0)]
    public void Wide_characters_take_two_cells_and_marks_none(string text, int cells) => Assert.That(Cells.Of(text), Is.EqualTo(cells));

    [TestCase("abc", 2, "ab")]
    [TestCase("你好", 3, "你")]
    [TestCase("ae\u0301b", 2, "ae\u0301")]
    public void A_text_is_cut_between_characters(string text, int max, string expected) => Assert.That(Cells.Cut(text, max), Is.EqualTo(expected));

    // One cell of each row stays free.
    [TestCase("one two three", 9, "one two |  three")]
    [TestCase("onetwothree", 9, "onetwoth|  ree")]
    [TestCase("一二三四五六", 8, "一二三|  四五|  六")]
    [TestCase("ab一二三四", 8, "ab一二|  三四")]
    [TestCase("one two ", 8, "one two|  ")]
    [TestCase("a bcdefgh", 9, "a bcdefg|  h")]
    [TestCase("a 一二三 bb", 9, "a 一二三|  bb")]
    [TestCase("", 9, "")]
    public void Rows_end_at_blanks_and_between_wide_characters(string text, int width, string expected)
    {
        var entry = new Entry(new Span(text)) { Indent = 2 };
        Assert.That(string.Join('|', Layout.Rows(entry, width).Select(Text)), Is.EqualTo(expected));
    }

    [Test]
    public void Tones_go_with_their_text_and_no_row_is_too_wide()
    {
        var random = new Random(1);
        string[] pieces = ["one ", "罗密欧", "x", " ", "e\u0301", "😀", "a-long-word"];
        for (int i = 0; i < 500; i++)
        {
            Span[] spans = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => new Span(pieces[random.Next(pieces.Length)], (Tone)random.Next(7)))];
            int width = random.Next(3, 40);
            List<List<Span>> rows = Layout.Rows(new Entry(spans), width);
            Assert.That(rows.Select(row => Cells.Of(Text(row))), Is.All.LessThan(width));
            Assert.That(Letters(rows.SelectMany(row => row)), Is.EqualTo(Letters(spans)));
        }
    }

    [TestCase("", 0, 20, "bob> ", 5)]
    [TestCase("你好", 1, 20, "bob> 你好", 7)]
    [TestCase("0123456789abcdefgh", 18, 20, "bob> <9abcdefgh", 15)]
    [TestCase("0123456789abcdefgh", 0, 20, "bob> 0123456789abc>", 5)]
    [TestCase("0123456789abcdefgh", 13, 20, "bob> <456789abcdef>", 15)]
    [TestCase("\u202ea\u200fb", 3, 20, "bob> \ufffda\ufffdb", 8)]
    [TestCase("\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202ea", 0, 20, "bob> \ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd>", 5)]
    public void A_typed_text_that_is_too_long_is_shown_around_the_cursor(string text, int cursor, int width, string expected, int column)
    {
        (IReadOnlyList<Span> row, int at) = new Prompt(null, "bob> ", text, cursor).TypedRow(width);
        Assert.That((Text(row), at), Is.EqualTo((expected, column)));
    }

    [Test]
    public void Wherever_the_cursor_is_it_is_shown_and_the_row_fits()
    {
        const string text = "To be 生存还是毁灭, or not to be 这是一个值得考虑的问题 e\u0301\u0301 😀😀😀 that is the question";
        int[] cursors = [.. System.Globalization.StringInfo.ParseCombiningCharacters(text), text.Length];
        for (int width = 12; width < 60; width++)
        {
            foreach (int cursor in cursors)
            {
                (IReadOnlyList<Span> row, int column) = new Prompt(null, "bob> ", text, cursor).TypedRow(width);
                Assert.That(Cells.Of(Text(row)), Is.LessThan(width), () => $"width {width}, cursor {cursor}");
                Assert.That(column, Is.InRange(5, width - 1), () => $"width {width}, cursor {cursor}");
                Assert.That(Cells.Cut(Text(row), column), Does.EndWith(cursor == 0 ? "> " : string.Empty));
                string after = text[cursor..];
                string shownAfter = Text(row)[Cells.Cut(Text(row), column).Length..].TrimEnd('>');
                Assert.That(after, Does.StartWith(shownAfter), () => $"width {width}, cursor {cursor}: {Text(row)}");
            }
        }
    }

    private static string Text(IEnumerable<Span> row) => string.Concat(row.Select(span => span.Text));

    private static string Letters(IEnumerable<Span> spans) => string.Concat(spans.Select(span => span.Text.Replace(" ", "", StringComparison.Ordinal) is { Length: > 0 } text ? string.Concat(Cells.Characters(text).Select(c => c.Text + (int)span.Tone)) : ""));
}
