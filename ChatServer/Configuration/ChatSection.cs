using System.ComponentModel;
using System.Configuration;

namespace ChatServer.Configuration;

/// <summary>The section <c>&lt;chat&gt;</c> of the configuration file.</summary>
public sealed class ChatSection : ConfigurationSection
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "chat";

    /// <summary>Where messages and accounts are kept.</summary>
    [ConfigurationProperty("store")]
    public StoreElement Store => (StoreElement)this["store"];

    /// <summary>How much is kept.</summary>
    [ConfigurationProperty("limits")]
    public LimitsElement Limits => (LimitsElement)this["limits"];

    /// <summary>What is logged.</summary>
    [ConfigurationProperty("log")]
    public LogElement Log => (LogElement)this["log"];
}

/// <summary>The element <c>&lt;store&gt;</c>.</summary>
public sealed class StoreElement : ConfigurationElement
{
    /// <summary>See <see cref="StoreOptions.Type"/>.</summary>
    [ConfigurationProperty("type", DefaultValue = StoreType.Journal)]
    [TypeConverter(typeof(WordConverter<StoreType>))]
    public StoreType Type => (StoreType)this["type"];

    /// <summary>See <see cref="StoreOptions.Path"/>; relative to the directory of the configuration file.</summary>
    [ConfigurationProperty("path", DefaultValue = "data")]
    [StringValidator(MinLength = 1)]
    public string Path => (string)this["path"];
}

/// <summary>The element <c>&lt;limits&gt;</c>.</summary>
public sealed class LimitsElement : ConfigurationElement
{
    /// <summary>See <see cref="StoreLimits.MaxMessagesPerUser"/>.</summary>
    [ConfigurationProperty("maxMessagesPerUser", DefaultValue = 100_000)]
    [IntegerValidator(MinValue = 1)]
    public int MaxMessagesPerUser => (int)this["maxMessagesPerUser"];

    /// <summary>See <see cref="StoreLimits.MaxCharactersPerUser"/>.</summary>
    [ConfigurationProperty("maxCharactersPerUser", DefaultValue = 67_108_864L)]
    [LongValidator(MinValue = 1)]
    public long MaxCharactersPerUser => (long)this["maxCharactersPerUser"];

    /// <summary>See <see cref="StoreLimits.MaxMessages"/>.</summary>
    [ConfigurationProperty("maxMessages", DefaultValue = 2_000_000L)]
    [LongValidator(MinValue = 1)]
    public long MaxMessages => (long)this["maxMessages"];

    /// <summary>See <see cref="StoreLimits.MaxCharacters"/>.</summary>
    [ConfigurationProperty("maxCharacters", DefaultValue = 268_435_456L)]
    [LongValidator(MinValue = 1)]
    public long MaxCharacters => (long)this["maxCharacters"];
}

/// <summary>The element <c>&lt;log&gt;</c>.</summary>
public sealed class LogElement : ConfigurationElement
{
    /// <summary>See <see cref="ChatOptions.LogLevel"/>.</summary>
    [ConfigurationProperty("level", DefaultValue = SuperSocket.SocketBase.Logging.LogLevel.Warn)]
    [TypeConverter(typeof(WordConverter<SuperSocket.SocketBase.Logging.LogLevel>))]
    public SuperSocket.SocketBase.Logging.LogLevel Level => (SuperSocket.SocketBase.Logging.LogLevel)this["level"];
}
