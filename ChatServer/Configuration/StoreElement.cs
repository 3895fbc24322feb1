using System.ComponentModel;
using System.Configuration;
using System.Net;
using ChatServer.Core.Storage;
using SuperSocket.Common;

namespace ChatServer.Configuration;

/// <summary>The element <c>&lt;store&gt;</c>.</summary>
public sealed class StoreElement : ConfigurationElement
{
    private const int MinSecret = 16;

    /// <summary>See <see cref="StoreOptions.Type"/>.</summary>
    [ConfigurationProperty("type", DefaultValue = StoreType.Journal)]
    [TypeConverter(typeof(WordConverter<StoreType>))]
    public StoreType Type => (StoreType)this["type"];

    /// <summary>See <see cref="StoreOptions.Path"/>; relative to the directory of the configuration file.</summary>
    [ConfigurationProperty("path", DefaultValue = "data")]
    [StringValidator(MinLength = 1)]
    public string Path => (string)this["path"];

    /// <summary>See <see cref="StoreOptions.Connection"/>.</summary>
    [ConfigurationProperty("connection", DefaultValue = "")]
    public string Connection => (string)this["connection"];

    /// <summary>See <see cref="StoreOptions.Node"/>.</summary>
    [ConfigurationProperty("node", DefaultValue = "1")]
    [StringValidator(MinLength = 1, MaxLength = 64)]
    public string Node => (string)this["node"];

    /// <summary>See <see cref="StoreOptions.Address"/>.</summary>
    [ConfigurationProperty("address", DefaultValue = "")]
    public string Address => (string)this["address"];

    /// <summary>See <see cref="StoreOptions.Secret"/>.</summary>
    [ConfigurationProperty("secret", DefaultValue = "")]
    public string Secret => (string)this["secret"];

    /// <summary>Reads the element.</summary>
    /// <param name="directory">The directory of the configuration file.</param>
    /// <exception cref="ConfigurationErrorsException">The attributes contradict each other.</exception>
    public StoreOptions ToOptions(string directory)
    {
        bool isPostgres = Type == StoreType.Postgres;
        if (isPostgres && Connection.Length == 0)
            throw Wrong("type=\"postgres\" needs connection=\"...\", for example connection=\"Host=localhost;Database=chat;Username=chat\".");
        if (!isPostgres && (Connection.Length > 0 || Address.Length > 0 || Secret.Length > 0))
            throw Wrong("connection, address and secret are only for type=\"postgres\".");
        if (Address.Length > 0 && !IPEndPoint.TryParse(Address, out _))
            throw Wrong($"address=\"{Address}\" must be an IP address and a port at which the other servers reach this one, for example 10.0.0.1:2030.");
        if (Address.Length > 0 && Secret.Length < MinSecret)
            throw Wrong($"address=\"...\" needs secret=\"...\" with at least {MinSecret} characters, the same for all servers of the database.");
        return new StoreOptions
        {
            Type = Type,
            Path = System.IO.Path.Combine(directory, ConfiguredPath.Normalize(Path)),
            Connection = Connection,
            Node = Node,
            Address = Address,
            Secret = Secret,
        };
    }

    private ConfigurationErrorsException Wrong(string message)
        => new($"<store>: {message}", ElementInformation.Source, ElementInformation.LineNumber);
}
