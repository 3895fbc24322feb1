namespace SuperSocket.SocketBase.Protocol;

/// <summary>Splits a text into a key, a body and the body's parts. Thread-safe.</summary>
public class BasicRequestInfoParser : IRequestInfoParser<StringRequestInfo>
{
    private const string Space = " ";

    /// <summary>Splits at spaces.</summary>
    public static readonly BasicRequestInfoParser DefaultInstance = new();

    private readonly string _spliter;
    private readonly string _parameterSpliter;

    /// <summary>Splits at spaces.</summary>
    public BasicRequestInfoParser()
        : this(Space, Space)
    {
    }

    /// <summary>Splits at separators of the application.</summary>
    /// <param name="spliter">Stands between key and body.</param>
    /// <param name="parameterSpliter">Stands between the parts of the body.</param>
    public BasicRequestInfoParser(string spliter, string parameterSpliter)
    {
        _spliter = spliter;
        _parameterSpliter = parameterSpliter;
    }

    /// <summary>
    /// Splits a text at the first separator. A text that starts with it, or has none, is a key without a body. Empty parts of the body are left out.
    /// </summary>
    /// <param name="source">The text without its terminator.</param>
    /// <returns>The request.</returns>
    public StringRequestInfo ParseRequestInfo(string source)
    {
        ArgumentNullException.ThrowIfNull(source);
        int end = source.IndexOf(_spliter, StringComparison.Ordinal);
        if (end <= 0)
            return new StringRequestInfo(source, string.Empty, []);

        string body = source[(end + _spliter.Length)..];
        return new StringRequestInfo(source[..end], body, body.Split(_parameterSpliter, StringSplitOptions.RemoveEmptyEntries));
    }
}
