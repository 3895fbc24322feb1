using System.Collections.Specialized;
using System.Configuration;
using System.Xml;

namespace SuperSocket.Common;

/// <summary>A configuration element with a name that keeps the attributes and child elements it does not know.</summary>
public class ConfigurationElementBase : ConfigurationElement
{
    private readonly bool _nameRequired;

    /// <summary>Makes an element that must have a name in the file.</summary>
    public ConfigurationElementBase()
        : this(true)
    {
    }

    /// <summary>Makes an element.</summary>
    /// <param name="nameRequired">Whether an element without a name in the file is an error.</param>
    public ConfigurationElementBase(bool nameRequired) => _nameRequired = nameRequired;

    /// <summary>The name; empty when absent.</summary>
    [ConfigurationProperty("name", IsKey = true)]
    public string Name => (string)this["name"];

    /// <summary>Attributes that the element does not know: name to value.</summary>
    public NameValueCollection Options { get; set; } = [];

    /// <summary>Child elements that the element does not know: name to XML with its tags.</summary>
    public NameValueCollection OptionElements { get; set; } = [];

    /// <summary>Reads the element.</summary>
    /// <param name="reader">Stands on the element's tag.</param>
    /// <param name="serializeCollectionKey">Whether only the key is read.</param>
    /// <exception cref="ConfigurationErrorsException">The name is required and absent or empty.</exception>
    protected override void DeserializeElement(XmlReader reader, bool serializeCollectionKey)
    {
        ArgumentNullException.ThrowIfNull(reader);
        string tag = reader.Name;
        base.DeserializeElement(reader, serializeCollectionKey);

        if (_nameRequired && string.IsNullOrEmpty(Name))
        {
            throw new ConfigurationErrorsException(
                $"The attribute 'name' of <{tag}> is missing or empty.", ElementInformation.Source, ElementInformation.LineNumber);
        }
    }

    /// <summary>Keeps an unknown attribute as an option.</summary>
    /// <param name="name">The attribute.</param>
    /// <param name="value">Its value.</param>
    /// <returns><see langword="true"/>: nothing is refused.</returns>
    protected override bool OnDeserializeUnrecognizedAttribute(string name, string value)
    {
        Options.Add(name, value);
        return true;
    }

    /// <summary>Keeps an unknown child element.</summary>
    /// <param name="elementName">The element.</param>
    /// <param name="reader">Stands on its tag.</param>
    /// <returns><see langword="true"/>: nothing is refused.</returns>
    protected override bool OnDeserializeUnrecognizedElement(string elementName, XmlReader reader)
    {
        OptionElements.Add(elementName, ChildXml.ReadElement(reader));
        return true;
    }

    /// <summary>Takes over what a configuration of a higher level says.</summary>
    /// <param name="parentElement">The element of the higher level; may be <see langword="null"/>.</param>
    protected override void Reset(ConfigurationElement? parentElement)
    {
        base.Reset(parentElement);
        CopyOptions(parentElement);
    }

    /// <summary>Takes over what is to be saved.</summary>
    /// <param name="sourceElement">The element to save.</param>
    /// <param name="parentElement">The element of the higher level.</param>
    /// <param name="saveMode">What is written.</param>
    protected override void Unmerge(ConfigurationElement? sourceElement, ConfigurationElement? parentElement, ConfigurationSaveMode saveMode)
    {
        base.Unmerge(sourceElement, parentElement, saveMode);
        CopyOptions(sourceElement);
    }

    /// <summary>Writes the element and everything that it does not know, so that saving loses nothing.</summary>
    /// <param name="writer">Where to; <see langword="null"/> to ask only whether there is something to write.</param>
    /// <param name="serializeCollectionKey">Whether only the key is written.</param>
    /// <returns>Whether there is something to write.</returns>
    protected override bool SerializeElement(XmlWriter? writer, bool serializeCollectionKey)
    {
        if (serializeCollectionKey)
            return base.SerializeElement(writer, serializeCollectionKey);

        foreach (string? name in Options.AllKeys)
            writer?.WriteAttributeString(name!, Options[name]);

        bool written = base.SerializeElement(writer, serializeCollectionKey);
        ChildXml.Write(writer, OptionElements);
        return written || Options.Count > 0 || OptionElements.Count > 0;
    }

    private void CopyOptions(ConfigurationElement? from)
    {
        if (from is not ConfigurationElementBase element)
            return;

        Options = new NameValueCollection(element.Options);
        OptionElements = new NameValueCollection(element.OptionElements);
    }
}
