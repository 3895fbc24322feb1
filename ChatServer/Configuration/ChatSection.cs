using System.ComponentModel;
using System.Configuration;
using ChatServer.Core.Storage;
using ChatServer.Logging;

namespace ChatServer.Configuration;

/// <summary>The section <c>&lt;chat&gt;</c> of the configuration file.</summary>
public sealed class ChatSection : ConfigurationSection
{
    /// <summary>Name of the section.</summary>
    public const string SectionName = "chat";

    /// <summary>Where messages and accounts are kept.</summary>
    [ConfigurationProperty("store")]
    public StoreElement Store => (StoreElement)this["store"];

    /// <summary>How much is kept, and what clients may do.</summary>
    [ConfigurationProperty("limits")]
    public LimitsElement Limits => (LimitsElement)this["limits"];

    /// <summary>Who may log in.</summary>
    [ConfigurationProperty("accounts")]
    public AccountsElement Accounts => (AccountsElement)this["accounts"];

    /// <summary>The group of the tutorial's WebSocket.</summary>
    [ConfigurationProperty("tutorial")]
    public TutorialElement Tutorial => (TutorialElement)this["tutorial"];

    /// <summary>Where administrators reach the server.</summary>
    [ConfigurationProperty("admin")]
    public AdminElement Admin => (AdminElement)this["admin"];

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

/// <summary>The element <c>&lt;log&gt;</c>.</summary>
public sealed class LogElement : ConfigurationElement
{
    /// <summary>See <see cref="ChatOptions.LogLevel"/>.</summary>
    [ConfigurationProperty("level", DefaultValue = SuperSocket.SocketBase.Logging.LogLevel.Warn)]
    [TypeConverter(typeof(WordConverter<SuperSocket.SocketBase.Logging.LogLevel>))]
    public SuperSocket.SocketBase.Logging.LogLevel Level => (SuperSocket.SocketBase.Logging.LogLevel)this["level"];

    /// <summary>See <see cref="ChatOptions.LogFormat"/>.</summary>
    [ConfigurationProperty("format", DefaultValue = LogFormat.Auto)]
    [TypeConverter(typeof(WordConverter<LogFormat>))]
    public LogFormat Format => (LogFormat)this["format"];
}
