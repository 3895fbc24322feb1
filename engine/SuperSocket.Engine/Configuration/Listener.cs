using System.Configuration;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>One address of the listeners element of a server.</summary>
public class Listener : ConfigurationElement, IListenerConfig
{
    // Two entries of equal content are two, so that the server can refuse them.
    internal object Key { get; } = new();

    /// <inheritdoc/>
    [ConfigurationProperty("ip", IsRequired = true)]
    public string Ip => (string)this["ip"];

    /// <inheritdoc/>
    [ConfigurationProperty("port", IsRequired = true)]
    public int Port => (int)this["port"];

    /// <inheritdoc/>
    [ConfigurationProperty("backlog", DefaultValue = ServerConfig.DefaultListenBacklog)]
    public int Backlog => (int)this["backlog"];

    /// <inheritdoc/>
    [ConfigurationProperty("security")]
    public string Security => (string)this["security"];
}
