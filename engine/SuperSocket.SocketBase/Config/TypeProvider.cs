using System.Configuration;

namespace SuperSocket.SocketBase.Config;

/// <summary>A type with a name, from the configuration file.</summary>
public class TypeProvider : ConfigurationElement, ITypeProvider
{
    /// <summary>Makes an empty element.</summary>
    public TypeProvider()
    {
    }

    internal TypeProvider(ITypeProvider provider)
    {
        this["name"] = provider.Name;
        this["type"] = provider.Type;
    }

    /// <inheritdoc/>
    [ConfigurationProperty("name", IsRequired = true, IsKey = true)]
    public string Name => (string)this["name"];

    /// <inheritdoc/>
    [ConfigurationProperty("type", IsRequired = true)]
    public string Type => (string)this["type"];
}
