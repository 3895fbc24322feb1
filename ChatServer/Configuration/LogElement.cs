using System.ComponentModel;
using System.Configuration;
using ChatServer.Logging;
using SuperSocket.Common;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Configuration;

/// <summary>The element <c>&lt;log&gt;</c>.</summary>
public sealed class LogElement : ConfigurationElement
{
    /// <summary>See <see cref="ChatOptions.LogLevel"/>.</summary>
    [ConfigurationProperty("level", DefaultValue = LogLevel.Warn)]
    [TypeConverter(typeof(WordConverter<LogLevel>))]
    public LogLevel Level => (LogLevel)this["level"];

    /// <summary>See <see cref="ChatOptions.LogFormat"/>.</summary>
    [ConfigurationProperty("format", DefaultValue = LogFormat.Auto)]
    [NeedsRestart("all lines of one log have the same format")]
    [TypeConverter(typeof(WordConverter<LogFormat>))]
    public LogFormat Format => (LogFormat)this["format"];
}
