using SuperSocket.Common;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Facility.Protocol;

/// <summary>Requests that end with the n-th separator.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class CountSpliterReceiveFilter<TRequestInfo> : IReceiveFilter<TRequestInfo>, IOffsetAdapter
    where TRequestInfo : IRequestInfo
{
    /// <summary>No request.</summary>
    protected static readonly TRequestInfo? NullRequestInfo;

    private readonly ArraySegmentList _held = new();
    private readonly byte _spliter;
    private readonly int _spliterCount;
    private int _found;

    /// <summary>Makes a filter.</summary>
    /// <param name="spliter">The separator.</param>
    /// <param name="spliterCount">How many separators a request has; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is 0 or less.</exception>
    protected CountSpliterReceiveFilter(byte spliter, int spliterCount)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spliterCount);
        _spliter = spliter;
        _spliterCount = spliterCount;
    }

    /// <inheritdoc/>
    public int LeftBufferSize => _held.Count;

    /// <inheritdoc/>
    public IReceiveFilter<TRequestInfo>? NextReceiveFilter => null;

    /// <inheritdoc/>
    public FilterState State { get; protected set; }

    /// <summary>Always 0: incomplete requests are copied, so the next block may go anywhere and a request may exceed the receive buffer.</summary>
    public int OffsetDelta => 0;

    /// <inheritdoc/>
    public TRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        var block = new ArraySegment<byte>(readBuffer, offset, length);
        int end = FindEnd(block);
        rest = length - end;
        var whole = block[..end];
        if (_found < _spliterCount || _held.Count > 0)
            _held.Append(whole);
        if (_found < _spliterCount)
            return NullRequestInfo;

        if (_held.Count > 0)
            whole = _held.Detach();
        _found = 0;
        var request = ProcessMatchedRequest(whole.Array!, whole.Offset, whole.Count);
        if (request is not null)
            Reset();
        return request;
    }

    /// <summary>Makes a request of its bytes.</summary>
    /// <param name="readBuffer">The array that holds them. It may be the receive buffer: copy what is kept.</param>
    /// <param name="offset">Where they start.</param>
    /// <param name="length">How many there are, with the last separator.</param>
    /// <returns>The request; <see langword="null"/> drops it silently.</returns>
    protected abstract TRequestInfo? ProcessMatchedRequest(byte[] readBuffer, int offset, int length);

    /// <summary>Forgets an incomplete request. <see cref="State"/> stays as it is.</summary>
    public void Reset()
    {
        _held.ClearSegements();
        _found = 0;
    }

    // How many bytes of a block belong to the request.
    private int FindEnd(ReadOnlySpan<byte> block)
    {
        int end = 0;
        while (_found < _spliterCount)
        {
            int next = block[end..].IndexOf(_spliter);
            if (next < 0)
                return block.Length;
            end += next + 1;
            _found++;
        }

        return end;
    }
}
