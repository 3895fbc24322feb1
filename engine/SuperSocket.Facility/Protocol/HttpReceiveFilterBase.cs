using System.Collections.Specialized;
using System.Text;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Facility.Protocol;

/// <summary>Requests with a header block that ends with an empty line, and a body that the subclass cuts out.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public abstract class HttpReceiveFilterBase<TRequestInfo> : TerminatorReceiveFilter<TRequestInfo>
    where TRequestInfo : IRequestInfo
{
    private static readonly byte[] HeaderEnd = "\r\n\r\n"u8.ToArray();

    private bool _inBody;

    /// <summary>Makes a filter.</summary>
    protected HttpReceiveFilterBase()
        : base(HeaderEnd)
    {
    }

    /// <summary>The header lines of the current request. Each request has a collection of its own.</summary>
    protected NameValueCollection HeaderItems { get; private set; } = [];

    /// <inheritdoc/>
    public override TRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
    {
        if (!_inBody)
            return base.Filter(readBuffer, offset, length, toBeCopied, out rest);

        var request = FilterRequestBody(readBuffer, offset, length, toBeCopied, out rest);
        if (request is not null)
            Reset();
        return request;
    }

    /// <summary>Looks for the end of the body in a received block. Called for every block after the header until it returns a request.</summary>
    /// <param name="readBuffer">The array that holds the block.</param>
    /// <param name="offset">Where the block starts.</param>
    /// <param name="length">The block's length in bytes.</param>
    /// <param name="toBeCopied">Whether the array is used again after the call, so that the filter must copy what it keeps.</param>
    /// <param name="rest">How many bytes at the end of the block were not used.</param>
    /// <returns>The request, or <see langword="null"/> if the body is not complete.</returns>
    protected abstract TRequestInfo? FilterRequestBody(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest);

    /// <summary>Makes a request that has no body.</summary>
    /// <param name="header">The header lines.</param>
    /// <returns>The request; <see langword="null"/> if a body follows, as it does in this base.</returns>
    protected virtual TRequestInfo? FilterRequestHeader(NameValueCollection header) => NullRequestInfo;

    /// <summary>Takes a complete header block, decoded as UTF-8.</summary>
    /// <param name="data">The array that holds it.</param>
    /// <param name="offset">Where it starts.</param>
    /// <param name="length">Its length in bytes, without the empty line.</param>
    /// <returns>The request if it has no body, else <see langword="null"/>.</returns>
    protected override TRequestInfo? ProcessMatchedRequest(byte[] data, int offset, int length)
    {
        HeaderItems = [];
        MimeHeaderHelper.ParseHttpHeader(Encoding.UTF8.GetString(data, offset, length), HeaderItems);
        var request = FilterRequestHeader(HeaderItems);
        _inBody = request is null;
        return request;
    }

    /// <summary>Forgets an incomplete request; the next byte starts a header. Called after each complete request.</summary>
    public override void Reset()
    {
        base.Reset();
        _inBody = false;
    }
}
