using System.ComponentModel;
using System.Configuration;
using ChatServer.Core.Storage;

namespace ChatServer.Configuration;

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
