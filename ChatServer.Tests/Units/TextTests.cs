using System.Text;
using ChatServer.Core.Users;
using ChatServer.Protocol.Requests;
using NUnit.Framework;
using SuperSocket.SocketBase;

namespace ChatServer.Tests.Units;

/// <summary>What is text, what is an id, and what is safe to print.</summary>
public class TextTests
{
    [TestCase("hello  world\t你好", "hello  world\t你好")]
    [TestCase("\u001b[2J\u0007", "\u241b[2J\u2407")]
    [TestCase("a\r\nb", "a\u240d\u240ab")]
    [TestCase("\u007f\u009b", "\u2421\ufffd")]
    [TestCase("\u202e\u2069\u2028\u2029", "\ufffd\ufffd\ufffd\ufffd")]
    public void A_line_is_made_safe(string text, string safe)
    {
        Assert.That(PrintableText.Line(text), Is.EqualTo(safe));
        Assert.That(PrintableText.IsSafe(text), Is.EqualTo(text == safe));
        Assert.That(PrintableText.IsSafe(safe), Is.True);
    }

    [Test]
    public void Every_character_is_made_safe_once_and_for_all()
    {
        for (char c = '\0'; c < char.MaxValue; c++)
        {
            string safe = PrintableText.Line(c.ToString());
            Assert.That(char.IsControl(safe[0]) && c != '\t', Is.False, $"U+{(int)c:X4}");
            Assert.That(PrintableText.Line(safe), Is.SameAs(safe), $"U+{(int)c:X4}");
        }
    }

    [TestCase("gb2312")]
    [TestCase("gb18030")]
    [TestCase("big5")]
    [TestCase("shift_jis")]
    [TestCase("euc-kr")]
    public void No_safe_character_is_encoded_as_a_byte_that_telnet_obeys(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        for (int c = 0; c < char.MaxValue; c++)
            Assert.That(encoding.GetBytes(PrintableText.Line(((char)c).ToString())), Does.Not.Contain((byte)0xFF), $"U+{c:X4}");
    }

    [Test]
    public void Lines_keep_their_ends() => Assert.That(PrintableText.Lines("a\r\nb\nc\rd\0"), Is.EqualTo("a\nb\nc\u240dd\u2400"));

    [TestCase("romeo", "romeo")]
    [TestCase("Romeo.M_1-2@verona", "Romeo.M_1-2@verona")]
    [TestCase("罗密欧", "罗密欧")]
    [TestCase("ＡＢＣ１", "ABC1")]
    [TestCase("12345678901234567890123456789012", "12345678901234567890123456789012")]
    [TestCase("\U00020000", "\U00020000")]
    public void An_id_is_normalised(string text, string id)
    {
        Assert.That(UserId.TryParse(text, out string parsed), Is.True);
        Assert.That(parsed, Is.EqualTo(id));
        Assert.That(UserId.TryParse(id, out string again), Is.True);
        Assert.That(again, Is.EqualTo(id));
    }

    [TestCase("")]
    [TestCase(" ")]
    [TestCase("a b")]
    [TestCase("a:b")]
    [TestCase("a/b")]
    [TestCase("a\u00a0b")]
    [TestCase("\ud800")]
    [TestCase("\udc00a")]
    [TestCase("a\ufffe")]
    [TestCase("a\u202eb")]
    [TestCase("\u200d")]
    [TestCase("123456789012345678901234567890123")]
    [TestCase("ﷺﷺ")]
    [TestCase("½")]
    public void What_is_no_id_is_refused(string text) => Assert.That(UserId.TryParse(text, out _), Is.False);

    [TestCase("utf-8", "68E5A5BD", "h好")]
    [TestCase("utf-8", "", "")]
    [TestCase("utf-8", "EFBFBD", "\ufffd")]
    [TestCase("gb2312", "68BAC3", "h好")]
    [TestCase("gb18030", "BAC394DBB036", "好\U0001F339")]
    public void Bytes_are_decoded(string encoding, string hex, string text)
    {
        if (encoding == "gb18030")
            hex = "BAC3" + Convert.ToHexString(Encoding.GetEncoding(encoding).GetBytes("\U0001F339"));
        Assert.That(new LineDecoder(Encoding.GetEncoding(encoding)).TryDecode(Convert.FromHexString(hex), out string? line), Is.True);
        Assert.That(line, Is.EqualTo(text));
    }

    [TestCase("utf-8", "E5A5")]
    [TestCase("utf-8", "C080")]
    [TestCase("utf-8", "EDA080")]
    [TestCase("utf-8", "FF")]
    [TestCase("utf-8", "F4908080")]
    [TestCase("gb2312", "BA")]
    [TestCase("gb2312", "81FF")]
    [TestCase("gb18030", "81")]
    public void Bytes_that_are_no_text_are_noticed(string encoding, string hex)
        => Assert.That(new LineDecoder(Encoding.GetEncoding(encoding)).TryDecode(Convert.FromHexString(hex), out _), Is.False);

    [TestCase("utf-8", "EFBFBD")]
    [TestCase("gb18030", "8431A437")]
    public void The_replacement_character_itself_is_text(string encoding, string hex)
    {
        var decoder = new LineDecoder(Encoding.GetEncoding(encoding));
        Assert.That(decoder.TryDecode(Convert.FromHexString(hex), out string? line), Is.True);
        Assert.That(line, Is.EqualTo("\uFFFD"));
        Assert.That(decoder.TryDecode([.. Convert.FromHexString(hex), 0xFF], out _), Is.False);
    }

    [TestCase("FFF4FFFD0648", "48", "FFFC06")]
    [TestCase("48FFFB1F49", "4849", "FFFE1F")]
    [TestCase("FFFC01FFFE02", "", "")]
    [TestCase("48FFFFFF49", "48FFFF49", "")]
    [TestCase("FFFA1801020348FFF049", "49", "")]
    [TestCase("FFFA1801020348", "", "")]
    [TestCase("48FF", "48FF", "")]
    [TestCase("48FFFD", "48", "")]
    [TestCase("FFFD01FFFD03FFFB05", "", "FFFC01FFFC03FFFE05")]
    public void Telnet_commands_are_taken_out_and_options_refused(string line, string rest, string answer)
    {
        byte[] bytes = Convert.FromHexString(line);
        foreach (int piece in new[] { bytes.Length, 1, 2 })
        {
            var commands = new TelnetCommands();
            byte[] text = new byte[bytes.Length + 2];
            int length = 0;
            foreach (byte[] part in bytes.Chunk(piece))
                length += commands.Remove(part, text.AsSpan(length));
            if (commands.EndLine())
                text[length++] = 0xFF;
            Assert.That(Convert.ToHexString(text, 0, length), Is.EqualTo(rest));
            string asked = rest == "48FF" ? string.Empty : "FFFD00";
            Assert.That(Convert.ToHexString(commands.TakeReplies()), Is.EqualTo(asked + answer));
        }
    }

    [TestCase("Chat juliet  a b ", "Chat", "juliet  a b ", "a b ")]
    [TestCase("  HB\tR", "HB", "R", "")]
    [TestCase("Chat juliet   ", "Chat", "juliet   ", "")]
    [TestCase("", "", "", "")]
    public void A_line_is_a_command_with_parameters_and_a_rest(string line, string key, string body, string rest)
    {
        var request = new ChatRequest(line);
        Assert.That((request.Key, request.Body, request.AfterFirstParameter()), Is.EqualTo((key, body, rest)));
        Assert.That(request.Parameters, Is.EqualTo(body.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)));
    }
}
