using System.Configuration;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine.Configuration;

/// <summary>One entry of the commandAssemblies element of a server.</summary>
public class CommandAssembly : ConfigurationElement, ICommandAssemblyConfig
{
    /// <inheritdoc/>
    [ConfigurationProperty("assembly")]
    public string Assembly => (string)this["assembly"];
}
