using ChatServer.Terminal.Scripts.Syntax;
using ChatServer.Terminal.Scripts.Wire;
using NUnit.Framework;

namespace ChatServer.Tests.Transcripts;

/// <summary>A script that is printed and read again is the same script.</summary>
public sealed class PrintingTests
{
    private static readonly string[] Pieces =
        ["a", "HB R", " ", "\\", "{", "}", "{id}", "{*}", "\\x", "\\x41", "\\u0041", "\\u{41}", "\"", "你好", "\u001b", "\0", "\n", "\r", "\t", "\u202e", "\u2028", "\ue000", "\u00a0", "😀", "\u0085", "#", "->", "+>", "\udc80", "\udcff"];

    [Test]
    public void Whatever_a_text_is_it_is_read_as_it_was_printed()
    {
        var random = new Random(1);
        for (int i = 0; i < 20_000; i++)
        {
            ScriptText text = RandomText(random, mayVary: true);
            string printed = text.ToString();
            Assert.That(printed.Any(c => char.IsControl(c) || c is '\u202e' or '\u2028'), Is.False, printed);
            Assert.That(Escapes.Read(printed).Parts, Is.EqualTo(text.Parts), printed);
        }
    }

    [Test]
    public void Whatever_happens_in_a_script_it_is_read_as_it_was_printed()
    {
        var random = new Random(2);
        for (int i = 0; i < 2_000; i++)
        {
            ChatScript script = RandomScript(random);
            ChatScript again = ScriptFile.Read("test.chat", script.ToString(), [])[0];
            Assert.That(again.ToString(), Is.EqualTo(script.ToString()));
            Assert.That(again.Statements, Is.EqualTo(script.Statements).Using<Statement>(AreEqual), script.ToString());
        }
    }

    [TestCase("utf-8")]
    [TestCase("gb2312")]
    [TestCase("gb18030")]
    public void Bytes_that_are_no_text_are_kept(string encoding)
    {
        WireText text = WireText.Find(encoding)!;
        var random = new Random(3);
        byte[] piece = text.Encode("你a");
        for (int i = 0; i < 5_000; i++)
        {
            byte[] bytes = [.. Enumerable.Range(0, random.Next(4)).SelectMany(_ => random.Next(2) == 0 ? piece : new[] { (byte)random.Next(256), (byte)random.Next(256) })];
            Assert.That(text.Encode(text.Decode(bytes)), Is.EqualTo(bytes), Convert.ToHexString(bytes));
        }
    }

    private static ChatScript RandomScript(Random random)
    {
        List<Statement> statements = [new Connect(1, "romeo", null, null), new Connect(2, "juliet", "gb", "gb2312")];
        int line = 2;
        for (int i = random.Next(1, 6); i > 0; i--)
        {
            string actor = random.Next(2) == 0 ? "romeo" : "juliet";
            TimeSpan? within = random.Next(2) == 0 ? TimeSpan.FromMilliseconds(random.Next(1, 5000)) : null;
            Statement statement = random.Next(4) switch
            {
                0 => new Send(++line, actor, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => RandomText(random, mayVary: false))], random.Next(3) > 0),
                1 => new Receive(++line, actor, RandomText(random, mayVary: true), true, within),
                2 => new Receive(++line, actor, ScriptText.Of("!" + RandomText(random, mayVary: false)), false, within),
                _ => new ReceiveNothing(++line, actor, within ?? TimeSpan.FromSeconds(2)),
            };
            line += statement is Send send ? send.Texts.Count - 1 : 0;
            statements.Add(statement);
        }

        statements.Add(new Closed(++line, "romeo", random.Next(2) == 0 ? 1000 : null, TimeSpan.FromSeconds(1)));
        statements.Add(random.Next(2) == 0 ? new Close(++line, "juliet") : new Reset(++line, "juliet"));
        return new ChatScript("test.chat", statements);
    }

    // Neighbouring literals are one, as the parser has them.
    private static ScriptText RandomText(Random random, bool mayVary)
    {
        List<TextPart> parts = [];
        for (int i = random.Next(6); i > 0; i--)
        {
            TextPart part = mayVary && random.Next(4) == 0 ? random.Next(2) == 0 ? new Variable("id") : new Anything() : new Literal(Pieces[random.Next(Pieces.Length)]);
            if (part is Literal literal && parts is [.., Literal before])
                parts[^1] = new Literal(before.Text + literal.Text);
            else
                parts.Add(part);
        }

        return new ScriptText(parts);
    }

    private static bool AreEqual(Statement one, Statement other) => (one, other) switch
    {
        (Send a, Send b) => (a.Line, a.Actor, a.EndsLine, a.Texts.Count) == (b.Line, b.Actor, b.EndsLine, b.Texts.Count)
            && a.Texts.Zip(b.Texts).All(pair => pair.First.Parts.SequenceEqual(pair.Second.Parts)),
        (Receive a, Receive b) => (a.Line, a.Actor, a.EndsLine, a.Within) == (b.Line, b.Actor, b.EndsLine, b.Within) && a.Text.Parts.SequenceEqual(b.Text.Parts),
        _ => one == other,
    };
}
