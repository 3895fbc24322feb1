using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.WebSocket.SubProtocol;

/// <summary>A message of a sub-protocol.</summary>
public interface ISubRequestInfo : IRequestInfo
{
    /// <summary>What the client wants to recognise the reply by; <see langword="null"/> if it sent none.</summary>
    string? Token { get; }
}

/// <summary>A text message of a sub-protocol: the name of a command, a token, and the rest.</summary>
public class SubRequestInfo : RequestInfo<string>, ISubRequestInfo
{
    /// <summary>Makes a request.</summary>
    /// <param name="key">The name of the command.</param>
    /// <param name="token">What the client wants to recognise the reply by; may be <see langword="null"/>.</param>
    /// <param name="data">The rest.</param>
    public SubRequestInfo(string key, string? token, string data)
        : base(key, data)
        => Token = token;

    /// <inheritdoc/>
    public string? Token { get; }
}

/// <summary>
/// Reads <c>NAME body</c> and <c>NAME-token body</c>. The message is trimmed; the body is all behind the first space.
/// </summary>
public class BasicSubCommandParser : IRequestInfoParser<SubRequestInfo>
{
    private const char TokenMark = '-';

    /// <inheritdoc/>
    public SubRequestInfo ParseRequestInfo(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        string message = source.Trim();
        int space = message.IndexOf(' ', StringComparison.Ordinal);
        string name = space < 0 ? message : message[..space];
        string body = space < 0 ? string.Empty : message[(space + 1)..];
        int mark = name.IndexOf(TokenMark, StringComparison.Ordinal);
        return mark <= 0 ? new SubRequestInfo(name, null, body) : new SubRequestInfo(name[..mark], name[(mark + 1)..], body);
    }
}
