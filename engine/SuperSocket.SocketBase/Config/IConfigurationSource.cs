namespace SuperSocket.SocketBase.Config;

/// <summary>A whole configuration: the root, the servers, and the types that they name.</summary>
public interface IConfigurationSource : IRootConfig
{
    /// <summary>The servers.</summary>
    IEnumerable<IServerConfig> Servers { get; }

    /// <summary>Server classes by name.</summary>
    IEnumerable<ITypeProvider> ServerTypes { get; }

    /// <summary>Connection filters by name.</summary>
    IEnumerable<ITypeProvider> ConnectionFilters { get; }

    /// <summary>Log factories by name.</summary>
    IEnumerable<ITypeProvider> LogFactories { get; }

    /// <summary>Receive filter factories by name.</summary>
    IEnumerable<ITypeProvider> ReceiveFilterFactories { get; }

    /// <summary>Command loaders by name.</summary>
    IEnumerable<ITypeProvider> CommandLoaders { get; }
}
