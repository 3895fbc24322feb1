namespace SuperSocket.SocketBase.Config;

/// <summary>One address that a server listens on, set in code.</summary>
public class ListenerConfig : IListenerConfig
{
    /// <summary>Makes a listener with the default backlog.</summary>
    public ListenerConfig()
    {
    }

    internal ListenerConfig(IListenerConfig listener)
    {
        Ip = listener.Ip;
        Port = listener.Port;
        Backlog = listener.Backlog;
        Security = listener.Security;
    }

    /// <inheritdoc/>
    public string? Ip { get; set; }

    /// <inheritdoc/>
    public int Port { get; set; }

    /// <inheritdoc/>
    public int Backlog { get; set; } = ServerConfig.DefaultListenBacklog;

    /// <inheritdoc/>
    public string? Security { get; set; }
}
