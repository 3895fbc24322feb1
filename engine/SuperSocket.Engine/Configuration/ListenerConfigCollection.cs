using System.Configuration;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>The listeners element of a server.</summary>
[ConfigurationCollection(typeof(Listener))]
public class ListenerConfigCollection : GenericConfigurationElementCollectionBase<Listener, IListenerConfig>
{
    /// <inheritdoc/>
    protected override object GetElementKey(ConfigurationElement element) => ((Listener)element).Key;
}
