using System.Configuration;

namespace SuperSocket.Common;

/// <summary>A collection of configuration elements with names; a name may occur once.</summary>
/// <typeparam name="TConfigElement">The element.</typeparam>
/// <typeparam name="TConfigInterface">The interface that it is used by.</typeparam>
public class GenericConfigurationElementCollection<TConfigElement, TConfigInterface>
    : GenericConfigurationElementCollectionBase<TConfigElement, TConfigInterface>, IEnumerable<TConfigInterface>
    where TConfigElement : ConfigurationElementBase, TConfigInterface, new()
{
    /// <summary>What tells elements apart.</summary>
    /// <param name="element">The element.</param>
    /// <returns>Its name.</returns>
    protected override object GetElementKey(ConfigurationElement element)
    {
        ArgumentNullException.ThrowIfNull(element);
        return ((ConfigurationElementBase)element).Name;
    }
}
