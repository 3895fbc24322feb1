using System.Collections;
using System.Configuration;
using System.Reflection;

namespace SuperSocket.Common;

/// <summary>Fills configuration elements from plain objects.</summary>
internal static class ElementCopy
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static void Fill(ConfigurationElement element, object source)
    {
        foreach (var from in source.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (!from.CanRead || from.GetIndexParameters().Length > 0 || from.DeclaringType == typeof(ConfigurationElement))
                continue;

            if (from.GetValue(source) is { } value)
                Copy(element, from.Name, value);
        }
    }

    private static void Copy(ConfigurationElement element, string name, object value)
    {
        if (AttributeOf(element, name) is { } attribute)
            CopyToXml(element, attribute, value);
        else if (SettableOf(element, name) is { } settable && settable.PropertyType.IsInstanceOfType(value))
            settable.SetValue(element, value);
    }

    private static void CopyToXml(ConfigurationElement element, ConfigurationPropertyAttribute attribute, object value)
    {
        switch (ElementAccess.Get(element, attribute.Name))
        {
            case ConfigurationElementCollection collection when value is IEnumerable items:
                ElementAccess.Clear(collection);
                foreach (object item in items)
                    ElementAccess.AddCopy(collection, item);
                break;
            case ConfigurationElement child:
                Fill(child, value);
                break;
            default:
                ElementAccess.Set(element, attribute.Name, value);
                break;
        }
    }

    // A property and its attribute in the file may have different names; either one fits.
    private static ConfigurationPropertyAttribute? AttributeOf(ConfigurationElement element, string name) =>
        element.GetType().GetProperties(Everything)
            .Select(property => (property.Name, Attribute: property.GetCustomAttribute<ConfigurationPropertyAttribute>()))
            .Where(p => p.Attribute is not null)
            .OrderByDescending(p => p.Name == name)
            .FirstOrDefault(p => p.Name == name || string.Equals(p.Attribute!.Name, name, StringComparison.OrdinalIgnoreCase))
            .Attribute;

    private static PropertyInfo? SettableOf(ConfigurationElement element, string name) =>
        element.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
            .FirstOrDefault(p => p.Name == name && p.SetMethod is { IsPublic: true } && p.DeclaringType != typeof(ConfigurationElement));
}
