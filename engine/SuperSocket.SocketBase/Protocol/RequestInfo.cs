namespace SuperSocket.SocketBase.Protocol;

/// <summary>A request with a body.</summary>
/// <typeparam name="TRequestBody">The body's type.</typeparam>
public class RequestInfo<TRequestBody> : IRequestInfo<TRequestBody>
{
    /// <summary>Makes a request that <see cref="Initialize"/> fills later.</summary>
    protected RequestInfo()
    {
        Key = string.Empty;
        Body = default!;
    }

    /// <summary>Makes a request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="body">The body.</param>
    public RequestInfo(string key, TRequestBody body)
    {
        Key = key;
        Body = body;
    }

    /// <summary>Fills the request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="body">The body.</param>
    protected void Initialize(string key, TRequestBody body)
    {
        Key = key;
        Body = body;
    }

    /// <summary>Names the command that handles it.</summary>
    public string Key { get; private set; }

    /// <summary>The body.</summary>
    public virtual TRequestBody Body { get; private set; }
}

/// <summary>A request with a header and a body.</summary>
/// <typeparam name="TRequestHeader">The header's type.</typeparam>
/// <typeparam name="TRequestBody">The body's type.</typeparam>
public class RequestInfo<TRequestHeader, TRequestBody> : RequestInfo<TRequestBody>, IRequestInfo<TRequestHeader, TRequestBody>
{
    /// <summary>Makes a request that <see cref="Initialize"/> fills later.</summary>
    public RequestInfo() => Header = default!;

    /// <summary>Makes a request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="header">The header.</param>
    /// <param name="body">The body.</param>
    public RequestInfo(string key, TRequestHeader header, TRequestBody body)
        : base(key, body)
        => Header = header;

    /// <summary>Fills the request.</summary>
    /// <param name="key">Names the command that handles it.</param>
    /// <param name="header">The header.</param>
    /// <param name="body">The body.</param>
    public void Initialize(string key, TRequestHeader header, TRequestBody body)
    {
        Initialize(key, body);
        Header = header;
    }

    /// <summary>The header.</summary>
    public TRequestHeader Header { get; private set; }
}
