using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Lines;

/// <summary>
/// One received line: the command's name, its parameters, and the rest of the line behind each of them. The line is cut when somebody asks;
/// most commands need no more than parts that are no strings of their own. For one thread at a time.
/// </summary>
public sealed class ChatRequest : StringRequestInfo
{
    private static readonly char[] Blanks = [' ', '\t'];

    private readonly int _bodyStart;
    private readonly bool _isStructured;
    private string? _body;
    private string[]? _parameters;

    /// <summary>A line that is a command, or blank.</summary>
    /// <param name="line">The text without its line end.</param>
    /// <param name="keys">Has the strings of names that come often.</param>
    public ChatRequest(string line, RecentKeys? keys = null)
        : this(line, KeyOf(line), keys)
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
        : base(key, string.Empty, [])
        => (_isStructured, _parameters, _body) = (true, parameters, string.Join(' ', parameters));

    private ChatRequest(string line, Range key, RecentKeys? keys)
        : base(keys == null ? line[key] : keys.Of(line.AsSpan()[key]), string.Empty, [])
    {
        Line = line;
        _bodyStart = line.Length - line.AsSpan(key.End.Value).TrimStart(Blanks).Length;
    }

    /// <summary>What is wrong with the line.</summary>
    public LineFault Fault { get; }

    /// <summary>The whole line.</summary>
    public string Line { get; } = string.Empty;

    /// <inheritdoc/>
    public override string Body => _body ??= Line[_bodyStart..];

    /// <inheritdoc/>
    public override string[] Parameters => _parameters ??= Body.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Why the line is no JSON object with a command.</summary>
    public string Why { get; } = string.Empty;

    /// <summary>The client's own name for the request, or <see langword="null"/>; its answers have it.</summary>
    public string? Tag { get; init; }

    /// <summary>The client's own name for the message that it sends, or <see langword="null"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>The first parameter; empty if there is none.</summary>
    public ReadOnlySpan<char> FirstParameter
        => !_isStructured ? Unread[..LengthOfWord(Unread)] : _parameters is [string first, ..] ? first : default;

    /// <summary>The parameter, if there is exactly one; else empty.</summary>
    public ReadOnlySpan<char> OnlyParameter
        => _parameters != null
            ? _parameters is [string only] ? only : default
            : Unread[LengthOfWord(Unread)..].TrimStart(Blanks).IsEmpty ? FirstParameter : default;

    private ReadOnlySpan<char> Unread => Line.AsSpan(_bodyStart);

    /// <summary>What follows the first parameter, inner and trailing blanks included; empty if nothing but blanks does.</summary>
    public string AfterFirstParameter()
        => _isStructured
            ? _parameters!.Length == 2 ? _parameters[1] : string.Empty
            : Unread[LengthOfWord(Unread)..].TrimStart(Blanks).ToString();

    private static Range KeyOf(string line)
    {
        ReadOnlySpan<char> trimmed = line.AsSpan().TrimStart(Blanks);
        int start = line.Length - trimmed.Length;
        return start..(start + LengthOfWord(trimmed));
    }

    private static int LengthOfWord(ReadOnlySpan<char> text)
    {
        int blank = text.IndexOfAny(' ', '\t');
        return blank < 0 ? text.Length : blank;
    }
}
