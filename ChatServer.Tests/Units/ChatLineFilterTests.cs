using System.Text;
using ChatServer.Protocol.Requests;
using ChatServer.Tests.Kit;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>The line filter, fed in arbitrary pieces, against a splitter that sees everything at once.</summary>
public class ChatLineFilterTests
{
    private const int Limit = 12;

    private static readonly LineDecoder Utf8 = new(Encoding.UTF8);

    [Test]
    public void Pieces_make_no_difference()
    {
        Gen<byte> element = Gen.Elements("ab  \t\r\r\n\n\nGET\0\u001b"u8.ToArray().Concat(new byte[] { 0xC3, 0xA9, 0xE5 }).ToArray());
        Gen<(byte[] Stream, int[] Pieces)> input = from stream in element.ArrayOf()
                                                   from pieces in Gen.Choose(1, 20).ArrayOf()
                                                   select (stream, pieces);
        Prop.ForAll(input.Resize(200).ToArbitrary(), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [TestCase("GET / HTTP/1.1\r\n", "fault Http")]
    [TestCase("\nGET / HTTP/1.1\n", "line ||line GET / HTTP/1.1")]
    [TestCase("get x\nGET y\n", "line get x||line GET y")]
    [TestCase("HB R\r\nHB R", "line HB R")]
    [TestCase("HB R\r\r\n", "line HB R\r")]
    [TestCase("\uFEFFHB R\nHB R\n\uFEFFx\n", "line HB R||line HB R||line \uFEFFx")]
    [TestCase("\uFEFFGET / HTTP/1.1\r\n", "fault Http")]
    [TestCase("HC\bB R\nHX\u007FB R\n\b\b\u007FHB R\n", "line HB R||line HB R||line HB R")]
    [TestCase("Chat bob 你\b好😀\b\n", "line Chat bob 好")]
    public void Lines_are_cut(string stream, string expected)
        => Assert.That(string.Join("||", Feed(Encoding.UTF8.GetBytes(stream), [1000], limit: 1000)), Is.EqualTo(expected));

    [Test]
    public void A_line_that_never_ends_is_reported_as_too_long_and_then_as_endless()
    {
        List<string> results = Feed(new byte[(1024 * 1024) + 2], [4096], limit: 100);
        Assert.That(results, Is.EqualTo(new[] { "fault TooLong", "fault Endless" }));
    }

    [Test]
    public void A_line_that_ends_in_time_is_only_too_long()
    {
        byte[] stream = [.. new byte[1024 * 1024], .. "\nHB R\n"u8];
        Assert.That(Feed(stream, [4096], limit: 100), Is.EqualTo(new[] { "fault TooLong", "line HB R" }));
    }

    [TestCase("Chat\u3000bob\u3000你好", "bob", "你好")]
    [TestCase("\u3000Chat \u3000 bob \u3000你好", "bob", "\u3000你好")]
    [TestCase("Chat bob\u3000 \t你好\u3000再见\u3000", "bob", "你好\u3000再见\u3000")]
    public void The_ideographic_space_separates_words_and_indents_texts(string line, string first, string text)
    {
        var request = new ChatRequest(line);
        Assert.That((request.Key, request.FirstParameter.ToString(), request.AfterFirstParameter()), Is.EqualTo(("Chat", first, text)));
    }

    [Test]
    public void Between_lines_nothing_is_kept()
    {
        var filter = new ChatLineFilter(Utf8, 100, new LineClient());
        filter.Filter("HB"u8.ToArray(), 0, 2, true, out _);
        Assert.That(filter.LeftBufferSize, Is.EqualTo(2));
        filter.Filter(" R\n"u8.ToArray(), 0, 3, true, out _);
        Assert.That(filter.LeftBufferSize, Is.Zero);
    }

    [Test]
    public void Reset_forgets_what_was_begun()
    {
        var filter = new ChatLineFilter(Utf8, 100, new LineClient());
        filter.Filter("HB"u8.ToArray(), 0, 2, true, out _);
        filter.Reset();
        var request = (ChatRequest?)filter.Filter("X\n"u8.ToArray(), 0, 2, true, out _);
        Assert.That(request!.Line, Is.EqualTo("X"));
    }

    [Test]
    public void A_request_is_used_again_for_the_next_line_when_its_command_has_ended_and_not_before()
    {
        var filter = new ChatLineFilter(Utf8, 100, new LineClient());
        ChatRequest held = Read(filter, "Chat romeo  good night \n");
        ChatRequest ended = Read(filter, "Check juliet 你好\n");
        Assert.That(ended, Is.Not.SameAs(held));
        Assert.That(ended.Parameters, Is.EqualTo(new[] { "juliet", "你好" }));
        Assert.That(ended.FirstParameter.ToString(), Is.EqualTo("juliet"));

        ended.Release();
        ChatRequest next = Read(filter, "HB\n");
        Assert.That(next, Is.SameAs(ended));
        Assert.That((next.Key, next.Body, next.Line, next.FirstParameter.ToString()), Is.EqualTo(("HB", "", "HB", "")));
        Assert.That(next.Parameters, Is.Empty);
        Assert.That((held.Key, held.FirstParameter.ToString(), held.AfterFirstParameter()), Is.EqualTo(("Chat", "romeo", "good night ")));
        Assert.That(Read(filter, "Who\n"), Is.Not.SameAs(next));

        static ChatRequest Read(ChatLineFilter filter, string line)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(line);
            return (ChatRequest)filter.Filter(bytes, 0, bytes.Length, true, out _)!;
        }
    }

    [Test]
    public void A_first_line_of_HTTP_may_be_longer_than_a_line()
    {
        byte[] stream = [.. "POST /"u8, .. new byte[200], .. " HTTP/1.1\nCheck romeo secret\n"u8];
        Assert.That(Feed(stream, [7], limit: 100), Is.EqualTo(new[] { "fault Http", "line Check romeo secret" }));
        Assert.That(Feed([.. "\n"u8, .. stream], [7], limit: 100), Is.EqualTo(new[] { "line ", "fault TooLong", "line Check romeo secret" }));
        Assert.That(Feed([.. new byte[200], .. "\nGET x\n"u8], [7], limit: 100), Is.EqualTo(new[] { "fault TooLong", "line GET x" }));
    }

    [TestCase("4142FFF1FFF1FFF1FFF1430A", "fault TooLong", Description = "the limit counts telnet commands")]
    [TestCase("41FFFFFD010A", "fault InvalidText", Description = "an escaped byte 255 begins no command")]
    [TestCase("410DFFF10A", "line A", Description = "a command between CR and LF")]
    [TestCase("41FFFD0D0A", "line A", Description = "CR as an option")]
    [TestCase("41FF0D0A", "fault InvalidText")]
    [TestCase("FFFA180A410A", "line ||line A", Description = "a subnegotiation ends with its line")]
    public void Telnet_commands_are_the_same_in_any_pieces(string hex, string expected)
    {
        foreach (int piece in new[] { 1000, 1, 2, 3 })
            Assert.That(string.Join("||", Feed(Convert.FromHexString(hex), [piece], Limit)), Is.EqualTo(expected), $"pieces of {piece}");
    }

    private static bool Agree((byte[] Stream, int[] Pieces) input)
    {
        Assert.That(Feed(input.Stream, input.Pieces, Limit), Is.EqualTo(Split(input.Stream)));
        return true;
    }

    // Everything after the pieces comes at once.
    private static List<string> Feed(byte[] stream, int[] pieces, int limit)
    {
        var results = new List<string>();
        var filter = new ChatLineFilter(Utf8, limit, new LineClient());
        int start = 0;
        for (int i = 0; start < stream.Length; i++)
        {
            int length = Math.Min(pieces.Length == 0 ? stream.Length : pieces[i % pieces.Length], stream.Length - start);

            // A block lies somewhere in a larger buffer.
            byte[] buffer = [.. "\n\n"u8, .. stream.AsSpan(start, length), .. "\n"u8];
            int offset = 2, left = length;
            while (left > 0)
            {
                if (filter.Filter(buffer, offset, left, true, out int rest) is ChatRequest request)
                    results.Add(Describe(request));
                offset += left - rest;
                left = rest;
            }

            start += length;
        }

        return results;
    }

    private static List<string> Split(byte[] stream)
    {
        var results = new List<string>();
        bool first = true;
        for (int start = 0; start < stream.Length;)
        {
            int end = Array.IndexOf(stream, (byte)'\n', start);
            int length = (end < 0 ? stream.Length : end + 1) - start;
            if (length >= Limit)
            {
                byte[] seen = stream[start..Math.Min(start + length, start + Limit)];
                results.Add(first && Encoding.Latin1.GetString(seen).TrimStart(' ', '\t') is ['G', 'E', 'T', ' ' or '\t', ..] ? "fault Http" : "fault TooLong");
                first = false;
            }
            else if (end >= 0)
                results.Add(Parse(stream[start..end], ref first));
            start += length;
        }

        return results;
    }

    private static string Parse(byte[] bytes, ref bool first)
    {
        bool wasFirst = first;
        first = false;
        if (bytes is [.., (byte)'\r'])
            bytes = bytes[..^1];
        string line;
        try
        {
            line = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (ArgumentException)
        {
            return "fault InvalidText";
        }

        return wasFirst && line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries) is ["GET", ..] ? "fault Http" : "line " + line;
    }

    private static string Describe(ChatRequest request)
        => request.Fault == LineFault.None ? "line " + request.Line : $"fault {request.Fault}";
}
