using System.Configuration;

namespace SuperSocket.SocketBase.Config;

/// <summary>Types with names, from the configuration file. A name may occur once.</summary>
[ConfigurationCollection(typeof(TypeProvider))]
public class TypeProviderCollection : ConfigurationElementCollection, IEnumerable<ITypeProvider>
{
    /// <summary>The types in the order of the file.</summary>
    /// <returns>An enumerator.</returns>
    public new IEnumerator<ITypeProvider> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return (ITypeProvider)BaseGet(i);
    }

    internal void AddIfAbsent(ITypeProvider provider)
    {
        if (BaseGet((object)provider.Name) is null)
            BaseAdd(new TypeProvider(provider));
    }

    /// <summary>An empty element.</summary>
    /// <returns>The element.</returns>
    protected override ConfigurationElement CreateNewElement() => new TypeProvider();

    /// <summary>What tells elements apart.</summary>
    /// <param name="element">The element.</param>
    /// <returns>Its name.</returns>
    protected override object GetElementKey(ConfigurationElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return ((TypeProvider)element).Name;
    }
}
