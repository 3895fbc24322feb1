using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Lines;

/// <summary>What is wrong with a received line as such.</summary>
public enum LineFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is as long as the limit or longer; its bytes were dropped.</summary>
    TooLong,

    /// <summary>It never ended; so many bytes were dropped that the connection is to be closed.</summary>
    Endless,

    /// <summary>Its bytes are no text in the listener's encoding.</summary>
    InvalidText,

    /// <summary>It is the first line of an HTTP request: a browser was pointed at the chat port.</summary>
    Http,
}

/// <summary>One received line: the command's name, its parameters, and the rest of the line behind each of them.</summary>
public sealed class ChatRequest : StringRequestInfo
{
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>A line that is a command, or blank.</summary>
    /// <param name="line">The text without its line end.</param>
    public ChatRequest(string line)
        : this(line, line.AsSpan().TrimStart(Blanks))
    {
    }

    /// <summary>A line that is none.</summary>
    /// <param name="fault">What is wrong with it.</param>
    public ChatRequest(LineFault fault)
        : base(string.Empty, string.Empty, [])
        => Fault = fault;

    private ChatRequest(string line, ReadOnlySpan<char> trimmed)
        : this(line, trimmed, KeyLength(trimmed))
    {
    }

    private ChatRequest(string line, ReadOnlySpan<char> trimmed, int keyLength)
        : this(line, trimmed[..keyLength].ToString(), trimmed[keyLength..].TrimStart(Blanks).ToString())
    {
    }

    private ChatRequest(string line, string key, string body)
        : base(key, body, body.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
        => Line = line;

    /// <summary>What is wrong with the line.</summary>
    public LineFault Fault { get; }

    /// <summary>The whole line.</summary>
    public string Line { get; } = string.Empty;

    /// <summary>What follows the first parameter, inner and trailing blanks included; empty if nothing but blanks does.</summary>
    public string AfterFirstParameter()
    {
        int end = Body.IndexOfAny(Blanks);
        if (end < 0)
            return string.Empty;
        ReadOnlySpan<char> rest = Body.AsSpan(end).TrimStart(Blanks);
        return rest.ToString();
    }

    private static int KeyLength(ReadOnlySpan<char> trimmed)
    {
        int blank = trimmed.IndexOfAny(Blanks);
        return blank < 0 ? trimmed.Length : blank;
    }
}
