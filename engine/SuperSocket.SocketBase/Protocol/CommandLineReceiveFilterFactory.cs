using System.Text;

namespace SuperSocket.SocketBase.Protocol;

/// <summary>The default protocol: lines that end with carriage return and line feed.</summary>
public class CommandLineReceiveFilterFactory : TerminatorReceiveFilterFactory
{
    private const string LineEnd = "\r\n";

    /// <summary>ASCII lines that are split at spaces.</summary>
    public CommandLineReceiveFilterFactory()
        : base(LineEnd)
    {
    }

    /// <summary>Lines that are split at spaces.</summary>
    /// <param name="encoding">Decodes the lines.</param>
    public CommandLineReceiveFilterFactory(Encoding encoding)
        : base(LineEnd, encoding)
    {
    }

    /// <summary>Lines with a parser of the application.</summary>
    /// <param name="encoding">Decodes the lines.</param>
    /// <param name="requestInfoParser">Makes a request of a line. Shared by all sessions, so it must be thread-safe.</param>
    public CommandLineReceiveFilterFactory(Encoding encoding, IRequestInfoParser<StringRequestInfo> requestInfoParser)
        : base(LineEnd, encoding, requestInfoParser)
    {
    }
}
