using System.Configuration;
using System.Globalization;
using SuperSocket.Common;

namespace ChatServer.Configuration;

/// <summary>The way from a section of the configuration to one of its attributes, by the names of elements, and in a list by the name or the number of an entry.</summary>
/// <param name="section">The section.</param>
/// <param name="sectionName">Its name.</param>
/// <param name="variable">What the way was written in, for errors.</param>
/// <param name="names">The names.</param>
internal sealed class SettingPath(ConfigurationSection section, string sectionName, string variable, string[] names)
{
    /// <summary>Whether there is such an attribute, as far as that is known: a server may have attributes that only its class knows.</summary>
    public bool IsKnown => FindProperty(FindElement(), names[^1]) is { } property && !IsElement(property);

    /// <summary>Changes the value of the attribute.</summary>
    /// <param name="text">The value, as in a file.</param>
    /// <exception cref="ConfigurationErrorsException">There is no such attribute, or the value is wrong.</exception>
    public void Set(string text)
    {
        ConfigurationElement element = FindElement();
        PropertyInformation? property = FindProperty(element, names[^1]);
        if (property != null && !IsElement(property))
            Set(property, text);
        else if (property == null && element is ConfigurationElementBase open)
            open.Options.Set(open.Options.AllKeys.FirstOrDefault(key => IsSame(key, names[^1])) ?? names[^1], text);
        else
            throw Unknown(names.Length - 1, GetProperties(element).Where(known => !IsElement(known)).Select(known => known.Name));
    }

    private ConfigurationElement FindElement()
    {
        ConfigurationElement element = section;
        for (int i = 0; i < names.Length - 1; i++)
            element = element is ConfigurationElementCollection list ? FindEntry(list, i) : FindChild(element, i);

        // An attribute of a list would be an entry without an attribute.
        return element is ConfigurationElementCollection entries ? throw Unknown(names.Length - 1, GetNames(entries), "; write the attribute behind the entry") : element;
    }

    private ConfigurationElement FindChild(ConfigurationElement element, int index)
        => FindProperty(element, names[index])?.Value as ConfigurationElement
            ?? throw Unknown(index, GetProperties(element).Where(IsElement).Select(property => property.Name));

    private ConfigurationElement FindEntry(ConfigurationElementCollection list, int index)
    {
        ConfigurationElement[] entries = [.. list.Cast<ConfigurationElement>()];
        if (Array.Find(entries, entry => IsSame(GetName(entry), names[index])) is { } named)
            return named;
        return int.TryParse(names[index], NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= entries.Length
            ? entries[number - 1]
            : throw Unknown(index, GetNames(list));
    }

    private void Set(PropertyInformation property, string text)
    {
        try
        {
            object value = property.Converter.ConvertFromInvariantString(text)!;
            property.Validator?.Validate(value);
            property.Value = value;
        }
        catch (Exception e) when (e is not ConfigurationErrorsException)
        {
            // Converters throw whatever they like.
            string reason = e.Message.Split(" (Parameter")[0];
            throw new ConfigurationErrorsException($"The variable {variable} of the environment has a wrong value: {reason}", e);
        }
    }

    private ConfigurationErrorsException Unknown(int index, IEnumerable<string> known, string hint = "")
    {
        string place = string.Join('/', names.Take(index).Prepend(sectionName));
        string end = hint.Length > 0 ? hint + "." : NearestName.Suggest(names[index], known);
        return new ConfigurationErrorsException($"The variable {variable} of the environment names no setting: {place} has no '{names[index]}'{end}");
    }

    private static PropertyInformation? FindProperty(ConfigurationElement element, string name)
        => GetProperties(element).FirstOrDefault(property => IsSame(property.Name, name));

    private static IEnumerable<PropertyInformation> GetProperties(ConfigurationElement element)
        => element.ElementInformation.Properties.Cast<PropertyInformation>().Where(property => property.Name.Length > 0);

    private static IEnumerable<string> GetNames(ConfigurationElementCollection list) => list.Cast<ConfigurationElement>().Select(GetName).OfType<string>();

    private static string? GetName(ConfigurationElement entry) => FindProperty(entry, "name")?.Value as string;

    private static bool IsElement(PropertyInformation property) => typeof(ConfigurationElement).IsAssignableFrom(property.Type);

    private static bool IsSame(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
