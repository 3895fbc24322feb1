using System.Collections.Specialized;
using System.Configuration;
using System.Xml;

namespace SuperSocket.Common;

/// <summary>Reads options and child elements of a configuration.</summary>
public static class ConfigurationExtension
{
    /// <summary>An option's text.</summary>
    /// <param name="collection">The options; may be <see langword="null"/>.</param>
    /// <param name="key">Name of the option.</param>
    /// <returns>The text; empty when absent.</returns>
    /// <exception cref="ArgumentNullException">The name is empty.</exception>
    public static string GetValue(this NameValueCollection? collection, string key) => collection.GetValue(key, string.Empty);

    /// <summary>An option's text.</summary>
    /// <param name="collection">The options; may be <see langword="null"/>.</param>
    /// <param name="key">Name of the option.</param>
    /// <param name="defaultValue">What an absent option means.</param>
    /// <returns>The text, or the default when absent.</returns>
    /// <exception cref="ArgumentNullException">The name is empty.</exception>
    public static string GetValue(this NameValueCollection? collection, string key, string defaultValue)
    {
        if (string.IsNullOrEmpty(key))
            throw new ArgumentNullException(nameof(key));

        return collection?[key] ?? defaultValue;
    }

    /// <summary>A child element as the application's own type. Of several elements of one name the first counts.</summary>
    /// <typeparam name="TConfig">The application's type: an element, or a collection of elements.</typeparam>
    /// <param name="childElements">The elements, name to XML; may be <see langword="null"/>.</param>
    /// <param name="childConfigName">Name of the element.</param>
    /// <returns>The element, or <see langword="null"/> when absent.</returns>
    /// <exception cref="ArgumentNullException">The name is empty.</exception>
    /// <exception cref="ConfigurationErrorsException">The element does not fit the type.</exception>
    public static TConfig? GetChildConfig<TConfig>(this NameValueCollection? childElements, string childConfigName)
        where TConfig : ConfigurationElement, new()
    {
        if (string.IsNullOrEmpty(childConfigName))
            throw new ArgumentNullException(nameof(childConfigName));

        string? xml = childElements?.GetValues(childConfigName)?.FirstOrDefault();
        return string.IsNullOrEmpty(xml) ? null : DeserializeChildConfig<TConfig>(xml);
    }

    /// <summary>Makes the application's own type from an element's XML.</summary>
    /// <typeparam name="TConfig">The application's type: an element, or a collection of elements.</typeparam>
    /// <param name="childConfig">The element with its tag. Namespaces of a schema are ignored.</param>
    /// <returns>The element.</returns>
    /// <exception cref="ConfigurationErrorsException">The text is not XML, or does not fit the type.</exception>
    public static TConfig DeserializeChildConfig<TConfig>(string childConfig)
        where TConfig : ConfigurationElement, new()
    {
        ArgumentException.ThrowIfNullOrEmpty(childConfig);
        var element = new TConfig();
        string? name = null;

        try
        {
            var xml = ChildXml.WithoutSchema(childConfig);
            name = xml.Name.LocalName;
            using var reader = xml.CreateReader();
            element.Deserialize(reader);
        }
        catch (ConfigurationErrorsException e)
        {
            throw new ConfigurationErrorsException($"The element <{name}> is wrong: {e.BareMessage}", e);
        }
        catch (XmlException e)
        {
            throw new ConfigurationErrorsException($"A child element is not well-formed XML: {e.Message}", e);
        }

        return element;
    }

    /// <summary>Fills an element from XML. A collection takes the item names of its ConfigurationCollection attribute.</summary>
    /// <typeparam name="TElement">Type of the element.</typeparam>
    /// <param name="section">The element to fill.</param>
    /// <param name="reader">Stands before or on the element's tag; stands on its end afterwards.</param>
    /// <exception cref="ConfigurationErrorsException">The XML does not fit the element.</exception>
    public static void Deserialize<TElement>(this TElement section, XmlReader reader)
        where TElement : ConfigurationElement
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(reader);

        reader.MoveToContent();
        ElementAccess.TakeItemNames(section);
        ElementAccess.Deserialize(section, reader);
        ElementAccess.ThrowIfWrong(section);
    }

    /// <summary>The file that an element was read from.</summary>
    /// <param name="config">The element.</param>
    /// <returns>Full path, or <see langword="null"/> when the element was made in code.</returns>
    public static string? GetConfigSource(this ConfigurationElement config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return config.ElementInformation.Source;
    }

    /// <summary>
    /// Copies what an object's properties hold to the attributes and child elements of the same names, and to the element's
    /// settable properties. Properties that are <see langword="null"/> or unknown to the element are left out.
    /// </summary>
    /// <param name="configElement">The element to fill.</param>
    /// <param name="source">The object to copy from.</param>
    /// <exception cref="ConfigurationErrorsException">A value is not allowed, or the element is read-only.</exception>
    public static void LoadFrom(this ConfigurationElement configElement, object source)
    {
        ArgumentNullException.ThrowIfNull(configElement);
        ArgumentNullException.ThrowIfNull(source);
        ElementCopy.Fill(configElement, source);
    }

    /// <summary>The configuration that an element belongs to. One that was opened for reading only is opened again from its file.</summary>
    /// <param name="configElement">The element.</param>
    /// <returns>The configuration, or <see langword="null"/> when the element was made in code.</returns>
    public static Configuration? GetCurrentConfiguration(this ConfigurationElement configElement)
    {
        ArgumentNullException.ThrowIfNull(configElement);

        if (configElement.CurrentConfiguration is { } configuration)
            return configuration;

        string? file = configElement.GetConfigSource();

        if (string.IsNullOrEmpty(file) || !File.Exists(file))
            return null;

        var map = new ExeConfigurationFileMap { ExeConfigFilename = file };
        return ConfigurationManager.OpenMappedExeConfiguration(map, ConfigurationUserLevel.None);
    }
}
