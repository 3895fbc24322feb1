namespace SuperSocket.SocketBase;

/// <summary>
/// Our extension, for a server over UDP: anybody can forge the sender of a datagram, so what a stranger sends must not cost a session that stays.
/// Sessions that are <see cref="IDatagramSession"/> then last no longer than their datagrams are being handled, until they say that they stay.
/// </summary>
public interface IDatagramHost
{
    /// <summary>How many sessions there may be that have not said that they stay. What further unknown senders send is dropped. At least 1.</summary>
    int MostVisitors { get; }
}

/// <summary>Our extension: a session that is told where its datagrams begin and end. Its members are called one after another.</summary>
public interface IDatagramSession
{
    /// <summary>A datagram is about to be handled.</summary>
    /// <param name="length">Its bytes.</param>
    void OnDatagram(int length);

    /// <summary>A datagram has been handled, with all that its requests wait for.</summary>
    /// <returns>Whether the session stays; else it is closed unless another datagram waits already.</returns>
    bool OnDatagramHandled();
}
