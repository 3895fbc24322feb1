using System.Configuration;
using System.Globalization;
using SuperSocket.Common;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Everything that a configuration file says, and the defaults of what it does not say, as texts by their place: <c>chat/limits/maxAge</c>. An element of
/// a collection has a place of its own, without a text.
/// </summary>
internal static class ConfigurationValues
{
    /// <summary>Reads all sections. One that cannot be read is left out: nobody asks for it, or its reader reports the error.</summary>
    /// <param name="configuration">The file.</param>
    public static IReadOnlyDictionary<string, string> Read(System.Configuration.Configuration configuration)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string name in configuration.Sections.Keys)
        {
            try
            {
                if (configuration.Sections[name] is { ElementInformation.IsPresent: true } section and not IgnoreSection)
                    Add(section, name, values);
            }
            catch (ConfigurationErrorsException)
            {
                // See above.
            }
        }

        return values;
    }

    private static void Add(ConfigurationElement element, string place, IDictionary<string, string> values)
    {
        foreach (PropertyInformation property in element.ElementInformation.Properties)
        {
            string name = property.Name.Length == 0 ? place : $"{place}/{property.Name}";
            switch (property.Value)
            {
                case ConfigurationElementCollection collection:
                    AddAll(collection, name, values);
                    break;
                case ConfigurationElement child:
                    Add(child, name, values);
                    break;
                default:
                    values[name] = Convert.ToString(property.Value, CultureInfo.InvariantCulture) ?? string.Empty;
                    break;
            }
        }

        if (element is not ConfigurationElementBase { } named)
            return;
        foreach (string? option in named.Options.AllKeys)
            values[$"{place}/{option}"] = named.Options[option] ?? string.Empty;
        foreach (string? option in named.OptionElements.AllKeys)
            values[$"{place}/<{option}>"] = named.OptionElements[option] ?? string.Empty;
    }

    private static void AddAll(ConfigurationElementCollection collection, string place, IDictionary<string, string> values)
    {
        int number = 0;
        foreach (ConfigurationElement element in collection)
        {
            string name = element.ElementInformation.Properties.OfType<PropertyInformation>().FirstOrDefault(property => property.Name == "name")?.Value is string { Length: > 0 } text
                ? text
                : $"{++number}";
            values[$"{place}/{name}"] = string.Empty;
            Add(element, $"{place}/{name}", values);
        }
    }
}
