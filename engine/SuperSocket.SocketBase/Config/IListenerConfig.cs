namespace SuperSocket.SocketBase.Config;

/// <summary>One address that a server listens on.</summary>
public interface IListenerConfig
{
    /// <summary>Address: empty or Any, IPv6Any, or an address.</summary>
    string? Ip { get; }

    /// <summary>Port; 0 lets the system choose one.</summary>
    int Port { get; }

    /// <summary>Connections that may wait to be accepted. Default 100; the engine may use more.</summary>
    int Backlog { get; }

    /// <summary>TLS protocols; empty for the server's.</summary>
    string? Security { get; }
}
