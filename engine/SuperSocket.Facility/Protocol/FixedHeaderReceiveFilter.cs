using SuperSocket.Common;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Facility.Protocol;

/// <summary>Requests with a header of fixed size that tells the body's length.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class FixedHeaderReceiveFilter<TRequestInfo> : FixedSizeReceiveFilter<TRequestInfo>, IDeclaredLength
    where TRequestInfo : IRequestInfo
{
    private readonly ArraySegmentList _body = new();
    private ArraySegment<byte> _header;

    // 0 while the header is being received.
    private int _bodyLength;

    /// <summary>Makes a filter.</summary>
    /// <param name="headerSize">Size of the header in bytes; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is 0 or less.</exception>
    protected FixedHeaderReceiveFilter(int headerSize)
        : base(headerSize)
    {
    }

    long IDeclaredLength.DeclaredLength => _bodyLength == 0 ? 0 : (long)Size + _bodyLength;

    private protected override int HeldSize => _bodyLength == 0 ? base.HeldSize : Size + _body.Count;

    /// <summary>Reads the body's length.</summary>
    /// <param name="header">The array that holds the header.</param>
    /// <param name="offset">Where the header starts.</param>
    /// <param name="length">The header's size in bytes.</param>
    /// <returns>The body's length in bytes; 0 for a request without a body. A length below 0 is an error in what was received, and closes the session.</returns>
    protected abstract int GetBodyLengthFromHeader(byte[] header, int offset, int length);

    /// <summary>Makes a request of its bytes.</summary>
    /// <param name="header">The header; a copy that may be kept.</param>
    /// <param name="bodyBuffer">The array that holds the body, <see langword="null"/> without one. It may be the receive buffer: copy what is kept.</param>
    /// <param name="offset">Where the body starts.</param>
    /// <param name="length">The body's length in bytes.</param>
    /// <returns>The request; <see langword="null"/> drops it silently.</returns>
    protected abstract TRequestInfo? ResolveRequestInfo(ArraySegment<byte> header, byte[]? bodyBuffer, int offset, int length);

    /// <summary>Looks for one request in a received block. Returns after the header too, so that the engine can check the length it declares.</summary>
    /// <inheritdoc/>
    public override TRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        if (_bodyLength == 0)
            return base.Filter(readBuffer, offset, length, toBeCopied, out rest);

        if (!_body.TryComplete(_bodyLength, readBuffer, offset, length, out var body, out rest))
            return NullRequestInfo;

        var header = _header;
        ForgetBody();
        var request = ResolveRequestInfo(header, body.Array, body.Offset, body.Count);
        if (request is not null)
            Reset();
        return request;
    }

    /// <summary>Takes a complete header.</summary>
    /// <param name="buffer">The array that holds it.</param>
    /// <param name="offset">Where it starts.</param>
    /// <param name="length">Its size in bytes.</param>
    /// <param name="toBeCopied">Whether the array is used again after the call.</param>
    /// <returns>The request if it has no body, else <see langword="null"/>.</returns>
    protected override TRequestInfo? ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied)
    {
        int bodyLength = GetBodyLengthFromHeader(buffer, offset, length);
        if (bodyLength < 0)
        {
            State = FilterState.Error;
            return NullRequestInfo;
        }

        var header = new ArraySegment<byte>(buffer, offset, length);
        if (toBeCopied)
            header = header.ToArray();
        if (bodyLength == 0)
            return ResolveRequestInfo(header, null, 0, 0);

        _header = header;
        _bodyLength = bodyLength;
        return NullRequestInfo;
    }

    /// <summary>Forgets an incomplete request. Called after each complete one.</summary>
    public override void Reset()
    {
        base.Reset();
        ForgetBody();
    }

    private void ForgetBody()
    {
        _body.ClearSegements();
        _header = default;
        _bodyLength = 0;
    }
}
