namespace SuperSocket.SocketBase.Protocol;

/// <summary>A request that a receive filter cut out of the bytes received.</summary>
public interface IRequestInfo
{
    /// <summary>Names the command that handles it.</summary>
    string Key { get; }
}

/// <summary>A request with a body.</summary>
/// <typeparam name="TRequestBody">The body's type.</typeparam>
public interface IRequestInfo<TRequestBody> : IRequestInfo
{
    /// <summary>The body.</summary>
    TRequestBody Body { get; }
}

/// <summary>A request with a header and a body.</summary>
/// <typeparam name="TRequestHeader">The header's type.</typeparam>
/// <typeparam name="TRequestBody">The body's type.</typeparam>
public interface IRequestInfo<TRequestHeader, TRequestBody> : IRequestInfo<TRequestBody>
{
    /// <summary>The header.</summary>
    TRequestHeader Header { get; }
}
