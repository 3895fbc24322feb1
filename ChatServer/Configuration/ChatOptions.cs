using System.Configuration;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Configuration;

/// <summary>What the section <c>&lt;chat&gt;</c> says, validated.</summary>
public sealed record ChatOptions
{
    /// <summary>How much is kept.</summary>
    public StoreLimits Store { get; init; } = new();

    /// <summary>The lowest level that is logged. Default Warn.</summary>
    public LogLevel LogLevel { get; init; } = LogLevel.Warn;

    /// <summary>Reads the section of a configuration file.</summary>
    /// <param name="configFile">Path of the file; empty for defaults.</param>
    /// <returns>The options; defaults where the file says nothing.</returns>
    /// <exception cref="ConfigurationErrorsException">The section has an error.</exception>
    public static ChatOptions Load(string configFile)
    {
        if (configFile.Length == 0)
            return new ChatOptions();

        var map = new ExeConfigurationFileMap { ExeConfigFilename = configFile };
        System.Configuration.Configuration file = ConfigurationManager.OpenMappedExeConfiguration(map, ConfigurationUserLevel.None);
        return file.GetSection(ChatSection.SectionName) switch
        {
            null => new ChatOptions(),
            ChatSection section => Map(section),
            _ => throw new ConfigurationErrorsException(
                $"The section <{ChatSection.SectionName}> must be of type {typeof(ChatSection).FullName}, ChatServer.", configFile, 0),
        };
    }

    private static ChatOptions Map(ChatSection section) => new()
    {
        Store = new StoreLimits
        {
            MaxMessagesPerUser = section.Limits.MaxMessagesPerUser,
            MaxMessages = section.Limits.MaxMessages,
            MaxCharacters = section.Limits.MaxCharacters,
        },
        LogLevel = section.Log.Level,
    };
}
