using System.Globalization;
using System.Text.RegularExpressions;
using ChatServer.Terminal.Editing;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>What keys do to a line.</summary>
public class LineEditorTests
{
    // The cursor is written as |; keys are their names, and a text in quotes is typed.
    [TestCase("'abc'", "abc|")]
    [TestCase("'abc' Left Left 'x'", "ax|bc")]
    [TestCase("'abc' Home 'x' End 'y'", "xabcy|")]
    [TestCase("'abc' Left Backspace", "a|c")]
    [TestCase("'abc' Home Delete", "|bc")]
    [TestCase("'abc' Home Backspace", "|abc")]
    [TestCase("'abc' Delete EndOfInput", "abc|")]
    [TestCase("'abc' Home EndOfInput", "|bc")]
    [TestCase("'one two three' DeleteWordLeft", "one two |")]
    [TestCase("'one two  ' DeleteWordLeft", "one |")]
    [TestCase("'one two' Home DeleteWordRight", "| two")]
    [TestCase("'one two' WordLeft", "one |two")]
    [TestCase("'one two' WordLeft WordLeft WordLeft", "|one two")]
    [TestCase("'one two' Home WordRight", "one| two")]
    [TestCase("'one two' Left Left DeleteToHome", "|wo")]
    [TestCase("'one two' Left Left DeleteToEnd", "one t|")]
    [TestCase("'你好世界' Left Left Backspace", "你|世界")]
    [TestCase("'a😀b' Left Left 'x'", "ax|😀b")]
    [TestCase("'a😀b' Left Backspace", "a|b")]
    [TestCase("'👩‍👩‍👧x' Left Backspace", "|x")]
    [TestCase("'e\u0301x' Left Left", "|e\u0301x")]
    [TestCase("'ex' Left '\u0301'", "e\u0301|x")]
    [TestCase("'x' Home 'e' '\u0301'", "e\u0301|x")]
    [TestCase("'e\u0301x' Home DeleteWordRight", "|x")]
    [TestCase("'one' Enter", "|")]
    [TestCase("'one' Enter Up", "one|")]
    [TestCase("'one' Enter 'two' Enter Up Up", "one|")]
    [TestCase("'one' Enter 'two' Enter Up Up Up", "one|")]
    [TestCase("'one' Enter 'two' Enter Up Up Down", "two|")]
    [TestCase("'one' Enter 'new' Up Down", "new|")]
    [TestCase("'one' Enter 'new' Up Down Down", "new|")]
    [TestCase("'one' Enter 'one' Enter 'two' Enter Up Up Up", "one|")]
    [TestCase("'one' Enter Enter Up", "one|")]
    [TestCase("'one' Resize Repaint", "one|")]
    public void Keys_edit_the_line(string keys, string expected)
    {
        LineEditor editor = Press(keys);
        Assert.That(editor.Text.Insert(editor.Cursor, "|"), Is.EqualTo(expected));
    }

    [Test]
    public void Enter_gives_the_line()
    {
        LineEditor editor = Press("'你好 bob'");
        Assert.That(editor.Press(new Key(KeyKind.Left)), Is.Null);
        Assert.That(editor.Press(new Key(KeyKind.Enter)), Is.EqualTo("你好 bob"));
    }

    [Test]
    public void A_line_does_not_grow_without_end()
    {
        LineEditor editor = Press($"'{new string('x', LineEditor.MaxCharacters)}'");
        Assert.That(editor.IsCut, Is.False);
        editor.Press(new Key(KeyKind.Text, "y"));
        Assert.That(editor.Text, Has.Length.EqualTo(LineEditor.MaxCharacters).And.None.EqualTo('y'));
        Assert.That(editor.IsCut, Is.True, "it is not left out silently");
        editor.Press(new Key(KeyKind.Enter));
        Assert.That(editor.IsCut, Is.False);
    }

    [Test]
    public void Of_a_text_that_is_too_long_as_much_is_typed_as_fits()
    {
        LineEditor editor = Press($"'{new string('x', LineEditor.MaxCharacters - 4)}' Home '你😀😀'");
        Assert.That((editor.Text[..5], editor.Cursor, editor.IsCut), Is.EqualTo(("你😀xx", 3, true)));
    }

    [Test]
    public void Whatever_is_pressed_the_cursor_stays_between_two_characters()
    {
        var random = new Random(1);
        string[] texts = ["a", " ", "你", "😀", "\u0301", "\u200d", "👩", "\ufe0f"];
        KeyKind[] kinds = Enum.GetValues<KeyKind>();
        var editor = new LineEditor();
        for (int i = 0; i < 20_000; i++)
        {
            bool types = random.Next(2) == 0 && editor.Text.Length < 40;
            editor.Press(types ? new Key(KeyKind.Text, texts[random.Next(texts.Length)]) : new Key(kinds[random.Next(1, kinds.Length)]));
            int[] boundaries = [.. StringInfo.ParseCombiningCharacters(editor.Text), editor.Text.Length];
            Assert.That(boundaries, Does.Contain(editor.Cursor), () => $"after {i} keys");
        }
    }

    private static LineEditor Press(string keys)
    {
        var editor = new LineEditor();
        foreach (Match key in Regex.Matches(keys, "'(?<text>[^']*)'|(?<name>[A-Za-z]+)"))
            editor.Press(key.Groups["text"].Success ? new Key(KeyKind.Text, key.Groups["text"].Value) : new Key(Enum.Parse<KeyKind>(key.Value)));
        return editor;
    }
}
