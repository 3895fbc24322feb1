using System.Text;
using NUnit.Framework;
using SuperSocket.Tests.WebSockets.Support;

namespace SuperSocket.Tests.WebSockets;

/// <summary>Messages of every size, in one frame or several, and frames that break the rules.</summary>
public class MessageTests : WebSocketFixture
{
    public static IEnumerable<TestCaseData> Violations()
    {
        yield return Violation("a reserved bit", "c1 81 K 61", 1002);
        yield return Violation("a piece of nothing", "80 80 K", 1002);
        yield return Violation("a message inside a message", "01 80 K 81 80 K", 1002);
        yield return Violation("a ping in pieces", "09 80 K", 1002);
        yield return Violation("a long ping", "89 fe 00 7e K", 1002);
        yield return Violation("an unknown kind", "83 80 K", 1002);
        yield return Violation("an unknown kind of control", "8b 81 K 61", 1002);
        yield return Violation("no mask", "81 01 61", 1002);
        yield return Violation("a negative length", "82 ff 80 00 00 00 00 00 00 00 K", 1002);
        yield return Violation("text that is not UTF-8", "81 82 K c3 28", 1007);
        yield return Violation("a character in two pieces that is none", "01 81 K c3 80 81 K 28", 1007);
        yield return Violation("a close frame of one byte", "88 81 K 03", 1002);
        yield return Violation("code 1005", "88 82 K 03 ed", 1002);
        yield return Violation("code 2999", "88 82 K 0b b7", 1002);
        yield return Violation("code 5000", "88 82 K 13 88", 1002);
        yield return Violation("a reason that is not UTF-8", "88 83 K 03 e8 ff", 1007);
        yield return Violation("2 to the 40th", "82 ff 00 00 01 00 00 00 00 00 K", 1009, "maxRequestLength=1024");
    }

    [Test]
    public async Task The_masked_hello_of_the_standard_comes_back()
    {
        FrameClient client = await OpenAsync(StartEcho());
        await client.SendHexAsync("81 85 37 fa 21 3d 7f 9f 4d 51 58");
        await client.ExpectHexAsync("81 05 48 65 6c 6c 6f");
    }

    [Test]
    public async Task Messages_of_every_size_come_back_with_the_shortest_header([Values(1, 2)] int opcode)
    {
        FrameClient client = await OpenAsync(StartEcho(config => config.MaxRequestLength = int.MaxValue));
        foreach (int size in (int[])[0, 1, 125, 126, 127, 128, 4096, 65_535, 65_536, 1_000_000])
        {
            byte[] payload = [.. Enumerable.Range(0, size).Select(i => (byte)('a' + (i % 26)))];
            await client.SendAsync(FrameClient.Frame(opcode, payload));
            (int received, byte[] echo) = await client.ReadFrameAsync();
            Assert.That(received, Is.EqualTo(opcode));
            Assert.That(echo.AsSpan().SequenceEqual(payload), Is.True, $"{size} bytes");
        }
    }

    [Test]
    public async Task Frames_may_be_cut_anywhere_and_come_many_at_once()
    {
        FrameClient client = await OpenAsync(StartEcho());
        string[] texts = [.. Enumerable.Range(0, 200).Select(i => $"é你🌹 {i} " + new string('x', i))];
        byte[] all = [.. texts.SelectMany(FrameClient.Text)];
        await client.SendAsync(all);
        foreach (string text in texts)
            await client.ExpectTextAsync(text);
        var random = new Random(1);
        for (int next = 0, piece; next < all.Length; next += piece)
        {
            piece = Math.Min(random.Next(1, 400), all.Length - next);
            await client.SendAsync(all[next..(next + piece)]);
        }

        foreach (string text in texts)
            await client.ExpectTextAsync(text);
    }

    [Test]
    public async Task A_message_may_have_several_frames_with_pings_between_them()
    {
        FrameClient client = await OpenAsync(StartEcho());
        await client.SendHexAsync("01 83 K 48 65 6c 89 82 K 68 69 80 82 K 6c 6f");
        await client.ExpectHexAsync("8a 02 68 69 81 05 48 65 6c 6c 6f");
        await client.SendHexAsync("01 80 K 00 82 K e4 bd 00 81 K a0 80 80 K");
        await client.ExpectTextAsync("你");
        await client.SendHexAsync("02 81 K 01 8a 80 K 80 81 K 02");
        await client.ExpectHexAsync("82 02 01 02");
    }

    [TestCaseSource(nameof(Violations))]
    public async Task A_frame_that_breaks_the_rules_closes_with_its_code(string hex, int code, string error)
    {
        if (error.Length > 0)
            Logs.ExpectError(error);
        ScriptedWebSocketServer server = StartEcho();
        FrameClient client = await OpenAsync(server);
        ScriptedWebSocket session = server.GetAllSessions().Single();
        await client.SendHexAsync(hex);
        await client.ExpectCloseAsync(code);
        Assert.That(await session.Closed.Task.WaitAsync(Deadline.Default), Is.EqualTo(SuperSocket.SocketBase.CloseReason.ProtocolError));
    }

    [Test]
    public async Task Frames_without_a_mask_are_taken_if_the_configuration_says_so()
    {
        FrameClient client = await OpenAsync(StartEcho(config => WithOptions(config, ("allowUnmaskedFrames", "true"))));
        await client.SendHexAsync("81 01 61 81 81 K 62");
        await client.ExpectHexAsync("81 01 61 81 01 62");
    }

    [Test]
    public async Task The_limit_of_1024_lets_1015_bytes_pass()
    {
        Logs.ExpectError("A frame of 1016 bytes, and 8 of its header, reached the limit maxRequestLength=1024.");
        FrameClient client = await OpenAsync(StartEcho());
        string longest = new('x', 1015);
        await client.SendTextAsync(longest);
        await client.ExpectTextAsync(longest);
        await client.SendTextAsync(longest + "x");
        await client.ExpectCloseAsync(1009);
    }

    [Test]
    public async Task The_frames_of_a_message_have_a_limit_together()
    {
        Logs.ExpectError("A message of 10500 bytes or more is longer than maxMessageLength=10000.");
        FrameClient client = await OpenAsync(StartEcho(config => WithOptions(config, ("maxMessageLength", "10000"))));
        byte[] piece = new byte[500];
        byte[] first = FrameClient.Frame(2, piece, isFinal: false);
        await client.SendAsync([.. first, .. Enumerable.Range(0, 19).SelectMany(i => FrameClient.Frame(0, piece, isFinal: i == 18))]);
        Assert.That((await client.ReadFrameAsync()).Payload, Has.Length.EqualTo(10_000));
        await client.SendAsync([.. first, .. Enumerable.Range(0, 20).SelectMany(_ => FrameClient.Frame(0, piece, isFinal: false))]);
        await client.ExpectCloseAsync(1009);
    }

    [Test]
    public async Task A_flood_of_pings_that_nobody_reads_the_answers_of_ends_with_the_newest()
    {
        FrameClient client = await OpenAsync(StartEcho(config => config.SendTimeOut = 60_000));
        byte[] ping = FrameClient.Frame(9, new byte[100]);
        byte[] pings = [.. Enumerable.Repeat(ping, 100_000).SelectMany(frame => frame)];
        Task flood = client.SendAsync([.. pings, .. FrameClient.Frame(9, [7]), .. FrameClient.Text("still here")]);
        int pongs = 0;
        bool isNewest = false, isText = false;
        while (!isNewest || !isText)
        {
            (int opcode, byte[] payload) = await client.ReadFrameAsync();
            pongs += opcode == 10 ? 1 : 0;
            isNewest |= payload.Length == 1;
            isText |= opcode == 1 && Encoding.UTF8.GetString(payload) == "still here";
        }

        await flood;
        Assert.That(pongs, Is.InRange(2, 100_001));
    }

    [Test]
    public async Task Whatever_bytes_come_the_server_goes_on([Values(1, 2)] int seed)
    {
        Logs.ExpectError("reached the limit maxRequestLength");
        ScriptedWebSocketServer server = StartEcho();
        var random = new Random(seed);
        for (int round = 0; round < 100; round++)
        {
            FrameClient client = await OpenAsync(server);
            byte[] bytes = new byte[random.Next(1, 300)];
            random.NextBytes(bytes);
            if (round % 3 == 0)
                bytes = [.. FrameClient.Frame(random.Next(16), bytes, random.Next(2) == 0), .. bytes];
            try
            {
                await client.SendAsync(bytes);
                await client.SendAsync(FrameClient.Frame(2, new byte[2000]));
            }
            catch (System.Net.Sockets.SocketException)
            {
                // The server has closed already.
            }

            client.Client.Abort();
        }

        FrameClient last = await OpenAsync(server);
        await last.SendTextAsync("hello");
        await last.ExpectTextAsync("hello");
        await Wait.UntilEqual(() => server.SessionCount, 1);
        await last.SendAsync(FrameClient.Frame(2, new byte[2000]));
        await last.ExpectCloseAsync(1009);
    }

    private static TestCaseData Violation(string what, string hex, int code, string error = "")
        => new TestCaseData(hex, code, error).SetArgDisplayNames(what, $"{code}");
}
