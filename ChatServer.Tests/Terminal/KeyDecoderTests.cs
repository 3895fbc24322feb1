using ChatServer.Terminal.Editing;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>What the console reads becomes keys.</summary>
public class KeyDecoderTests
{
    private readonly KeyDecoder _decoder = new();

    [Test]
    public void Halves_of_a_character_become_one_text()
        => Assert.That(Decode("你😀"), Is.EqualTo(new[] { "你", "😀" }));

    [Test]
    public void A_pasted_text_has_no_line_ends()
        => Assert.That(string.Concat(Decode("\u001b[200~a\rb\nc\td\u001b[201~e")), Is.EqualTo("a b c de"));

    [Test]
    public void A_mark_of_a_paste_is_recognised_also_if_its_beginning_arrived_alone()
    {
        string[] texts = [.. CutMark("200~"), .. Decode("a\rb"), .. CutMark("201~"), .. Decode("\rc")];
        Assert.That(texts, Is.EqualTo(new[] { "a", " ", "b", "", "c" }), "Enter is a key of its own again");
    }

    [Test]
    public void An_Escape_at_the_end_of_a_paste_does_not_hide_its_end()
        => Assert.That(Decode("\u001b[200~a\u001b\u001b[201~\r"), Is.EqualTo(new[] { "a", "" }));

    [Test]
    public void Sequences_that_nobody_knows_type_nothing()
        => Assert.That(string.Concat(Decode("a\u001b[1;9Zb\u001b[<0;1;1Mc\u001bOzd")), Is.EqualTo("abcd"));

    [Test]
    public void Control_characters_are_not_typed()
        => Assert.That(string.Concat(Decode("a\u0000\u0007\u009bb")), Is.EqualTo("ab"));

    [Test]
    public void Escape_before_a_letter_is_the_key_Alt()
    {
        Assert.That(_decoder.Decode(Pressed('\u001b', ConsoleKey.Escape)), Is.Null);
        Assert.That(_decoder.Decode(Pressed('b', ConsoleKey.B)), Is.EqualTo(new Key(KeyKind.WordLeft)));
        Assert.That(Decode("b"), Is.EqualTo(new[] { "b" }));
    }

    [Test]
    public void Control_and_letters_edit()
    {
        Assert.That(_decoder.Decode(new ConsoleKeyInfo('\u0001', ConsoleKey.A, false, false, control: true)), Is.EqualTo(new Key(KeyKind.Home)));
        Assert.That(_decoder.Decode(new ConsoleKeyInfo('\b', ConsoleKey.Backspace, false, false, control: true)), Is.EqualTo(new Key(KeyKind.Backspace)));
        Assert.That(_decoder.Decode(new ConsoleKeyInfo('\u0019', ConsoleKey.Y, false, false, control: true)), Is.Null);
    }

    private static ConsoleKeyInfo Pressed(char c, ConsoleKey key) => new(c, key, false, false, false);

    private string[] CutMark(string rest)
    {
        Assert.That(_decoder.Decode(new ConsoleKeyInfo('[', ConsoleKey.None, shift: false, alt: true, control: false)), Is.Null);
        return Decode(rest);
    }

    private string[] Decode(string text) =>
    [
        .. text.Select(c => _decoder.Decode(Pressed(c, c == '\u001b' ? ConsoleKey.Escape : c is '\r' or '\n' ? ConsoleKey.Enter : ConsoleKey.None)))
            .Where(key => key != null).Select(key => key!.Value.Text),
    ];
}
