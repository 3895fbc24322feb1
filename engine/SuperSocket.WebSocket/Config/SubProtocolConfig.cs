using System.Configuration;
using SuperSocket.Common;

namespace SuperSocket.WebSocket.Config;

/// <summary>The element <c>protocol</c>: a sub-protocol, and where its commands are.</summary>
public class SubProtocolConfig : ConfigurationElementBase
{
    /// <summary>Makes the element, whose name may be left out: it is then the sub-protocol Basic.</summary>
    public SubProtocolConfig()
        : base(false)
    {
    }

    /// <summary>The class of the sub-protocol, which is made with its name; empty for one with the commands of assemblies.</summary>
    [ConfigurationProperty("type")]
    public string Type => (string)this["type"];

    /// <summary>The element <c>commands</c>.</summary>
    [ConfigurationProperty("commands")]
    public CommandConfigCollection Commands => (CommandConfigCollection)this["commands"];
}

/// <summary>The element <c>subProtocols</c>.</summary>
[ConfigurationCollection(typeof(SubProtocolConfig), CollectionType = ConfigurationElementCollectionType.BasicMap, AddItemName = "protocol")]
public class SubProtocolConfigCollection : ConfigurationElementCollection
{
    /// <inheritdoc/>
    public override ConfigurationElementCollectionType CollectionType => ConfigurationElementCollectionType.BasicMap;

    /// <inheritdoc/>
    protected override string ElementName => "protocol";

    /// <summary>The elements in their order.</summary>
    public new IEnumerator<SubProtocolConfig> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return (SubProtocolConfig)BaseGet(i);
    }

    /// <inheritdoc/>
    protected override ConfigurationElement CreateNewElement() => new SubProtocolConfig();

    /// <inheritdoc/>
    protected override object GetElementKey(ConfigurationElement element) => ((SubProtocolConfig)element).Name;
}
