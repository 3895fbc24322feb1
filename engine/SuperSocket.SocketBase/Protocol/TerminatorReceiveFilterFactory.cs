using System.Net;
using System.Text;

namespace SuperSocket.SocketBase.Protocol;

/// <summary>Makes filters of texts that end with a terminator.</summary>
public class TerminatorReceiveFilterFactory : IReceiveFilterFactory<StringRequestInfo>
{
    private readonly byte[] _terminator;
    private readonly Encoding _encoding;
    private readonly IRequestInfoParser<StringRequestInfo> _requestInfoParser;

    /// <summary>ASCII requests that are split at spaces.</summary>
    /// <param name="terminator">What ends a request.</param>
    public TerminatorReceiveFilterFactory(string terminator)
        : this(terminator, Encoding.ASCII)
    {
    }

    /// <summary>Requests that are split at spaces.</summary>
    /// <param name="terminator">What ends a request.</param>
    /// <param name="encoding">Decodes the requests and encodes the terminator.</param>
    public TerminatorReceiveFilterFactory(string terminator, Encoding encoding)
        : this(terminator, encoding, BasicRequestInfoParser.DefaultInstance)
    {
    }

    /// <summary>Requests with a parser of the application.</summary>
    /// <param name="terminator">What ends a request.</param>
    /// <param name="encoding">Decodes the requests and encodes the terminator.</param>
    /// <param name="requestInfoParser">Makes a request of its text. Shared by all sessions, so it must be thread-safe.</param>
    public TerminatorReceiveFilterFactory(
        string terminator, Encoding encoding, IRequestInfoParser<StringRequestInfo> requestInfoParser)
    {
        ArgumentException.ThrowIfNullOrEmpty(terminator);
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(requestInfoParser);
        _terminator = encoding.GetBytes(terminator);
        _encoding = encoding;
        _requestInfoParser = requestInfoParser;
    }

    /// <inheritdoc/>
    public virtual IReceiveFilter<StringRequestInfo> CreateFilter(
        IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        => new TerminatorReceiveFilter(_terminator, _encoding, _requestInfoParser);
}
