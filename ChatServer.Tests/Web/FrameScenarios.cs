using System.Globalization;
using Newtonsoft.Json.Linq;
using NUnit.Framework;
using static ChatServer.Tests.Web.RawWebSocket;

namespace ChatServer.Tests.Web;

/// <summary>Frames in every shape, in order and out of it.</summary>
public sealed class FrameScenarios : WebScenario
{
    private const int Limit = 1000;

    public FrameScenarios()
        => Setup = Setup with { Web = $"maxRequestLength=\"{Limit}\"" };

    private static readonly System.Text.Encoding Utf8 = System.Text.Encoding.UTF8;
    private static readonly byte[] Heartbeat = FrameOf("""{"cmd":"HB","value":"R"}""");

    public static IEnumerable<TestCaseData> BadFrames()
    {
        yield return Bad("a binary frame", 1003, FrameOf(Binary, [1, 2, 3]));
        yield return Bad("text that is not UTF-8", 1007, FrameOf(Text, [(byte)'a', 0xC0, 0x80]));
        yield return Bad("text that ends inside a character", 1007, FrameOf(Text, [0xE4, 0xBD]));
        yield return Bad("a character that ends in another piece, but not well", 1007, [.. FrameOf(Text, [0xE4], isFinal: false), .. FrameOf(Continuation, [0x40])]);
        yield return Bad("a surrogate", 1007, FrameOf(Text, [0xED, 0xA0, 0x80]));
        yield return Bad("a frame as long as the limit", 1009, FrameOf(Text, new byte[Limit]));
        yield return Bad("a declared length of 2^62", 1009, FrameOf(Text, [], declared: 1L << 62));
        yield return Bad("a declared length of 2^63-1 behind a piece", 1009, [.. FrameOf(Text, [65], isFinal: false), .. FrameOf(Continuation, [], declared: long.MaxValue)]);
        yield return Bad("a negative length", 1002, [0x81, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]);
        yield return Bad("pieces that are too long together", 1009, [.. FrameOf(Text, new byte[600], isFinal: false), .. FrameOf(Continuation, new byte[400], isFinal: true)]);
        yield return Bad("empty pieces without end", 1009, [.. FrameOf(Text, [], isFinal: false), .. Enumerable.Repeat(FrameOf(Continuation, [], isFinal: false), Limit).SelectMany(frame => frame)]);
        yield return Bad("pings inside a message without end", 1009, [.. FrameOf(Text, [], isFinal: false), .. Enumerable.Repeat(FrameOf(Pong, []), Limit).SelectMany(frame => frame)]);
        yield return Bad("a frame without a mask", 1002, [0x81, 0x01, 0x41]);
        yield return Bad("a reserved bit", 1002, [0xC1, 0x81, 0, 0, 0, 0, 0x41]);
        yield return Bad("an unknown kind", 1002, FrameOf(3, []));
        yield return Bad("a piece of nothing", 1002, FrameOf(Continuation, [65]));
        yield return Bad("a message inside a message", 1002, [.. FrameOf(Text, [65], isFinal: false), .. FrameOf("x")]);
        yield return Bad("a ping in pieces", 1002, FrameOf(Ping, [65], isFinal: false));
        yield return Bad("a long ping", 1002, FrameOf(Ping, new byte[126]));
        yield return Bad("a length in more bytes than it needs", 1002, [0x81, 0x80 | 126, 0, 5, 0, 0, 0, 0]);
        yield return Bad("a close frame of one byte", 1002, FrameOf(Close, [3]));
        yield return Bad("a close code that nobody may send", 1002, FrameOf(Close, [0x03, 0xED]));
        yield return Bad("a close reason that is not UTF-8", 1007, FrameOf(Close, [0x03, 0xE8, 0xFF]));
    }

    [TestCaseSource(nameof(BadFrames))]
    public async Task A_bad_frame_closes_its_connection_with_a_code_and_harms_nobody(int code, byte[] frame)
    {
        using RawWebSocket romeo = await OpenRaw();
        await romeo.Sends(frame);
        Frame close = await romeo.ReceivesClose(code);
        Assert.That(Utf8.GetString(close.Payload.AsSpan(2)), Is.Not.Empty);
        await romeo.Sends(FrameOf(Close, close.Payload[..2]));
        await romeo.ReceivesEnd();

        using RawWebSocket juliet = await OpenRaw();
        await juliet.Sends(Heartbeat);
        Assert.That((await juliet.Receives()).Text, Does.Contain("\"code\":401"));
    }

    [Test]
    public async Task Whoever_sends_far_too_much_still_reads_why_the_connection_ends()
    {
        using RawWebSocket romeo = await OpenRaw();
        await romeo.Sends(FrameOf(Text, new byte[300_000]));
        await romeo.ReceivesClose(1009);
        romeo.FinishesSending();
        await romeo.ReceivesEnd(mayBeReset: false);
        Assert.That(Server.Log.Select(line => line.Message), Has.Some.Contains($"(1009): a message must be shorter than {Limit} bytes."));
    }

    [Test]
    public async Task The_longest_frame_is_a_line([Values(Limit - 1, Limit - 2)] int bytes)
    {
        using RawWebSocket romeo = await OpenRaw();
        await romeo.Sends(FrameOf(new string('x', bytes)));
        Assert.That((await romeo.Receives()).Text, Does.Contain("invalid-json"));
    }

    [Test]
    public async Task Frames_may_come_byte_by_byte_all_at_once_and_in_pieces()
    {
        using RawWebSocket romeo = await OpenRaw();
        await romeo.SendsByteByByte([.. FrameOf(Check("romeo")), .. Chat("romeo", "1 你好")]);
        await romeo.Sends([.. Chat("romeo", "2"), .. Chat("romeo", "3"), .. FrameOf(Ping, [7, 8]), .. Chat("romeo", "4")]);
        byte[] text = Utf8.GetBytes(ChatText("romeo", "5 你好"));
        byte[][] pieces = [.. text.Select((b, i) => FrameOf(i == 0 ? Text : Continuation, [b], isFinal: i == text.Length - 1))];
        await romeo.Sends([.. pieces[0], .. FrameOf(Ping, [9]), .. pieces[1..].SelectMany(piece => piece)]);

        // Of several pings that wait, the last is answered.
        List<string> texts = [];
        byte[] pong = [];
        while (texts.Count < 6 || pong is not [9])
        {
            Frame frame = await romeo.Receives();
            Assert.That(frame.IsFinal, Is.True);
            if (frame.Opcode == Pong)
                pong = frame.Payload;
            else
                texts.Add((string)JObject.Parse(frame.Text)["text"]!);
        }

        Assert.That(texts, Is.EqualTo(new[] { LoggedIn, "1 你好", "2", "3", "4", "5 你好" }));
    }

    [Test]
    public async Task A_message_is_one_line_whatever_line_ends_it_holds()
    {
        using RawWebSocket romeo = await OpenRaw();
        await romeo.Sends([.. FrameOf("{\"cmd\":\r\n \"Format\",\n\"value\":\"text\"}\r\n"), .. FrameOf("Quit\nnow\r\n"), .. FrameOf("Check romeo\n secret\r\n")]);
        Assert.That((await romeo.Receives()).Text, Does.Contain("text"));
        Assert.That((await romeo.Receives()).Text, Is.EqualTo(WrongParameters));
        Assert.That((await romeo.Receives()).Text, Is.EqualTo(LoggedIn));
    }

    [Test]
    public async Task Both_sides_may_close_first()
    {
        using RawWebSocket romeo = await OpenRaw();
        await romeo.Sends(FrameOf(Close, [0x0F, 0xA0, .. "bye"u8]));
        await romeo.ReceivesClose(4000);
        await romeo.ReceivesEnd();

        using RawWebSocket juliet = await OpenRaw();
        await juliet.Sends(FrameOf("""{"cmd":"Quit"}"""));
        await juliet.ReceivesClose(1000);
        await juliet.Sends([.. Heartbeat, .. FrameOf(Close, [0x03, 0xE8])]);
        await juliet.ReceivesEnd();

        using RawWebSocket paris = await OpenRaw();
        await paris.Sends(FrameOf(Close, []));
        await paris.ReceivesClose(1000);
        await paris.ReceivesEnd();
    }

    private static TestCaseData Bad(string what, int code, byte[] frame) => new TestCaseData(code, frame).SetArgDisplayNames(what, code.ToString(CultureInfo.InvariantCulture));

    private static string Check(string id) => $$"""{"cmd":"Check","id":"{{id}}","password":"secret"}""";

    private static string ChatText(string to, string text) => $$"""{"cmd":"Chat","to":"{{to}}","text":"{{text}}"}""";

    private static byte[] Chat(string to, string text) => FrameOf(ChatText(to, text));

    private async Task<RawWebSocket> OpenRaw()
    {
        RawWebSocket client = await RawWebSocket.Open(WebEndPoint);
        Assert.That((await client.Receives()).Text, Does.Contain("\"code\":200"));
        return client;
    }
}
