using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Protocol.Requests;

/// <summary>
/// One received line: the command's name, its parameters, and the rest of the line behind each of them. The line is cut when somebody asks;
/// most commands need no more than parts that are no strings of their own. For one thread at a time, and only until its command has ended:
/// the object is used again then for the next line. The strings that were taken from it stay.
/// </summary>
public sealed class ChatRequest : StringRequestInfo
{
    // In UTF-16 code units; the memory of a longer line is given up with it.
    private const int MaxKept = 8 * 1024;
    private const int NotCut = -1;

    // In characters.
    private const int ShortWord = 12;

    // What the space bar of a Chinese or Japanese keyboard types.
    private const char IdeographicSpace = '\u3000';

    private static readonly char[] WhiteSpace = [' ', '\t', IdeographicSpace];

    // The memory of the last line, warm in the processor's cache; another object takes its place while the last line is in use.
    [ThreadStatic]
    private static ChatRequest? _ofThread;

    private readonly bool _isStructured;
    private readonly bool _isReusable;
    private bool _isInUse;
    private char[] _characters = [];
    private int _length;
    private int _bodyStart;
    private int _firstEnd = NotCut;
    private string? _body;
    private string[]? _parameters;

    /// <summary>A line that is a command, or empty.</summary>
    /// <param name="line">The text without its line end.</param>
    public ChatRequest(string line)
        : this()
    {
        _characters = line.ToCharArray();
        Cut(line.Length, keys: null);
    }

    /// <summary>A line that is none.</summary>
    /// <param name="fault">What is wrong with it.</param>
    public ChatRequest(LineFault fault)
        : this()
        => Fault = fault;

    /// <summary>A line that should be a JSON object with a command, and is not.</summary>
    /// <param name="why">What is wrong with it.</param>
    /// <param name="tag">The client's own name for the request, as far as it could be read.</param>
    /// <param name="reference">The client's own name for the message, as far as it could be read.</param>
    public ChatRequest(string why, string? tag, string? reference = null)
        : this(LineFault.InvalidJson)
        => (Why, Tag, Reference) = (why, tag, reference);

    /// <summary>A command that came as a JSON object.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="parameters">Its parameters; the text of a message is one, spaces included.</param>
    public ChatRequest(string key, string[] parameters)
        : base(key, string.Empty, [])
        => (_isStructured, _parameters, _body) = (true, parameters, string.Join(' ', parameters));

    private ChatRequest(bool isReusable = false)
        : base(string.Empty, string.Empty, [])
        => _isReusable = isReusable;

    /// <summary>What is wrong with the line.</summary>
    public LineFault Fault { get; }

    /// <summary>The whole line.</summary>
    public string Line => new(Text);

    /// <inheritdoc/>
    public override string Body => _body ??= new string(Text[_bodyStart..]);

    /// <inheritdoc/>
    public override string[] Parameters => _parameters ??= Body.Split(WhiteSpace, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Why the line is no JSON object with a command.</summary>
    public string Why { get; } = string.Empty;

    /// <summary>The client's own name for the request, or <see langword="null"/>; its answers have it.</summary>
    public string? Tag { get; init; }

    /// <summary>The client's own name for the message that it sends, or <see langword="null"/>.</summary>
    public string? Reference { get; init; }

    /// <summary>The first parameter; empty if there is none.</summary>
    public ReadOnlySpan<char> FirstParameter
        => !_isStructured ? Text[_bodyStart..FirstEnd] : _parameters is [string first, ..] ? first : default;

    private ReadOnlySpan<char> Text => _characters.AsSpan(0, _length);

    private int FirstEnd => _firstEnd == NotCut ? _firstEnd = EndOfWord(Text, _bodyStart) : _firstEnd;

    /// <summary>Decodes a line into an object that was used before on this thread, if one is free.</summary>
    /// <param name="bytes">The line without its line end.</param>
    /// <param name="decoder">Decodes it.</param>
    /// <param name="keys">Has the strings of names that come often.</param>
    /// <returns>A command, a blank line, or one with <see cref="LineFault.InvalidText"/>.</returns>
    internal static ChatRequest Decode(ReadOnlySpan<byte> bytes, LineDecoder decoder, RecentKeys? keys)
    {
        ChatRequest? request = _ofThread;
        if (request is not { _isInUse: false })
            _ofThread = request = new ChatRequest(isReusable: true);
        request._isInUse = true;
        int max = decoder.MaxText(bytes.Length);
        if (request._characters.Length < max)
            request._characters = GC.AllocateUninitializedArray<char>(Math.Max(256, max));
        if (!decoder.TryDecode(bytes, request._characters, out int length))
        {
            request.Release();
            return new ChatRequest(LineFault.InvalidText);
        }

        if (TypedKeys.AreIn(bytes))
            length = TypedKeys.Apply(request._characters.AsSpan(0, length));
        request.Cut(length, keys);
        return request;
    }

    /// <summary>Nobody needs the request any more; the next line of this thread may take its place.</summary>
    public void Release()
    {
        if (!_isReusable)
            return;
        if (_characters.Length > MaxKept)
            (_characters, _length, _bodyStart) = ([], 0, 0);
        _body = null;
        _parameters = null;
        _isInUse = false;
    }

    /// <summary>Counts the parameters. Allocates nothing.</summary>
    /// <param name="max">Counts no further than this.</param>
    public int CountParameters(int max)
    {
        if (_isStructured)
            return Math.Min(_parameters!.Length, max);
        int count = 0;
        for (int start = _bodyStart; count < max && start < _length; count++)
            start = SkipWhiteSpace(Text, count == 0 ? FirstEnd : EndOfWord(Text, start));
        return count;
    }

    /// <summary>What follows the first parameter, inner and trailing spaces included; empty if nothing but spaces does.</summary>
    public string AfterFirstParameter()
        => _isStructured
            ? _parameters!.Length == 2 ? _parameters[1] : string.Empty
            : new string(Text[StartOfText(Text, FirstEnd)..]);

    private void Cut(int length, RecentKeys? keys)
    {
        _length = length;
        ReadOnlySpan<char> text = Text;
        int start = SkipWhiteSpace(text, 0);
        int end = EndOfWord(text, start);
        _bodyStart = SkipWhiteSpace(text, end);
        _firstEnd = NotCut;
        ReadOnlySpan<char> key = text[start..end];
        string name = keys == null ? key.ToString() : keys.Of(key);
        if (!ReferenceEquals(Key, name))
            Initialize(name, string.Empty);
    }

    private static int SkipWhiteSpace(ReadOnlySpan<char> text, int start)
    {
        while (start < text.Length && text[start] is ' ' or '\t' or IdeographicSpace)
            start++;
        return start;
    }

    // Only the ideographic space that ends the parameter is no text: others indent a paragraph.
    private static int StartOfText(ReadOnlySpan<char> text, int start)
    {
        if (start < text.Length && text[start] == IdeographicSpace)
            start++;
        while (start < text.Length && text[start] is ' ' or '\t')
            start++;
        return start;
    }

    // A short word is searched one by one: a search by vectors waits until what the decoder has just written is in the cache, longer than most words take.
    // A longer word, such as a message id, is long enough for that.
    private static int EndOfWord(ReadOnlySpan<char> text, int start)
    {
        int end = Math.Min(text.Length, start + ShortWord);
        for (; start < end; start++)
        {
            if (IsWhiteSpace(text[start]))
                return start;
        }

        int rest = text[start..].IndexOfAny(' ', '\t', IdeographicSpace);
        return rest < 0 ? text.Length : start + rest;
    }

    // Most characters of a word need the first two comparisons only.
    private static bool IsWhiteSpace(char c) => (c <= ' ' || c == IdeographicSpace) && c is ' ' or '\t' or IdeographicSpace;
}
