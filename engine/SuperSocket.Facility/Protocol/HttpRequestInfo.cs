using System.Collections.Specialized;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Facility.Protocol;

/// <summary>A request with header lines.</summary>
public interface IHttpRequestInfo : IRequestInfo
{
    /// <summary>The header lines: name to value.</summary>
    NameValueCollection Header { get; }
}

/// <summary>A request with header lines.</summary>
public abstract class HttpRequestInfoBase : IHttpRequestInfo
{
    /// <summary>Makes a request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="header">The header lines.</param>
    protected HttpRequestInfoBase(string key, NameValueCollection header)
    {
        Key = key;
        Header = header;
    }

    /// <summary>Names the command that handles it.</summary>
    public string Key { get; }

    /// <summary>The header lines: name to value.</summary>
    public NameValueCollection Header { get; }
}

/// <summary>A request with header lines and a body.</summary>
/// <typeparam name="TRequestBody">The body's type.</typeparam>
public abstract class HttpRequestInfoBase<TRequestBody> : HttpRequestInfoBase
{
    /// <summary>Makes a request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="header">The header lines.</param>
    /// <param name="body">The body.</param>
    protected HttpRequestInfoBase(string key, NameValueCollection header, TRequestBody body)
        : base(key, header)
        => Body = body;

    /// <summary>The body.</summary>
    public TRequestBody Body { get; }
}
