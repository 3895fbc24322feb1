using System.Text;
using ChatServer.Web;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>Frames and lines, however they are cut.</summary>
public sealed class FrameTests
{
    private const int Limit = 100_000;

    [Test]
    public void Lines_that_are_cut_anywhere_are_the_same_messages()
    {
        string[] messages = ["ab", "", "你好\rcr", "\r", new string('x', 125), new string('y', 126), new string('z', 70_000), "end"];
        byte[] lines = Encoding.UTF8.GetBytes(string.Concat(messages.Select(message => message + "\r\n")));
        foreach (int cut in Enumerable.Range(0, 420).Append(lines.Length - 6).Append(lines.Length))
        {
            var writer = new WebSocketFrameWriter();
            byte[] frames = [.. Write(writer, lines.AsSpan(0, cut)), .. Write(writer, lines.AsSpan(cut))];
            Assert.That(Messages(frames), Is.EqualTo(messages), $"cut at {cut}");
        }

        var slow = new WebSocketFrameWriter();
        byte[] few = lines[..300];
        Assert.That(Messages([.. few.SelectMany(b => Write(slow, [b]))]), Is.EqualTo(messages[..6]));
    }

    [Test]
    public void Frames_that_are_cut_anywhere_are_the_same_lines([Values(1, 2, 3, 4, 5)] int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 300; round++)
        {
            var frames = new List<byte>();
            var expected = new StringBuilder();
            for (int i = random.Next(1, 6); i > 0; i--)
                AddMessage(random, frames, expected);

            var reader = new WebSocketFrameReader(Limit);
            var lines = new List<byte>();
            byte[] buffer = new byte[random.Next(2) == 0 ? random.Next(64, 200) : 5000];
            for (int next = 0; next < frames.Count;)
            {
                int piece = Math.Min(random.Next(1, random.Next(2) == 0 ? 4 : buffer.Length - WebSocketFrameReader.Room), frames.Count - next);
                frames.CopyTo(next, buffer, WebSocketFrameReader.Room, piece);
                next += piece;
                lines.AddRange(buffer.AsSpan(0, reader.Read(buffer, piece)));
                reader.TakePing();
            }

            Assert.That(reader.Fault, Is.Null);
            Assert.That(Encoding.UTF8.GetString([.. lines]), Is.EqualTo(expected.ToString()));
        }
    }

    [Test]
    public void Whatever_comes_the_reader_ends_or_goes_on([Values(1, 2, 3)] int seed)
    {
        var random = new Random(seed);
        byte[] buffer = new byte[256];
        for (int round = 0; round < 20_000; round++)
        {
            var reader = new WebSocketFrameReader(200);
            for (int i = 0; i < 10 && !reader.HasEnded; i++)
            {
                random.NextBytes(buffer);
                if (random.Next(3) > 0)
                    (buffer[WebSocketFrameReader.Room], buffer[WebSocketFrameReader.Room + 1]) = ((byte)(random.Next(2) * 0x80 | random.Next(11)), (byte)(0x80 | random.Next(128)));
                int received = random.Next(1, buffer.Length - WebSocketFrameReader.Room);
                Assert.That(reader.Read(buffer, received), Is.InRange(0, received + WebSocketFrameReader.Room));
            }
        }
    }

    private static void AddMessage(Random random, List<byte> frames, StringBuilder expected)
    {
        string text = string.Concat(Enumerable.Range(0, random.Next(random.Next(5) == 0 ? 400 : 20)).Select(_ => random.Next(7) switch { 0 => "你", 1 => "🌹", 2 => "\r\n", 3 => "\n", 4 => "\r", _ => "a" }));
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var cuts = Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(bytes.Length + 1)).Order().Append(bytes.Length).ToArray();
        int start = 0;
        for (int i = 0; i < cuts.Length; i++)
        {
            frames.AddRange(RawWebSocket.FrameOf(i == 0 ? RawWebSocket.Text : RawWebSocket.Continuation, bytes[start..cuts[i]], isFinal: i == cuts.Length - 1));
            start = cuts[i];
            if (i < cuts.Length - 1 && random.Next(3) == 0)
                frames.AddRange(RawWebSocket.FrameOf(RawWebSocket.Ping, new byte[random.Next(126)]));
        }

        string line = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') || text.EndsWith('\r') ? text[..^1] : text;
        expected.Append(line.Replace('\r', ' ').Replace('\n', ' ')).Append('\n');
        if (random.Next(3) == 0)
        {
            frames.AddRange(RawWebSocket.FrameOf(RawWebSocket.Pong, new byte[random.Next(126)]));
            expected.Append('\n');
        }
    }

    private static byte[] Write(WebSocketFrameWriter writer, ReadOnlySpan<byte> lines)
    {
        byte[] frames = new byte[WebSocketFrameWriter.MaxSize(lines)];
        return frames[..writer.Write(lines, frames)];
    }

    private static List<string> Messages(ReadOnlySpan<byte> frames)
    {
        List<string> messages = [];
        using var message = new MemoryStream();
        while (!frames.IsEmpty)
        {
            (int header, long length) = frames[1] switch
            {
                126 => (4, (frames[2] << 8) | frames[3]),
                127 => (10, System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(frames[2..])),
                _ => (2, frames[1]),
            };
            Assert.That(frames[0] & 0x0F, Is.EqualTo(message.Length == 0 && message.Capacity == 0 ? 1 : 0));
            message.Write(frames.Slice(header, (int)length));
            bool isFinal = (frames[0] & 0x80) != 0;
            frames = frames[(header + (int)length)..];
            message.Capacity = Math.Max(message.Capacity, 1);
            if (!isFinal)
                continue;
            messages.Add(Encoding.UTF8.GetString(message.ToArray()));
            message.SetLength(0);
            message.Capacity = 0;
        }

        return messages;
    }
}
