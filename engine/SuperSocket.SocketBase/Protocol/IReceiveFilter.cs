using System.Net;

namespace SuperSocket.SocketBase.Protocol;

/// <summary>Whether a filter can go on.</summary>
public enum FilterState : byte
{
    /// <summary>It can.</summary>
    Normal = 0,

    /// <summary>The bytes break the protocol; the session is closed with <see cref="CloseReason.ProtocolError"/>.</summary>
    Error = 1,
}

/// <summary>
/// Cuts requests out of the bytes that one session receives. Used by one thread at a time.
/// </summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public interface IReceiveFilter<TRequestInfo>
    where TRequestInfo : IRequestInfo
{
    /// <summary>Looks for one request in a received block.</summary>
    /// <param name="readBuffer">The array that holds the block.</param>
    /// <param name="offset">Where the block starts.</param>
    /// <param name="length">The block's length in bytes.</param>
    /// <param name="toBeCopied">Whether the array is used again after the call, so that the filter must copy what it keeps.</param>
    /// <param name="rest">How many bytes at the end of the block were not used; the filter is called again with them.</param>
    /// <returns>The request, or <see langword="null"/> if none is complete.</returns>
    TRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest);

    /// <summary>How many bytes of an incomplete request the filter holds.</summary>
    int LeftBufferSize { get; }

    /// <summary>The filter for what follows; <see langword="null"/> to go on with this one.</summary>
    IReceiveFilter<TRequestInfo>? NextReceiveFilter { get; }

    /// <summary>Forgets an incomplete request.</summary>
    void Reset();

    /// <summary>Whether the filter can go on.</summary>
    FilterState State { get; }
}

/// <summary>
/// A filter that reads bytes of earlier blocks in front of the current one: the engine writes the next block
/// <see cref="OffsetDelta"/> bytes behind the session's receive offset, into the same array.
/// </summary>
public interface IOffsetAdapter
{
    /// <summary>In bytes, from 0 to below the receive buffer's size.</summary>
    int OffsetDelta { get; }
}

/// <summary>A filter that wants to know its session.</summary>
public interface IReceiveFilterInitializer
{
    /// <summary>Called once, before the first block.</summary>
    /// <param name="appServer">The server.</param>
    /// <param name="session">The session.</param>
    void Initialize(IAppServer appServer, IAppSession session);
}

/// <summary>Makes receive filters of a type that is not known here.</summary>
public interface IReceiveFilterFactory
{
}

/// <summary>Makes the receive filter of each session.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public interface IReceiveFilterFactory<TRequestInfo> : IReceiveFilterFactory
    where TRequestInfo : IRequestInfo
{
    /// <summary>Makes the filter of a new session.</summary>
    /// <param name="appServer">The server.</param>
    /// <param name="appSession">The session; <see langword="null"/> for a filter that all UDP sessions share.</param>
    /// <param name="remoteEndPoint">The peer; <see langword="null"/> likewise.</param>
    /// <returns>The filter.</returns>
    IReceiveFilter<TRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint);
}

/// <summary>Makes a request of a text.</summary>
/// <typeparam name="TRequestInfo">The request's type.</typeparam>
public interface IRequestInfoParser<TRequestInfo>
    where TRequestInfo : IRequestInfo
{
    /// <summary>Parses a text.</summary>
    /// <param name="source">The text without its terminator.</param>
    /// <returns>The request; <see langword="null"/> drops it silently.</returns>
    TRequestInfo? ParseRequestInfo(string source);
}
