using System.Collections.Specialized;
using System.Configuration;

namespace SuperSocket.WebSocket.Config;

/// <summary>An element <c>add</c> below <c>commands</c>. What its attributes mean is the business of the sub-protocol.</summary>
public class CommandConfig : ConfigurationElement
{
    /// <summary>The attributes; <see langword="null"/> if there are none.</summary>
    public NameValueCollection? Options { get; private set; }

    // Elements that know no attribute are equal, and of equal keys only the last element stays.
    internal object Key { get; } = new();

    /// <summary>Keeps an attribute.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="value">Its value.</param>
    /// <returns><see langword="true"/>: all are allowed.</returns>
    protected override bool OnDeserializeUnrecognizedAttribute(string name, string value)
    {
        (Options ??= []).Add(name, value);
        return true;
    }
}

/// <summary>The element <c>commands</c>.</summary>
[ConfigurationCollection(typeof(CommandConfig))]
public class CommandConfigCollection : ConfigurationElementCollection
{
    /// <summary>An element by its place.</summary>
    /// <param name="index">The place, from 0 on.</param>
    public CommandConfig this[int index]
    {
        get => (CommandConfig)BaseGet(index);
        set
        {
            if (index < Count)
                BaseRemoveAt(index);
            BaseAdd(index, value);
        }
    }

    /// <summary>The elements in their order.</summary>
    public new IEnumerator<CommandConfig> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    /// <inheritdoc/>
    protected override ConfigurationElement CreateNewElement() => new CommandConfig();

    /// <inheritdoc/>
    protected override object GetElementKey(ConfigurationElement element) => ((CommandConfig)element).Key;
}
