using System.Collections;
using System.Configuration;

namespace ChatServer.Configuration;

/// <summary>
/// Settings of the environment, which replace those of the configuration file: <c>CHAT__limits__maxMessages</c> and
/// <c>SUPERSOCKET__servers__ChatSocket__port</c>. A name that ends with <c>_FILE</c> names a file with the value. Names are compared without regard to case.
/// </summary>
public static class EnvironmentSettings
{
    private const string Separator = "__";
    private const string FileSuffix = "_FILE";

    // The section, and how its variables begin.
    private static readonly (string Section, string Prefix)[] Sections =
        [(ChatSection.SectionName, "CHAT" + Separator), ("superSocket", "SUPERSOCKET" + Separator), ("socketServer", "SUPERSOCKET" + Separator)];

    /// <summary>The names of the variables that are set, sorted.</summary>
    public static IReadOnlyList<string> Names => [.. Find(Sections[0].Prefix).Concat(Find(Sections[1].Prefix)).Select(setting => setting.Name)];

    /// <summary>The files with values that variables name.</summary>
    public static IReadOnlyList<string> Files =>
    [
        .. Find(Sections[0].Prefix).Concat(Find(Sections[1].Prefix))
            .Where(setting => setting.Name.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) && setting.Value.Length > 0)
            .Select(setting => setting.Value),
    ];

    /// <summary>Applies the settings to all sections of a configuration file that can be read; those that cannot are for their readers to report.</summary>
    /// <param name="file">The file, as it was opened.</param>
    /// <exception cref="ConfigurationErrorsException">A variable names no setting, or has a wrong value.</exception>
    public static void Apply(System.Configuration.Configuration file)
    {
        ArgumentNullException.ThrowIfNull(file);
        foreach ((string name, _) in Sections)
        {
            if (TryRead(file, name) is { } section)
                Apply(section, name);
        }
    }

    /// <summary>Applies the settings to a section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="name">Its name.</param>
    /// <exception cref="ConfigurationErrorsException">A variable names no setting, or has a wrong value.</exception>
    public static void Apply(ConfigurationSection section, string name)
    {
        string prefix = Array.Find(Sections, known => known.Section == name).Prefix;
        var applied = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach ((string variable, string value) in Find(prefix))
        {
            var path = new SettingPath(section, name, variable, variable[prefix.Length..].Split(Separator));
            bool isFile = variable.EndsWith(FileSuffix, StringComparison.OrdinalIgnoreCase) && !path.IsKnown;
            string plain = isFile ? variable[..^FileSuffix.Length] : variable;
            if (!applied.TryAdd(plain, variable))
                throw new ConfigurationErrorsException($"The environment has both {applied[plain]} and {variable}; set only one of them.");
            if (isFile)
                new SettingPath(section, name, variable, plain[prefix.Length..].Split(Separator)).Set(ReadFile(variable, value));
            else
                path.Set(value);
        }
    }

    private static IEnumerable<(string Name, string Value)> Find(string prefix)
        => Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => (Name: (string)variable.Key, Value: (string?)variable.Value ?? string.Empty))
            .Where(variable => variable.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            .OrderBy(variable => variable.Name, StringComparer.Ordinal);

    private static ConfigurationSection? TryRead(System.Configuration.Configuration file, string name)
    {
        try
        {
            return file.GetSection(name) is { } section and not IgnoreSection and not DefaultSection ? section : null;
        }
        catch (ConfigurationErrorsException)
        {
            return null;
        }
    }

    // Files of secrets often end with a line feed that is no part of the secret.
    private static string ReadFile(string variable, string path)
    {
        try
        {
            return File.ReadAllText(path).TrimEnd('\r', '\n');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ConfigurationErrorsException($"The variable {variable} of the environment names the file '{path}', which cannot be read: {e.Message}");
        }
    }
}
