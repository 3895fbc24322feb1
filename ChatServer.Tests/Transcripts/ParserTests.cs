using ChatServer.Terminal.Scripts.Syntax;
using NUnit.Framework;

namespace ChatServer.Tests.Transcripts;

/// <summary>Reading scripts: what lines mean, and what is said of wrong ones.</summary>
public sealed class ParserTests
{
    private const string Connected = "romeo connects\n";

    [Test]
    public void A_script_is_read_as_it_looks()
    {
        ChatScript script = Parse("""
            # a comment

            romeo   connects to gb in gb2312
                    -> Check romeo secret
                    +>   two\
            juliet  connects
            romeo   within 1.5 s <- {a} and {*}, {a}
            	within 2 s is closed with 1001
            juliet  receives   nothing for 3 s
                    stops sending
                    closes
            """);
        Assert.That(script.ToString(), Is.EqualTo("""
            romeo connects to gb in gb2312
            romeo -> Check romeo secret
                  +>   two\
            juliet connects
            romeo within 1.5 s <- {a} and {*}, {a}
            romeo within 2 s is closed with 1001
            juliet receives nothing for 3 s
            juliet stops sending
            juliet closes

            """));
        Assert.That(script.Statements.Select(statement => statement.Line), Is.EqualTo(new[] { 3, 4, 6, 7, 8, 9, 10, 11 }));
    }

    [TestCase("romeo", "test.chat:2: 'romeo' is none of: -> TEXT, ")]
    [TestCase("!", "test.chat:2: a line is a name and what happens: -> TEXT, ")]
    [TestCase("is connects", "test.chat:2: 'is connects' is none of: ")]
    [TestCase("romeo conects", "test.chat:2: 'conects' is none of: -> TEXT, ")]
    [TestCase("juliet -> HB R", "test.chat:2: juliet has not connected; write 'juliet connects' before")]
    [TestCase("romeo connects", "test.chat:2: romeo is connected already")]
    [TestCase("romeo closes\n\nromeo -> HB R", "test.chat:4: romeo is not connected any more")]
    [TestCase("romeo is closed\nromeo <- R", "test.chat:3: romeo is not connected any more")]
    [TestCase("romeo stops sending\nromeo -> HB R", "test.chat:3: romeo has stopped sending")]
    [TestCase("romeo -> Confirm {id}", "test.chat:2: {id} has no value here: no line above receives it, and no --set id=VALUE is given; for the characters themselves write \\{id}")]
    [TestCase("romeo -> {*}", "test.chat:2: {*} stands for anything that is received, and cannot be sent; ")]
    [TestCase("romeo <- {x}\\", "test.chat:2: {x} has no value here")]
    [TestCase("romeo <- {*}\\", "test.chat:2: {*} is not possible in a text that ends with \\")]
    [TestCase("romeo <- \\", "test.chat:2: no bytes are expected")]
    [TestCase("romeo -> HB R ", "test.chat:2: there is a space at the end of the line; write it as \\x20 if it belongs to the text, or remove it")]
    [TestCase("romeo -> \\xg0", "test.chat:2: \\x needs two hexadecimal digits")]
    [TestCase("romeo -> \\u{110000}", "test.chat:2: \\u{ needs the hexadecimal number of a character")]
    [TestCase("romeo -> a\u0007", "test.chat:2: a control character must be written as \\x07")]
    [TestCase("romeo \u001b[2Jwaves", "test.chat:2: invisible characters are allowed only in a text")]
    [TestCase("romeo w\u001b[2Javes", "test.chat:2: invisible characters are allowed only in a text that is sent or received")]
    [TestCase("juliet connects to \u001b[2J", "test.chat:2: invisible characters are allowed only in a text that is sent or received")]
    [TestCase("juliet connects to chat://host/\u202e", "test.chat:2: invisible characters are allowed only in a text that is sent or received")]
    [TestCase("romeo within 2 s -> HB R", "test.chat:2: 'within' is possible only with <-")]
    [TestCase("romeo within 2 s closes", "test.chat:2: 'within' is possible only with <-")]
    [TestCase("romeo within 0 s <- R", "test.chat:2: '0' is not a time: write seconds, from 0.001 to 3600")]
    [TestCase("romeo receives nothing for 1.2.3 s", "test.chat:2: '1.2.3' is not a time")]
    [TestCase("romeo +> HB R", "test.chat:2: +> continues the packet of the line above")]
    [TestCase("romeo -> a\\\nromeo +> b", "test.chat:3: +> continues the packet of the line above")]
    public void A_wrong_line_is_named_with_what_is_wrong(string lines, string error)
        => Assert.That(() => Parse(Connected + lines), Throws.TypeOf<ScriptException>().With.Message.StartsWith(error));

    [TestCase("", "test.chat:1: nothing happens in this script")]
    [TestCase("-> HB R", "test.chat:1: the first line must start with a name")]
    public void A_script_begins_with_somebody(string text, string error)
        => Assert.That(() => Parse(text), Throws.TypeOf<ScriptException>().With.Message.EqualTo(error));

    [Test]
    public void Markdown_has_a_script_in_each_block_and_lines_keep_their_numbers()
    {
        const string Text = "# Title\r\n\r\n```chat\r\nromeo connects\r\n```\r\n```\r\nno script\r\n```\r\n```chat\r\n\r\njuliet connects\r\n";
        IReadOnlyList<ChatScript> scripts = ScriptFile.Read("test.md", Text + "```\r\n", []);
        Assert.That(scripts.Select(script => (script.Statements[0].Line, script.Statements[0].Actor)), Is.EqualTo(new[] { (4, "romeo"), (11, "juliet") }));
        Assert.That(() => ScriptFile.Read("test.md", Text, []), Throws.TypeOf<ScriptException>().With.Message.StartsWith("test.md:9: this block has no end"));
        Assert.That(() => ScriptFile.Read("test.md", "text", []), Throws.TypeOf<ScriptException>().With.Message.StartsWith("test.md:1: it has no chat script"));
    }

    private static ChatScript Parse(string text) => ScriptFile.Read("test.chat", text.ReplaceLineEndings("\n"), [])[0];
}
