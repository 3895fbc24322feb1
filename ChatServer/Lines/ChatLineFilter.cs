using System.Buffers;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Lines;

/// <summary>
/// Cuts lines out of what one connection receives: ended by LF or CR LF, in any number of pieces. A line over the limit is dropped
/// up to its end and reported once, so that the session stays usable. Between lines it holds no memory.
/// </summary>
/// <param name="decoder">Decodes the lines.</param>
/// <param name="limit">A line of this many bytes or more, its end included, is too long.</param>
/// <param name="answerTelnet">Sends an answer to telnet commands.</param>
public sealed class ChatLineFilter(LineDecoder decoder, int limit, Action<byte[]> answerTelnet) : IReceiveFilter<StringRequestInfo>
{
    // After this much without a line end the peer does not speak our protocol.
    private const int MaxDropped = 1024 * 1024;

    private static readonly string[] HttpMethods = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE"];

    private byte[]? _partial;
    private int _dropped;
    private bool _dropping;
    private bool _hadLine;
    private bool _binaryOffered;

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
        if (LeftBufferSize + used >= limit)
        {
            Forget();
            _dropping = end < 0;
            _dropped = used;
            return new ChatRequest(LineFault.TooLong);
        }

        if (end < 0)
        {
            // At once: until its timing mark is answered, a telnet client shows nothing of what is sent to it.
            Keep(block);
            byte[] kept = _partial!;
            ReadOnlySpan<byte> text = WithoutTelnetCommands(kept.AsSpan(0, LeftBufferSize), isWhole: false);
            text.CopyTo(kept);
            LeftBufferSize = text.Length;
            return null;
        }

        ReadOnlySpan<byte> line = block[..end];
        if (LeftBufferSize > 0)
        {
            Keep(line);
            line = _partial.AsSpan(0, LeftBufferSize);
        }

        ChatRequest request = Parse(line.EndsWith((byte)'\r') ? line[..^1] : line);
        Forget();
        return request;
    }

    /// <inheritdoc/>
    public void Reset()
    {
        Forget();
        _dropping = false;
    }

    private ChatRequest Parse(ReadOnlySpan<byte> bytes)
    {
        bytes = WithoutTelnetCommands(bytes, isWhole: true);
        bool first = !_hadLine;
        _hadLine = true;
        if (!decoder.TryDecode(bytes, out string? line))
            return new ChatRequest(LineFault.InvalidText);

        var request = new ChatRequest(line);
        return first && HttpMethods.Contains(request.Key) ? new ChatRequest(LineFault.Http) : request;
    }

    private ReadOnlySpan<byte> WithoutTelnetCommands(ReadOnlySpan<byte> bytes, bool isWhole)
    {
        if (decoder.Byte255IsText || !TelnetCommands.AreIn(bytes))
            return bytes;
        bytes = TelnetCommands.Remove(bytes, isWhole, ref _binaryOffered, out byte[] answer);
        if (answer.Length > 0)
            answerTelnet(answer);
        return bytes;
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
