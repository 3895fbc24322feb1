using System.Net;

namespace SuperSocket.SocketBase;

/// <summary>
/// Our extension, for a server over UDP: anybody can forge the sender of a datagram, so what an unauthenticated sender sends must not cost a session that stays.
/// Sessions that are <see cref="IDatagramSession"/> then last no longer than their datagrams are being handled, until they say that they stay.
/// </summary>
public interface IDatagramHost
{
    /// <summary>How many sessions there may be that have not said that they stay. What further unknown senders send is dropped. At least 1.</summary>
    int MaxUnauthenticated { get; }

    /// <summary>
    /// Names the session of a datagram; by default the sender's address does. Called by the loop that receives, which no exception and no waiting must hold up.
    /// </summary>
    /// <param name="datagram">The datagram.</param>
    /// <param name="remote">Its sender, as the datagram says.</param>
    DatagramRoute Route(ReadOnlySpan<byte> datagram, IPEndPoint remote) => new() { SessionID = remote.ToString() };
}

/// <summary>Our extension: where a datagram goes.</summary>
public readonly record struct DatagramRoute
{
    /// <summary>The session, which is made if need be; <see langword="null"/> if no session gets the datagram.</summary>
    public string? SessionID { get; init; }

    /// <summary>How many bytes at the start are not for the session.</summary>
    public int Skip { get; init; }

    /// <summary>What is sent back at once if no session gets the datagram; <see langword="null"/> for nothing.</summary>
    public byte[]? Reply { get; init; }
}

/// <summary>Our extension: a session that is told where its datagrams start and end. Its members are called one after another.</summary>
public interface IDatagramSession
{
    /// <summary>A datagram is about to be handled.</summary>
    /// <param name="length">Its bytes.</param>
    void OnDatagram(int length);

    /// <summary>A datagram has been handled, with all that its requests wait for.</summary>
    /// <returns>Whether the session stays; else it is closed unless another datagram waits already.</returns>
    bool OnDatagramHandled();
}
