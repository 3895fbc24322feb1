using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Facility.Protocol;

/// <summary>Requests that all have the same size. The size may exceed the receive buffer's.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class FixedSizeReceiveFilter<TRequestInfo> : IReceiveFilter<TRequestInfo>, IOffsetAdapter, IReceiveFilterInitializer
    where TRequestInfo : IRequestInfo
{
    /// <summary>No request.</summary>
    protected static readonly TRequestInfo? NullRequestInfo;

    private readonly ArraySegmentList _held = new();

    /// <summary>Makes a filter.</summary>
    /// <param name="size">Size of each request in bytes; more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The size is 0 or less.</exception>
    protected FixedSizeReceiveFilter(int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        Size = size;
    }

    /// <summary>Size of each request in bytes.</summary>
    public int Size { get; }

    /// <inheritdoc/>
    public int LeftBufferSize => HeldSize;

    /// <inheritdoc/>
    public virtual IReceiveFilter<TRequestInfo>? NextReceiveFilter => null;

    /// <inheritdoc/>
    public FilterState State { get; protected set; }

    // Incomplete requests are copied, so the next block may go anywhere.
    int IOffsetAdapter.OffsetDelta => 0;

    private protected virtual int HeldSize => _held.Count;

    // Nothing here depends on this call: a subclass may implement the interface again without calling it.
    void IReceiveFilterInitializer.Initialize(IAppServer appServer, IAppSession session)
    {
    }

    /// <inheritdoc/>
    public virtual TRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        if (!_held.TryComplete(Size, readBuffer, offset, length, out var whole, out rest))
            return NullRequestInfo;

        // Only bytes that lie in the receive buffer are used again.
        bool inReadBuffer = ReferenceEquals(whole.Array, readBuffer);
        var request = ProcessMatchedRequest(whole.Array!, whole.Offset, whole.Count, toBeCopied && inReadBuffer);
        if (request is not null)
            Reset();
        return request;
    }

    /// <summary>Makes a request of its bytes.</summary>
    /// <param name="buffer">The array that holds them.</param>
    /// <param name="offset">Where they start.</param>
    /// <param name="length">How many there are: <see cref="Size"/>.</param>
    /// <param name="toBeCopied">Whether the array is used again after the call, so that what is kept must be copied.</param>
    /// <returns>The request; <see langword="null"/> drops it silently.</returns>
    protected abstract TRequestInfo? ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied);

    /// <summary>Forgets an incomplete request. Called after each complete one; <see cref="State"/> stays as it is.</summary>
    public virtual void Reset() => _held.ClearSegements();
}
