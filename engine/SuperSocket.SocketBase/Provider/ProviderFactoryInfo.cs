namespace SuperSocket.SocketBase.Provider;

/// <summary>A named provider of some kind.</summary>
public class ProviderFactoryInfo
{
    /// <summary>Makes an empty description.</summary>
    public ProviderFactoryInfo()
    {
    }

    /// <summary>Describes a provider that exists.</summary>
    /// <param name="key">Its kind.</param>
    /// <param name="name">Its name in the configuration.</param>
    /// <param name="instance">The provider.</param>
    public ProviderFactoryInfo(ProviderKey key, string name, object instance)
        : this(key, name, new ExportFactory(instance))
    {
    }

    /// <summary>Describes a provider by the name of its type.</summary>
    /// <param name="key">Its kind.</param>
    /// <param name="name">Its name in the configuration.</param>
    /// <param name="typeName">Assembly-qualified name of its type.</param>
    public ProviderFactoryInfo(ProviderKey key, string name, string typeName)
        : this(key, name, new ExportFactory(typeName))
    {
    }

    /// <summary>Describes a provider by its type.</summary>
    /// <param name="key">Its kind.</param>
    /// <param name="name">Its name in the configuration.</param>
    /// <param name="type">Its type.</param>
    public ProviderFactoryInfo(ProviderKey key, string name, Type type)
        : this(key, name, new ExportFactory(type))
    {
    }

    private ProviderFactoryInfo(ProviderKey key, string name, ExportFactory factory)
    {
        Key = key;
        Name = name;
        ExportFactory = factory;
    }

    /// <summary>Its kind.</summary>
    public ProviderKey Key { get; set; } = null!;

    /// <summary>Its name in the configuration.</summary>
    public string Name { get; set; } = null!;

    /// <summary>Makes it.</summary>
    public ExportFactory ExportFactory { get; set; } = null!;
}
