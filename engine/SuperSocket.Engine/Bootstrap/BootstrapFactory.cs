using System.Configuration;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <summary>Makes bootstraps.</summary>
public static class BootstrapFactory
{
    private const string SectionName = "superSocket";
    private const string LegacySectionName = "socketServer";

    /// <summary>Makes a bootstrap of the section <c>superSocket</c> (or <c>socketServer</c>) of the program's configuration file.</summary>
    /// <returns>The bootstrap; it is not initialised.</returns>
    /// <exception cref="ConfigurationErrorsException">The section is missing or of another type, or the file has an error.</exception>
    public static IBootstrap CreateBootstrap()
    {
        object? section = Read(ConfigurationManager.GetSection);
        string file = AppDomain.CurrentDomain.SetupInformation.ConfigurationFile() ?? string.Empty;
        return section switch
        {
            IConfigurationSource source => Create(source, file),
            null => throw new ConfigurationErrorsException(
                $"The configuration file has no section <{SectionName}> that <configSections> declares.", file, 0),
            _ => throw new ConfigurationErrorsException(
                $"The section <{SectionName}> is of type {section.GetType().FullName}; it must be SuperSocket.SocketEngine.Configuration.SocketServiceConfig, SuperSocket.SocketEngine.", file, 0),
        };
    }

    /// <summary>Makes a bootstrap of a section of the program's configuration file.</summary>
    /// <param name="configSectionName">Name of the section.</param>
    /// <returns>The bootstrap; it is not initialised.</returns>
    /// <exception cref="ArgumentException">The section is missing or of another type.</exception>
    public static IBootstrap CreateBootstrap(string configSectionName)
    {
        if (Read(_ => ConfigurationManager.GetSection(configSectionName)) is not IConfigurationSource source)
            throw new ArgumentException($"The configuration file has no section <{configSectionName}> of type SocketServiceConfig.", nameof(configSectionName));
        return Create(source, AppDomain.CurrentDomain.SetupInformation.ConfigurationFile() ?? string.Empty);
    }

    /// <summary>Makes a bootstrap of a configuration made in code.</summary>
    /// <param name="config">The configuration.</param>
    /// <returns>The bootstrap; it is not initialised.</returns>
    /// <exception cref="ArgumentNullException">There is no configuration.</exception>
    public static IBootstrap CreateBootstrap(IConfigurationSource config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return new DefaultBootstrap(config);
    }

    /// <summary>Makes a bootstrap of the section <c>superSocket</c> (or <c>socketServer</c>) of a configuration file.</summary>
    /// <param name="configFile">Path of the file.</param>
    /// <returns>The bootstrap; it is not initialised.</returns>
    /// <exception cref="ArgumentNullException">The file has no such section.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ConfigurationErrorsException">The file has an error.</exception>
    public static IBootstrap CreateBootstrapFromConfigFile(string configFile) => CreateBootstrapFromConfigFile(configFile, static _ => { }, []);

    /// <summary>
    /// Our extension: makes a bootstrap of a configuration file, of which some settings come from elsewhere, for example from the environment of the process.
    /// </summary>
    /// <param name="configFile">Path of the file.</param>
    /// <param name="adjust">Changes what was read; called again whenever a file has changed. It may throw a <see cref="ConfigurationErrorsException"/>.</param>
    /// <param name="files">Further files that <paramref name="adjust"/> reads.</param>
    /// <returns>The bootstrap; it is not initialised.</returns>
    /// <exception cref="ArgumentNullException">The file has no such section.</exception>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ConfigurationErrorsException">The file has an error.</exception>
    public static IBootstrap CreateBootstrapFromConfigFile(string configFile, Action<System.Configuration.Configuration> adjust, IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(adjust);
        ArgumentNullException.ThrowIfNull(files);
        string path = Path.GetFullPath(ConfiguredPath.Normalize(configFile));
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no configuration file '{path}'.", path);

        var map = new ExeConfigurationFileMap { ExeConfigFilename = path };
        if (Read(ReadAdjusted) is not IConfigurationSource source)
            throw new ArgumentNullException(nameof(configFile), $"The file '{path}' has no section <{SectionName}>.");
        return Create(source, path, adjust, [.. files.Select(Path.GetFullPath)]);

        object? ReadAdjusted(string name)
        {
            System.Configuration.Configuration file = ConfigurationManager.OpenMappedExeConfiguration(map, ConfigurationUserLevel.None);
            object? section = file.GetSection(name);
            if (section != null)
                adjust(file);
            return section;
        }
    }

    // An error says what is wrong and where, first of all.
    private static object? Read(Func<string, object?> section)
    {
        try
        {
            return section(SectionName) ?? section(LegacySectionName);
        }
        catch (ConfigurationErrorsException e)
        {
            throw ConfigurationErrors.Unwrap(e);
        }
    }

    private static DefaultBootstrap Create(
        IConfigurationSource source, string file, Action<System.Configuration.Configuration>? adjust = null, string[]? files = null)
    {
        var bootstrap = new DefaultBootstrap(source, file) { Adjust = adjust, FilesBesides = files ?? [] };
        if (source is ConfigurationSection section)
            ConfigurationWatcher.Watch(section, bootstrap);
        return bootstrap;
    }

    private static string? ConfigurationFile(this AppDomainSetup setup)
    {
        _ = setup;
        return ConfigurationManager.OpenExeConfiguration(ConfigurationUserLevel.None).FilePath;
    }
}
