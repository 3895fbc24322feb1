using System.Configuration;
using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.SocketEngine;

/// <summary>Where the section of a bootstrap was read from, to read it again or to change it.</summary>
internal sealed class ConfigSectionFile
{
    private readonly string _file;
    private readonly string _section;

    private readonly Action<System.Configuration.Configuration>? _adjust;

    private ConfigSectionFile(string file, string section, string? source, DefaultBootstrap? bootstrap)
    {
        _adjust = bootstrap?.Adjust;
        _file = file;
        _section = section;
        string[] all = source == null ? [file] : [file, source];
        Files = [.. all.Concat(bootstrap?.FilesBesides ?? []).Distinct()];
    }

    /// <summary>The file, the one that the attribute <c>configSource</c> of the section names, and those that the application reads besides.</summary>
    public IReadOnlyCollection<string> Files { get; }

    /// <summary>Name of the section.</summary>
    public string Section => _section;

    /// <summary>The file of a section.</summary>
    /// <returns><see langword="null"/> if the section was made in code.</returns>
    public static ConfigSectionFile? Of(ConfigurationSection section, IBootstrap bootstrap)
    {
        string? source = section.GetConfigSource();
        string? file = string.IsNullOrEmpty(bootstrap.StartupConfigFile) ? source : bootstrap.StartupConfigFile;
        return string.IsNullOrEmpty(file)
            ? null
            : new ConfigSectionFile(
                Path.GetFullPath(file),
                section.SectionInformation.SectionName,
                source == null ? null : Path.GetFullPath(source),
                bootstrap as DefaultBootstrap);
    }

    /// <summary>Reads the section as it is now.</summary>
    /// <exception cref="ConfigurationErrorsException">The file has an error, or no such section.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public IConfigurationSource Read()
    {
        ConfigurationSection? section = Open();
        if (section != null)
            _adjust?.Invoke(section.CurrentConfiguration);
        return section as IConfigurationSource ?? throw HasNoSection();
    }

    /// <summary>Reads all values of the file.</summary>
    /// <exception cref="ConfigurationErrorsException">The file has an error.</exception>
    public IReadOnlyDictionary<string, string> ReadValues()
    {
        System.Configuration.Configuration file = OpenFile();
        _adjust?.Invoke(file);
        return ConfigurationValues.Read(file);
    }

    /// <summary>Changes the servers in the file; the comments inside of the section are lost.</summary>
    /// <exception cref="Exception">The file cannot be read or written.</exception>
    public void Change(Action<ServerCollection> change)
    {
        SocketServiceConfig section = Open() as SocketServiceConfig ?? throw HasNoSection();
        change(section.Servers);
        section.CurrentConfiguration.Save(ConfigurationSaveMode.Minimal);
    }

    private System.Configuration.Configuration OpenFile()
        => ConfigurationManager.OpenMappedExeConfiguration(new ExeConfigurationFileMap { ExeConfigFilename = _file }, ConfigurationUserLevel.None);

    private ConfigurationSection? Open()
    {
        // A file that is not there would be read as an empty one.
        if (!File.Exists(_file))
            throw new FileNotFoundException($"There is no configuration file '{_file}'.", _file);

        try
        {
            return OpenFile().GetSection(_section);
        }
        catch (ConfigurationErrorsException e)
        {
            throw ConfigurationErrors.Unwrap(e);
        }
    }

    private ConfigurationErrorsException HasNoSection() => new($"The configuration file has no section <{_section}>.", _file, 0);
}
