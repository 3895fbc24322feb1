using System.Configuration;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Logging;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Configuration;

/// <summary>What the section <c>&lt;chat&gt;</c> says, validated.</summary>
public sealed record ChatOptions : LocalChatOptions
{
    /// <summary>What one connection may do.</summary>
    public SessionLimits SessionLimits { get; init; } = new();

    /// <summary>What all connections from one address may do together.</summary>
    public AddressLimits AddressLimits { get; init; } = new();

    /// <summary>The group of the tutorial's WebSocket.</summary>
    public TutorialOptions Tutorial { get; init; } = new();

    /// <summary>The lowest level that is logged. Default Warn.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warn;

    /// <summary>Where administrators reach the server.</summary>
    public AdminOptions Admin { get; init; } = new();

    /// <summary>The Unix socket for administrators; <see langword="null"/> if there is none: then nothing is configured, and there is nothing to change.</summary>
    public string? AdminSocket
        => !Admin.HasSocket ? null
            : Admin.Path.Length > 0 ? Admin.Path
            : Store.Path.Length == 0 || this is { Accounts.Mode: AccountMode.None, Store.Type: StoreType.Memory } ? null
            : Path.Combine(Store.Path, "admin.sock");

    /// <summary>The file with the token of administrators who come over TCP.</summary>
    public string AdminTokenFile => Admin.TokenFile.Length > 0 ? Admin.TokenFile : Path.Combine(Store.Path, "admin.token");

    /// <summary>How lines of the log are written. Default <see cref="LogFormat.Auto"/>.</summary>
    public LogFormat LogFormat { get; init; }

    /// <inheritdoc/>
    public override bool IsInternalId(string id) => TutorialOptions.IsMemberId(id);

    /// <summary>Reads the section of a configuration file.</summary>
    /// <param name="configFile">Path of the file; empty for defaults.</param>
    /// <returns>The options; defaults where the file says nothing.</returns>
    /// <exception cref="ConfigurationErrorsException">The section has an error.</exception>
    public static ChatOptions Load(string configFile)
    {
        return configFile.Length == 0 ? new ChatOptions() : Of(ReadSection(configFile), configFile);
    }

    /// <summary>Reads the section of a configuration file, with the settings of the environment.</summary>
    /// <param name="configFile">Path of the file.</param>
    /// <exception cref="ConfigurationErrorsException">The section has an error.</exception>
    internal static ChatSection ReadSection(string configFile)
    {
        var map = new ExeConfigurationFileMap { ExeConfigFilename = configFile };
        System.Configuration.Configuration file = ConfigurationManager.OpenMappedExeConfiguration(map, ConfigurationUserLevel.None);
        ChatSection section = file.GetSection(ChatSection.SectionName) switch
        {
            null => new ChatSection(),
            ChatSection own => own,
            _ => throw new ConfigurationErrorsException(
                $"The section <{ChatSection.SectionName}> must be of type {typeof(ChatSection).FullName}, ChatServer.", configFile, 0),
        };
        EnvironmentSettings.Apply(section, ChatSection.SectionName);
        return section;
    }

    /// <summary>What a section says.</summary>
    /// <param name="section">The section.</param>
    /// <param name="configFile">The file that it was read from.</param>
    /// <exception cref="ConfigurationErrorsException">A value is wrong.</exception>
    internal static ChatOptions Of(ChatSection section, string configFile) => Map(section, Path.GetDirectoryName(Path.GetFullPath(configFile))!);

    private static ChatOptions Map(ChatSection section, string directory) => new()
    {
        Store = section.Store.ToOptions(directory),
        Limits = section.Limits.ToStoreLimits(),
        SessionLimits = section.Limits.ToSessionLimits(),
        AddressLimits = section.Limits.ToAddressLimits(),
        Accounts = section.Accounts.ToOptions(),
        Tutorial = section.Tutorial.ToOptions(),
        Admin = section.Admin.ToOptions(directory),
        LogLevel = section.Log.Level,
        LogFormat = section.Log.Format,
    };
}
