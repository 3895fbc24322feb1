using System.Buffers;
using System.Text;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Protocol.Requests;

/// <summary>
/// Cuts lines out of what one connection receives: ended by LF or CR LF, in any number of pieces. A line over the limit is dropped
/// up to its end and reported once, so that the session stays usable. Between lines it holds no memory.
/// </summary>
/// <param name="decoder">Decodes the lines.</param>
/// <param name="limit">A line of this many bytes or more, its end included, is too long.</param>
/// <param name="client">Who sends the lines.</param>
/// <param name="keys">Has the names of commands that come often.</param>
public sealed class ChatLineFilter(LineDecoder decoder, int limit, ILineClient client, RecentKeys? keys = null)
    : IReceiveFilter<StringRequestInfo>
{
    // After this much without a line end the peer does not speak our protocol.
    private const int MaxDropped = 1024 * 1024;

    private static readonly string[] HttpMethods = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE"];

    private readonly TelnetCommands? _telnet = decoder.Byte255IsText ? null : new TelnetCommands();
    private byte[]? _partial;
    private int _received;
    private int _dropped;
    private bool _dropping;
    private bool _hadLine;

    /// <summary>Whether a first line of HTTP is recognised as one.</summary>
    public bool LooksForHttp
    {
        get => !_hadLine;
        init => _hadLine = !value;
    }

    /// <inheritdoc/>
    public int LeftBufferSize { get; private set; }

    /// <inheritdoc/>
    public IReceiveFilter<StringRequestInfo>? NextReceiveFilter => null;

    /// <inheritdoc/>
    public FilterState State => FilterState.Normal;

    /// <inheritdoc/>
    public StringRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        ReadOnlySpan<byte> block = readBuffer.AsSpan(offset, length);
        int end = block.IndexOf((byte)'\n');
        int used = end < 0 ? length : end + 1;
        rest = length - used;
        if (_dropping)
            return Drop(used, ended: end >= 0);

        // The limit counts what the client sends, telnet commands too, and nothing behind it is looked at.
        bool isTooLong = _received + used >= limit;
        ReadOnlySpan<byte> bytes = block[..Math.Min(end < 0 ? used : end, limit - _received)];
        _received += used;
        if (isTooLong)
        {
            Keep(bytes);
            _dropping = end < 0;
            _dropped = used;
            return EndLine(HttpMethods.Any(BeginsWith) ? LineFault.Http : LineFault.TooLong);
        }

        if (end < 0)
        {
            // Telnet commands at once: until its timing mark is answered, a telnet client shows nothing of what is sent to it.
            Keep(bytes);
            return null;
        }

        if (LeftBufferSize == 0 && _telnet?.AreIn(bytes) != true)
            return EndLine(bytes);
        Keep(bytes);
        if (_telnet?.EndLine() == true)
            Append([byte.MaxValue]);
        return EndLine(_partial.AsSpan(0, LeftBufferSize));
    }

    /// <inheritdoc/>
    public void Reset()
    {
        _telnet?.EndLine();
        Forget();
        _received = 0;
        _dropping = false;
    }

    private ChatRequest EndLine(ReadOnlySpan<byte> bytes)
    {
        ChatRequest request = Parse(bytes.EndsWith((byte)'\r') ? bytes[..^1] : bytes);
        return EndLine(!_hadLine && HttpMethods.Contains(request.Key) ? new ChatRequest(LineFault.Http) : request);
    }

    private ChatRequest EndLine(LineFault fault)
    {
        _telnet?.EndLine();
        return EndLine(new ChatRequest(fault));
    }

    private ChatRequest EndLine(ChatRequest request)
    {
        Forget();
        _received = 0;
        _hadLine = true;
        return request;
    }

    private ChatRequest Parse(ReadOnlySpan<byte> bytes)
    {
        // As Windows' editors write it at the start of a file.
        if (!_hadLine && decoder.HasByteOrderMark(bytes))
            bytes = bytes[LineDecoder.ByteOrderMark.Length..];
        if (!client.SpeaksJson)
            return ChatRequest.Decode(bytes, decoder, keys);
        return decoder.TryDecode(bytes, out string? line) ? JsonRequests.Parse(line, client.Commands) : new ChatRequest(LineFault.InvalidText);
    }

    // A page in a browser may ask for an address that is as long as it likes.
    private bool BeginsWith(string method)
    {
        ReadOnlySpan<byte> line = _partial.AsSpan(0, LeftBufferSize).TrimStart(" \t"u8);
        return !_hadLine && line.Length > method.Length && line[method.Length] is (byte)' ' or (byte)'\t'
            && Ascii.Equals(line[..method.Length], method);
    }

    private ChatRequest? Drop(int bytes, bool ended)
    {
        _dropped += bytes;
        if (ended)
        {
            _dropping = false;
            return null;
        }

        return _dropped > MaxDropped ? new ChatRequest(LineFault.Endless) : null;
    }

    private void Keep(ReadOnlySpan<byte> bytes)
    {
        if (_telnet?.AreIn(bytes) != true)
        {
            Append(bytes);
            return;
        }

        byte[] text = ArrayPool<byte>.Shared.Rent(bytes.Length + 1);
        Append(text.AsSpan(0, _telnet.Remove(bytes, text)));
        ArrayPool<byte>.Shared.Return(text);
        byte[] replies = _telnet.TakeReplies();
        if (replies.Length > 0)
            client.ReplyToTelnet(replies);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
            return;
        int needed = LeftBufferSize + bytes.Length;
        if (_partial == null || needed > _partial.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(256, needed * 2));
            _partial.AsSpan(0, LeftBufferSize).CopyTo(larger);
            Forget();
            _partial = larger;
            LeftBufferSize = needed - bytes.Length;
        }

        bytes.CopyTo(_partial.AsSpan(LeftBufferSize));
        LeftBufferSize = needed;
    }

    private void Forget()
    {
        if (_partial != null)
            ArrayPool<byte>.Shared.Return(_partial);
        _partial = null;
        LeftBufferSize = 0;
    }
}
