using System.Text;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Facility.Protocol;

/// <summary>Texts that start with a separator and end with the n-th one, such as <c>#LOGIN#name#password#</c>.</summary>
public class CountSpliterReceiveFilter : CountSpliterReceiveFilter<StringRequestInfo>
{
    private readonly char _spliter;
    private readonly Encoding _encoding;
    private readonly int _keyIndex;

    /// <summary>ASCII texts whose first part is the key.</summary>
    /// <param name="spliter">The separator.</param>
    /// <param name="spliterCount">How many separators a request has; more than 0.</param>
    public CountSpliterReceiveFilter(byte spliter, int spliterCount)
        : this(spliter, spliterCount, Encoding.ASCII)
    {
    }

    /// <summary>Texts whose first part is the key.</summary>
    /// <param name="spliter">The separator.</param>
    /// <param name="spliterCount">How many separators a request has; more than 0.</param>
    /// <param name="encoding">Decodes a request.</param>
    public CountSpliterReceiveFilter(byte spliter, int spliterCount, Encoding encoding)
        : this(spliter, spliterCount, encoding, 0)
    {
    }

    /// <summary>Texts.</summary>
    /// <param name="spliter">The separator.</param>
    /// <param name="spliterCount">How many separators a request has; more than 0.</param>
    /// <param name="encoding">Decodes a request.</param>
    /// <param name="keyIndex">Which part is the key, from 0.</param>
    public CountSpliterReceiveFilter(byte spliter, int spliterCount, Encoding encoding, int keyIndex)
        : base(spliter, spliterCount)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        _spliter = (char)spliter;
        _encoding = encoding;
        _keyIndex = keyIndex;
    }

    /// <summary>Makes a request whose parameters are all parts, the key included, and whose body is the text between the outer separators.</summary>
    /// <param name="readBuffer">The array that holds the request.</param>
    /// <param name="offset">Where it starts.</param>
    /// <param name="length">How many bytes it has.</param>
    /// <returns>The request.</returns>
    /// <exception cref="IndexOutOfRangeException">It has no part for the key.</exception>
    protected override StringRequestInfo? ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
    {
        string body = length > 2 ? _encoding.GetString(readBuffer, offset + 1, length - 2) : string.Empty;
        string[] parts = body.Split(_spliter);
        return new StringRequestInfo(parts[_keyIndex], body, parts);
    }
}
