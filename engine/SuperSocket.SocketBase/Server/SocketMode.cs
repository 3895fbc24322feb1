namespace SuperSocket.SocketBase;

/// <summary>The transport of a server.</summary>
public enum SocketMode
{
    /// <summary>Connections over TCP.</summary>
    Tcp,

    /// <summary>Datagrams over UDP.</summary>
    Udp,
}
