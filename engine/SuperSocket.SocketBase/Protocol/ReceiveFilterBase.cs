using SuperSocket.Common;

namespace SuperSocket.SocketBase.Protocol;

/// <summary>A filter that keeps the bytes of an incomplete request in a list. Used by one thread at a time.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class ReceiveFilterBase<TRequestInfo> : IReceiveFilter<TRequestInfo>
    where TRequestInfo : IRequestInfo
{
    /// <summary>Makes a filter with a list of its own.</summary>
    protected ReceiveFilterBase() => BufferSegments = new ArraySegmentList();

    /// <summary>Makes a filter that takes over where another one stopped.</summary>
    /// <param name="previousRequestFilter">The other filter; its list is shared.</param>
    protected ReceiveFilterBase(ReceiveFilterBase<TRequestInfo> previousRequestFilter)
        : this()
        => Initialize(previousRequestFilter);

    /// <summary>Takes over where another filter stopped.</summary>
    /// <param name="previousRequestFilter">The other filter; its list is shared.</param>
    public void Initialize(ReceiveFilterBase<TRequestInfo> previousRequestFilter)
    {
        ArgumentNullException.ThrowIfNull(previousRequestFilter);
        BufferSegments = previousRequestFilter.BufferSegments;
    }

    /// <summary>The bytes of the incomplete request.</summary>
    protected ArraySegmentList BufferSegments { get; private set; }

    /// <inheritdoc/>
    public abstract TRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest);

    /// <inheritdoc/>
    public int LeftBufferSize => BufferSegments.Count;

    /// <inheritdoc/>
    public IReceiveFilter<TRequestInfo>? NextReceiveFilter { get; protected set; }

    /// <inheritdoc/>
    public FilterState State { get; protected set; }

    /// <summary>Keeps bytes of an incomplete request.</summary>
    /// <param name="buffer">The array that holds them.</param>
    /// <param name="offset">Where they start.</param>
    /// <param name="length">How many there are.</param>
    /// <param name="toBeCopied">Whether the array is used again, as told to <see cref="Filter"/>.</param>
    protected void AddArraySegment(byte[] buffer, int offset, int length, bool toBeCopied)
        => BufferSegments.AddSegment(buffer, offset, length, toBeCopied);

    /// <summary>Forgets the bytes of an incomplete request.</summary>
    protected void ClearBufferSegments() => BufferSegments.ClearSegements();

    /// <summary>
    /// Forgets an incomplete request. The ready-made filters call it after each complete one. <see cref="State"/> and
    /// <see cref="NextReceiveFilter"/> stay as they are.
    /// </summary>
    public virtual void Reset() => ClearBufferSegments();
}
