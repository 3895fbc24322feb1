using System.Text;

namespace ChatServer.Tests.Fuzz.Lines;

/// <summary>What a client sends, and how it is cut.</summary>
/// <param name="Encoding">The port's encoding.</param>
/// <param name="Limit">The limit of a line.</param>
/// <param name="Bytes">All bytes.</param>
/// <param name="Pieces">The lengths of the pieces, again and again.</param>
internal sealed record LineInput(Encoding Encoding, int Limit, byte[] Bytes, int[] Pieces)
{
    private static readonly Encoding[] Encodings = [Encoding.UTF8, Encoding.GetEncoding("gb2312"), Encoding.GetEncoding("gb18030"), Encoding.GetEncoding("windows-1251")];

    /// <summary>Makes an input.</summary>
    public static LineInput Make(Random random)
    {
        Encoding encoding = random.OneIn(8) ? Encodings[^1] : random.Of<Encoding>(Encodings.AsSpan(0, 3));
        var bytes = new List<byte>();
        if (random.OneIn(8))
            bytes.AddRange("\uFEFF"u8);
        if (random.OneIn(4))
            AddHttp(random, bytes);
        for (int i = random.Next(30); i > 0; i--)
            Add(random, encoding, bytes);
        int[] pieces = random.Next(4) switch
        {
            0 => [1],
            1 => [int.MaxValue],
            _ => [.. Enumerable.Range(0, 1 + random.Next(8)).Select(_ => 1 + random.Next(random.Of(3, 12, 60)))],
        };
        return new LineInput(encoding, random.Of(8, 12, 24, 64), [.. bytes], pieces);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Encoding.WebName}, limit {Limit}, {Convert.ToHexString(Bytes)} in pieces of {string.Join(',', Pieces)}";

    private static void AddHttp(Random random, List<byte> bytes)
    {
        bytes.AddRange(Encoding.ASCII.GetBytes(random.Of("", "", " ", "\t ") + random.Of("GET", "POST", "OPTIONS", "TRACE", "GETS", "get", "HEAD")));
        bytes.AddRange(Encoding.ASCII.GetBytes(random.Of(" ", "\t", "", "\r\n", "\n") + new string('/', random.Next(30))));
    }

    private static void Add(Random random, Encoding encoding, List<byte> bytes)
    {
        switch (random.Next(16))
        {
            case < 4:
                bytes.AddRange(encoding.GetBytes(random.Of("Check", "Chat", "chat romeo", "HB R", "Confirm", "x", "") + random.Of("", " ", "\t", "  ", "\u3000", " \u3000", "\b", "\u007F")));
                break;
            case < 6:
                bytes.AddRange(encoding.GetBytes(random.Text(8)));
                break;
            case < 10:
                bytes.AddRange(random.Of<byte[]>("\n"u8.ToArray(), "\r\n"u8.ToArray(), "\r"u8.ToArray(), "\r\r\n"u8.ToArray(), "\n\r"u8.ToArray(), "\r\0"u8.ToArray()));
                break;
            case < 12:
                AddTelnet(random, bytes);
                break;
            case 12:
                bytes.AddRange(random.Of<byte[]>([0xC3], [0xE5, 0xA5], [0xBA], [0x81], [0x81, 0x30, 0x81], [0xED, 0xA0, 0x80], [0x84, 0x31, 0xA4, 0x37], [0xF4, 0x90], [0x80]));
                break;
            case 13:
                bytes.AddRange(random.Bytes(random.Next(6)));
                break;
            case 14:
                bytes.AddRange(Enumerable.Repeat((byte)random.Of('x', ' ', '\t', 'x'), random.Next(40)));
                break;
            default:
                bytes.AddRange(Enumerable.Repeat((byte)random.Next(256), random.Next(4)));
                break;
        }
    }

    // Whole, cut, and with bytes that mean something else elsewhere.
    private static void AddTelnet(Random random, List<byte> bytes)
    {
        byte option = random.Of<byte>(0, 1, 6, 10, 13, 31, 240, 253, 255);
        byte[] command = random.Next(6) switch
        {
            0 => [255, (byte)random.Next(251, 255), option],
            1 => [255, (byte)random.Next(240, 250)],
            2 => [255, 255],
            3 => [255, 250, option, .. random.Bytes(random.Next(4)), 255, 240],
            4 => [255, 250, option, 255, 255, 240, 255, 240],
            _ => [255, (byte)random.Next(200, 256)],
        };
        bytes.AddRange(random.OneIn(4) ? command[..random.Next(command.Length)] : command);
    }
}
