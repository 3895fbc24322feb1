using System.Text;

namespace SuperSocket.SocketBase.Protocol;

/// <summary>Texts that end with a terminator.</summary>
public class TerminatorReceiveFilter : TerminatorReceiveFilter<StringRequestInfo>
{
    private readonly Encoding _encoding;
    private readonly IRequestInfoParser<StringRequestInfo> _requestParser;

    /// <summary>Makes a filter whose requests are split at spaces.</summary>
    /// <param name="terminator">What ends a request; at least one byte.</param>
    /// <param name="encoding">Decodes a request.</param>
    public TerminatorReceiveFilter(byte[] terminator, Encoding encoding)
        : this(terminator, encoding, BasicRequestInfoParser.DefaultInstance)
    {
    }

    /// <summary>Makes a filter.</summary>
    /// <param name="terminator">What ends a request; at least one byte.</param>
    /// <param name="encoding">Decodes a request.</param>
    /// <param name="requestParser">Makes a request of its text.</param>
    public TerminatorReceiveFilter(byte[] terminator, Encoding encoding, IRequestInfoParser<StringRequestInfo> requestParser)
        : base(terminator)
    {
        _encoding = encoding;
        _requestParser = requestParser;
    }

    /// <inheritdoc/>
    protected override StringRequestInfo? ProcessMatchedRequest(byte[] data, int offset, int length)
        => _requestParser.ParseRequestInfo(_encoding.GetString(data, offset, length));
}
