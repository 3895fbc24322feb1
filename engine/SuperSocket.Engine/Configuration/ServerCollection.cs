using System.Configuration;
using SuperSocket.Common;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>The servers element. A name may occur once.</summary>
[ConfigurationCollection(typeof(Server), AddItemName = "server")]
public class ServerCollection : GenericConfigurationElementCollection<Server, IServerConfig>
{
    /// <summary>Adds a server.</summary>
    /// <param name="newServer">The server.</param>
    /// <exception cref="ConfigurationErrorsException">There is another server of that name, or the configuration is read-only.</exception>
    public void AddNew(Server newServer) => BaseAdd(newServer);

    /// <summary>Takes a server out; nothing happens if there is none of that name.</summary>
    /// <param name="name">Name of the server.</param>
    /// <exception cref="ConfigurationErrorsException">The configuration is read-only.</exception>
    public void Remove(string name) => BaseRemove(name);
}
