using SuperSocket.Common;

namespace SuperSocket.SocketBase.Protocol;

/// <summary>Requests that end with a terminator.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class TerminatorReceiveFilter<TRequestInfo> : ReceiveFilterBase<TRequestInfo>, IOffsetAdapter, IReceiveFilterInitializer
    where TRequestInfo : IRequestInfo
{
    /// <summary>No request.</summary>
    protected static readonly TRequestInfo? NullRequestInfo;

    private readonly SearchMarkState<byte> _terminator;

    /// <summary>Makes a filter.</summary>
    /// <param name="terminator">What ends a request; at least one byte.</param>
    /// <exception cref="ArgumentException">The terminator is empty.</exception>
    protected TerminatorReceiveFilter(byte[] terminator)
    {
        _terminator = new SearchMarkState<byte>(terminator);
        Session = null!;
    }

    /// <summary>The session; <see langword="null"/> in a filter that sessions share.</summary>
    protected IAppSession Session { get; private set; }

    // Incomplete requests are copied, so the next block may go anywhere.
    int IOffsetAdapter.OffsetDelta => 0;

    void IReceiveFilterInitializer.Initialize(IAppServer appServer, IAppSession session) => Session = session;

    /// <inheritdoc/>
    public override TRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        ArgumentNullException.ThrowIfNull(readBuffer);
        rest = 0;
        if (readBuffer.SearchMark(offset, length, _terminator, out int parsedLength) < 0)
        {
            BufferSegments.Append(readBuffer.AsSpan(offset, length));
            return NullRequestInfo;
        }

        rest = length - parsedLength;
        var whole = new ArraySegment<byte>(readBuffer, offset, parsedLength);
        if (BufferSegments.Count > 0)
        {
            BufferSegments.Append(whole);
            whole = BufferSegments.Detach();
        }

        var request = ProcessMatchedRequest(whole.Array!, whole.Offset, whole.Count - _terminator.Mark.Length);
        if (request is not null)
            Reset();
        return request;
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        base.Reset();
        _terminator.Matched = 0;
    }

    /// <summary>Makes a request of its bytes.</summary>
    /// <param name="data">The array that holds them. It may be the receive buffer: copy what is kept.</param>
    /// <param name="offset">Where they start.</param>
    /// <param name="length">How many there are, without the terminator.</param>
    /// <returns>The request; <see langword="null"/> drops it silently.</returns>
    protected abstract TRequestInfo? ProcessMatchedRequest(byte[] data, int offset, int length);
}
