using SuperSocket.Common;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Facility.Protocol;

/// <summary>Requests between two marks. Bytes between two requests are an error.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class BeginEndMarkReceiveFilter<TRequestInfo> : ReceiveFilterBase<TRequestInfo>
    where TRequestInfo : IRequestInfo
{
    /// <summary>No request: tells that the end mark was data, so that the search goes on.</summary>
    protected TRequestInfo? NullRequestInfo;

    private readonly byte[] _beginMark;
    private readonly SearchMarkState<byte> _endMark;

    // How much of the end mark also starts it: what a refused end mark may already hold of the next one.
    private readonly int _endMarkBorder;

    /// <summary>Makes a filter.</summary>
    /// <param name="beginMark">What starts a request; at least one byte.</param>
    /// <param name="endMark">What ends a request; at least one byte. It may equal the begin mark.</param>
    /// <exception cref="ArgumentException">A mark is empty.</exception>
    protected BeginEndMarkReceiveFilter(byte[] beginMark, byte[] endMark)
    {
        MarkSearch.Check(beginMark);
        _beginMark = beginMark;
        _endMark = new SearchMarkState<byte>(endMark);
        _endMarkBorder = MarkSearch.Border<byte>(endMark);
    }

    /// <summary>Makes a request of its bytes.</summary>
    /// <param name="readBuffer">The array that holds them. It may be the receive buffer: copy what is kept.</param>
    /// <param name="offset">Where they start.</param>
    /// <param name="length">How many there are, with both marks.</param>
    /// <returns>The request; <see cref="NullRequestInfo"/> if the end mark was data.</returns>
    protected abstract TRequestInfo? ProcessMatchedRequest(byte[] readBuffer, int offset, int length);

    /// <inheritdoc/>
    public override TRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        ArgumentNullException.ThrowIfNull(readBuffer);
        rest = 0;
        int held = BufferSegments.Count;
        var block = new ArraySegment<byte>(readBuffer, offset, length);

        int searched = Math.Clamp(_beginMark.Length - held, 0, length);
        if (searched > 0 && !block.AsSpan(0, searched).SequenceEqual(_beginMark.AsSpan(held, searched)))
        {
            State = FilterState.Error;
            return NullRequestInfo;
        }

        if (held > 0)
            BufferSegments.Append(block);

        while (readBuffer.SearchMark(offset + searched, length - searched, _endMark, out int parsedLength) >= 0)
        {
            searched += parsedLength;
            var whole = held == 0 ? block : BufferSegments.ToSegment();
            var request = ProcessMatchedRequest(whole.Array!, whole.Offset, held + searched);
            if (request is not null)
            {
                Reset();
                rest = length - searched;
                return request;
            }

            if (State == FilterState.Error)
                return NullRequestInfo;
            _endMark.Matched = _endMarkBorder;
        }

        if (held == 0)
            BufferSegments.Append(block);
        return NullRequestInfo;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _endMark.Matched = 0;
    }
}
