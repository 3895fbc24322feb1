namespace SuperSocket.SocketBase.Config;

/// <summary>A whole configuration, set in code.</summary>
public class ConfigurationSource : RootConfig, IConfigurationSource
{
    /// <summary>Makes a configuration without servers.</summary>
    public ConfigurationSource()
    {
    }

    /// <summary>Copies a configuration. The servers and types of the copy are plain objects of its own.</summary>
    /// <param name="source">The configuration to copy.</param>
    public ConfigurationSource(IConfigurationSource source)
        : base(source)
    {
        Servers = source.Servers.Select(server => new ServerConfig(server)).ToArray();
        ServerTypes = Copy(source.ServerTypes);
        ConnectionFilters = Copy(source.ConnectionFilters);
        LogFactories = Copy(source.LogFactories);
        ReceiveFilterFactories = Copy(source.ReceiveFilterFactories);
        CommandLoaders = Copy(source.CommandLoaders);
    }

    /// <inheritdoc/>
    public IEnumerable<IServerConfig> Servers { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ITypeProvider> ServerTypes { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ITypeProvider> ConnectionFilters { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ITypeProvider> LogFactories { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ITypeProvider> ReceiveFilterFactories { get; set; } = [];

    /// <inheritdoc/>
    public IEnumerable<ITypeProvider> CommandLoaders { get; set; } = [];

    // An application's own source may leave a list null.
    private static TypeProviderConfig[] Copy(IEnumerable<ITypeProvider>? types) =>
        types?.Select(type => new TypeProviderConfig { Name = type.Name, Type = type.Type }).ToArray() ?? [];
}
