using System.Configuration;
using System.Globalization;
using System.Reflection;
using SuperSocket.Common;

namespace SuperSocket.SocketEngine;

/// <summary>Our extension: reads which settings of a section a running server does not take over, from <see cref="NeedsRestartAttribute"/>.</summary>
public static class RestartRules
{
    private const string Unknown = "nobody takes it over";

    /// <summary>Finds out why a changed setting needs a restart.</summary>
    /// <param name="section">Type of the section.</param>
    /// <param name="path">Names of elements, and then of an attribute, from the section on.</param>
    /// <param name="before">The value before; <see langword="null"/> if there was none.</param>
    /// <param name="now">The value now; <see langword="null"/> if there is none.</param>
    /// <returns>The reason; <see langword="null"/> if the running servers take it over.</returns>
    public static string? Find(Type section, IEnumerable<string> path, string? before, string? now)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(path);
        Type type = section;
        foreach (string name in path)
        {
            if (GetSettings(type).FirstOrDefault(setting => GetName(setting) == name) is not { } property)
                return Unknown;
            if (property.GetCustomAttribute<NeedsRestartAttribute>() is { } rule && rule.AppliesTo(before, now))
                return rule.Reason;
            type = property.PropertyType;
        }

        return null;
    }

    /// <summary>Gives settings that need a restart the values with which the servers run.</summary>
    /// <param name="changed">What the file says now; it is changed.</param>
    /// <param name="running">What the servers use.</param>
    public static void Keep(ConfigurationElement changed, ConfigurationElement running) => Keep(changed, running, isAll: false);

    private static void Keep(ConfigurationElement changed, ConfigurationElement running, bool isAll)
    {
        ArgumentNullException.ThrowIfNull(changed);
        ArgumentNullException.ThrowIfNull(running);
        foreach (PropertyInfo property in GetSettings(changed.GetType()))
        {
            PropertyInformation now = changed.ElementInformation.Properties[GetName(property)]!;
            PropertyInformation before = running.ElementInformation.Properties[GetName(property)]!;
            NeedsRestartAttribute? rule = property.GetCustomAttribute<NeedsRestartAttribute>();
            if (now.Value is ConfigurationElement element)
                Keep(element, (ConfigurationElement)before.Value, isAll || rule != null);
            else if (isAll || rule?.AppliesTo(GetText(before), GetText(now)) == true)
                now.Value = before.Value;
        }
    }

    private static string? GetText(PropertyInformation property) => Convert.ToString(property.Value, CultureInfo.InvariantCulture);

    private static IEnumerable<PropertyInfo> GetSettings(Type type)
        => type.GetProperties().Where(property => property.IsDefined(typeof(ConfigurationPropertyAttribute)));

    private static string GetName(PropertyInfo property) => property.GetCustomAttribute<ConfigurationPropertyAttribute>()!.Name;
}
