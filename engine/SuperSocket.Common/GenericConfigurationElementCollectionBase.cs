using System.Configuration;

namespace SuperSocket.Common;

/// <summary>A collection of configuration elements without a key; two elements of equal content count as one.</summary>
/// <typeparam name="TConfigElement">The element.</typeparam>
/// <typeparam name="TConfigInterface">The interface that it is used by.</typeparam>
public class GenericConfigurationElementCollectionBase<TConfigElement, TConfigInterface>
    : ConfigurationElementCollection, IEnumerable<TConfigInterface>
    where TConfigElement : ConfigurationElement, TConfigInterface, new()
{
    /// <summary>An element by its place, from 0. Setting the place behind the last one adds.</summary>
    /// <param name="index">The place.</param>
    /// <returns>The element.</returns>
    /// <exception cref="ConfigurationErrorsException">There is no such place.</exception>
    public TConfigElement this[int index]
    {
        get => (TConfigElement)BaseGet(index);
        set
        {
            if (index != Count)
                BaseRemoveAt(index);

            BaseAdd(index, value);
        }
    }

    /// <summary>The elements in the order of the file.</summary>
    /// <returns>An enumerator.</returns>
    public new IEnumerator<TConfigInterface> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    /// <summary>An empty element.</summary>
    /// <returns>The element.</returns>
    protected override ConfigurationElement CreateNewElement() => new TConfigElement();

    /// <summary>What tells elements apart.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The element itself.</returns>
    protected override object GetElementKey(ConfigurationElement element) => element;
}
