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

    /// <summary>It is no JSON object with a command.</summary>
    InvalidJson,

    /// <summary>It is the first line of an HTTP request: a browser was pointed at the chat port.</summary>
    Http,
}

/// <summary>One received line: the command's name, its parameters, and the rest of the line behind each of them.</summary>
public sealed class ChatRequest : StringRequestInfo
{
    private static readonly char[] Blanks = [' ', '\t'];

    private readonly bool _isStructured;

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

    /// <summary>A line that should be a JSON object with a command, and is not.</summary>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="tag">The client's own name for the request, as far as it could be read.</param>
    public ChatRequest(string why, string? tag)
        : this(LineFault.InvalidJson)
        => (Why, Tag) = (why, tag);

    /// <summary>A command that came as a JSON object.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="parameters">Its parameters; the text of a message is one, blanks included.</param>
    public ChatRequest(string key, string[] parameters)
        : base(key, string.Join(' ', parameters), parameters)
        => _isStructured = true;

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

    /// <summary>Why the line is no JSON object with a command.</summary>
    public string Why { get; } = string.Empty;

    /// <summary>The client's own name for the request, or <see langword="null"/>; its answers have it.</summary>
    public string? Tag { get; init; }

    /// <summary>The client's own name for the message that it sends, or <see langword="null"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>What follows the first parameter, inner and trailing blanks included; empty if nothing but blanks does.</summary>
    public string AfterFirstParameter()
    {
        if (_isStructured)
            return Parameters.Length == 2 ? Parameters[1] : string.Empty;

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
