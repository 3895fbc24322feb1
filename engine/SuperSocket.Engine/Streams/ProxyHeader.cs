using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SuperSocket.SocketEngine;

/// <summary>A PROXY header of version 1 (a line of text) or version 2 (binary), as HAProxy's specification defines them.</summary>
/// <param name="Length">Length of the header in bytes. The bytes after it belong to the protocol.</param>
/// <param name="Source">The client. <see langword="null"/> if the real address of the connection applies.</param>
internal readonly record struct ProxyHeader(int Length, IPEndPoint? Source)
{
    /// <summary>Maximum length of a header of version 1 in bytes, with its line end.</summary>
    private const int MaxLine = 107;

    private const int FixedLength = 16;
    private const byte Local = 0x20;
    private const byte Proxy = 0x21;
    private const byte TcpOverIPv4 = 0x11;
    private const byte TcpOverIPv6 = 0x21;

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    private static ReadOnlySpan<byte> LineStart => "PROXY "u8;

    /// <summary>Maximum length of a header of any version in bytes.</summary>
    public const int MaxHeader = FixedLength + ushort.MaxValue;

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The bytes received so far.</param>
    /// <returns><see langword="null"/> if more bytes are needed.</returns>
    /// <exception cref="InvalidDataException">The bytes are not a header. The message states the reason.</exception>
    public static ProxyHeader? Read(ReadOnlySpan<byte> bytes)
    {
        if (StartsAs(bytes, Signature))
            return bytes.Length < FixedLength ? null : ReadBinary(bytes);
        if (StartsAs(bytes, LineStart))
            return ReadLine(bytes);
        throw new InvalidDataException("the connection does not begin with one");
    }

    private static bool StartsAs(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start)
    {
        int known = Math.Min(bytes.Length, start.Length);
        return bytes[..known].SequenceEqual(start[..known]);
    }

    private static ProxyHeader? ReadBinary(ReadOnlySpan<byte> bytes)
    {
        byte command = bytes[12];
        byte family = bytes[13];
        if (command is not (Local or Proxy))
            throw new InvalidDataException($"its version and command 0x{command:x2} are unknown");
        if (family >> 4 > 3 || (family & 15) > 2)
            throw new InvalidDataException($"its address family 0x{family:x2} is unknown");

        int length = FixedLength + BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (bytes.Length < length)
            return null;
        if (command == Local)
            return new ProxyHeader(length, null);

        ReadOnlySpan<byte> addresses = bytes[FixedLength..length];
        return family switch
        {
            TcpOverIPv4 => new ProxyHeader(length, ReadEndPoint(addresses, 4)),
            TcpOverIPv6 => new ProxyHeader(length, ReadEndPoint(addresses, 16)),
            _ => new ProxyHeader(length, null),
        };
    }

    // Two addresses, then two ports. Extensions follow.
    private static IPEndPoint ReadEndPoint(ReadOnlySpan<byte> addresses, int size)
        => addresses.Length >= (size * 2) + 4
            ? new IPEndPoint(new IPAddress(addresses[..size]), BinaryPrimitives.ReadUInt16BigEndian(addresses[(size * 2)..]))
            : throw new InvalidDataException("its addresses are cut short");

    private static ProxyHeader? ReadLine(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> start = bytes[..Math.Min(bytes.Length, MaxLine)];
        int end = start.IndexOf("\r\n"u8);
        if (end < 0)
            return bytes.Length < MaxLine ? null : throw new InvalidDataException("its line does not end");

        string[] words = Encoding.Latin1.GetString(bytes[..end]).Split(' ');
        if (words[1] == "UNKNOWN")
            return new ProxyHeader(end + 2, null);

        AddressFamily family = words[1] switch
        {
            "TCP4" => AddressFamily.InterNetwork,
            "TCP6" => AddressFamily.InterNetworkV6,
            _ => throw new InvalidDataException("its protocol is unknown"),
        };
        if (words.Length != 6)
            throw new InvalidDataException("it has not six words");
        IPAddress source = ReadAddress(words[2], family);
        ReadAddress(words[3], family);
        int port = ReadPort(words[4]);
        ReadPort(words[5]);
        return new ProxyHeader(end + 2, new IPEndPoint(source, port));
    }

    private static IPAddress ReadAddress(string word, AddressFamily family)
        => IPAddress.TryParse(word, out IPAddress? address) && address.AddressFamily == family
            && (family == AddressFamily.InterNetwork ? address.ToString() == word : word.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.'))
            ? address
            : throw new InvalidDataException("an address is not valid");

    private static int ReadPort(string word)
        => ushort.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) && (word.Length == 1 || word[0] != '0')
            ? port
            : throw new InvalidDataException("a port is not valid");
}
