using System.Text;
using System.Text.RegularExpressions;
using ChatServer.Protocol.Requests;

namespace ChatServer.Tests.Fuzz.Lines;

/// <summary>
/// Reads lines as docs/protocol.md says, from all bytes of a connection at once: slow, and easy to check against the page.
/// </summary>
/// <param name="encoding">The port's encoding.</param>
/// <param name="limit">A line of this many bytes or more, its end included, is too long.</param>
internal sealed partial class SlowLines(Encoding encoding, int limit)
{
    private readonly Encoding _strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    private bool _isTelnet;

    /// <summary>What the telnet commands are answered with.</summary>
    public List<byte> Answers { get; } = [];

    /// <summary>Reads everything.</summary>
    public List<ReadLine> Read(byte[] all)
    {
        var lines = new List<ReadLine>();
        string[] parts = Encoding.Latin1.GetString(all).Split('\n');
        for (int i = 0; i < parts.Length; i++)
        {
            bool hasEnd = i < parts.Length - 1;
            bool isTooLong = parts[i].Length + (hasEnd ? 1 : 0) >= limit;
            string bytes = WithoutTelnetCommands(parts[i][..Math.Min(parts[i].Length, limit)]);
            if (isTooLong)
                lines.Add(ReadLine.Wrong(i == 0 && LongHttp().IsMatch(bytes) ? LineFault.Http : LineFault.TooLong));
            else if (hasEnd)
                lines.Add(Parse(bytes.EndsWith('\r') ? bytes[..^1] : bytes, isFirst: i == 0));
        }

        return lines;
    }

    private ReadLine Parse(string bytes, bool isFirst)
    {
        string line;
        try
        {
            byte[] encoded = Encoding.Latin1.GetBytes(bytes);
            if (isFirst && encoding is UTF8Encoding && encoded is [0xEF, 0xBB, 0xBF, ..])
                encoded = encoded[3..];
            line = WithoutBackspaces(_strict.GetString(encoded));
        }
        catch (DecoderFallbackException)
        {
            return ReadLine.Wrong(LineFault.InvalidText);
        }

        Match words = Words().Match(line);
        string key = words.Groups[1].Value, body = words.Groups[2].Value;
        if (isFirst && Http().IsMatch(key))
            return ReadLine.Wrong(LineFault.Http);
        string[] parameters = [.. Word().Matches(body).Select(word => word.Value)];
        return new ReadLine(LineFault.None, line, key, body, string.Join('\n', parameters), AfterFirst().Match(body).Groups[1].Value);
    }

    // One key after the other, as somebody typed them.
    private static string WithoutBackspaces(string line)
    {
        var typed = new List<Rune>();
        foreach (Rune rune in line.EnumerateRunes())
        {
            if (rune.Value is not ('\b' or '\u007F'))
                typed.Add(rune);
            else if (typed.Count > 0)
                typed.RemoveAt(typed.Count - 1);
        }

        return string.Concat(typed);
    }

    private string WithoutTelnetCommands(string bytes)
    {
        // In windows-1251 byte 255 is a letter.
        if (encoding.CodePage == 1251)
            return bytes;
        return Telnet().Replace(bytes, match =>
        {
            if (!_isTelnet)
                Answers.AddRange([255, 253, 0]);
            _isTelnet = true;
            if (match.Value is ['\xFF', '\xFD', var asked])
                Answers.AddRange([255, 252, (byte)asked]);
            if (match.Value is ['\xFF', '\xFB', var offered and not '\0'])
                Answers.AddRange([255, 254, (byte)offered]);
            return match.Value == "\xFF\xFF" ? "\xFF" : string.Empty;
        });
    }

    // RFC 854: IAC IAC; DO, DONT, WILL, WONT with an option; SB up to IAC SE, or to the end of the line; any other command.
    [GeneratedRegex(@"\xFF(?:\xFF|[\xFB-\xFE].?|\xFA(?:[^\xFF]|\xFF[^\xF0])*(?:\xFF\xF0|\xFF?\z)|[\xF0-\xF9])", RegexOptions.Singleline)]
    private static partial Regex Telnet();

    [GeneratedRegex(@"\A[ \t\u3000]*([^ \t\u3000]*)[ \t\u3000]*(.*)\z", RegexOptions.Singleline)]
    private static partial Regex Words();

    [GeneratedRegex(@"[^ \t\u3000]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\A[^ \t\u3000]*(?:\u3000[ \t]*|[ \t]+)(.*)\z", RegexOptions.Singleline)]
    private static partial Regex AfterFirst();

    [GeneratedRegex(@"\A(GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE)\z")]
    private static partial Regex Http();

    [GeneratedRegex(@"\A[ \t]*(GET|POST|HEAD|PUT|DELETE|OPTIONS|PATCH|CONNECT|TRACE)[ \t]")]
    private static partial Regex LongHttp();
}
