using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Provider;

namespace SuperSocket.SocketEngine;

/// <summary>Turns the names in a server's configuration into what makes its parts.</summary>
internal static class Providers
{
    /// <summary>The type of a server: that of <c>serverTypeName</c>, else <c>serverType</c>.</summary>
    public static string ServerType(IConfigurationSource source, IServerConfig config)
    {
        if (!string.IsNullOrEmpty(config.ServerTypeName))
            return Supported(Find(source.ServerTypes, config.ServerTypeName, "serverTypeName", "serverTypes"), "serverTypeName").Type;
        UnsupportedTypes.Refuse(config.ServerType, "serverType");
        if (!string.IsNullOrEmpty(config.ServerType))
            return config.ServerType;
        throw new ProviderException("it has no type: set the attribute serverType or serverTypeName.");
    }

    /// <summary>All providers that a server's configuration names, and the log factory that it uses.</summary>
    public static IEnumerable<ProviderFactoryInfo> Of(IConfigurationSource source, IServerConfig config, ILogFactory logFactory)
    {
        yield return new ProviderFactoryInfo(ProviderKey.LogFactory, config.LogFactory ?? string.Empty, logFactory);

        if (!string.IsNullOrEmpty(config.ReceiveFilterFactory))
        {
            ITypeProvider found = Find(source.ReceiveFilterFactories, config.ReceiveFilterFactory, "receiveFilterFactory", "receiveFilterFactories");
            yield return Info(ProviderKey.ReceiveFilterFactory, Supported(found, "receiveFilterFactory"));
        }

        foreach (ITypeProvider filter in FindAll(source.ConnectionFilters, config.ConnectionFilter, "connectionFilter", "connectionFilters"))
            yield return Info(ProviderKey.ConnectionFilter, filter);
        foreach (ITypeProvider loader in FindAll(source.CommandLoaders, config.CommandLoader, "commandLoader", "commandLoaders"))
            yield return Info(ProviderKey.CommandLoader, Supported(loader, "commandLoader"));
    }

    /// <summary>A new log factory by its configured name.</summary>
    public static ILogFactory CreateLogFactory(IConfigurationSource source, string name)
    {
        ITypeProvider found = Find(source.LogFactories, name, "logFactory", "logFactories");
        return (ILogFactory)Activator.CreateInstance(TypeResolver.Resolve(found.Type))!;
    }

    private static ProviderFactoryInfo Info(ProviderKey key, ITypeProvider provider) => new(key, provider.Name, TypeResolver.Resolve(provider.Type));

    private static ITypeProvider Supported(ITypeProvider provider, string attribute)
    {
        UnsupportedTypes.Refuse(provider.Type, $"{attribute}=\"{provider.Name}\"");
        return provider;
    }

    // In the order of definition.
    private static ITypeProvider[] FindAll(IEnumerable<ITypeProvider>? defined, string? names, string attribute, string element)
    {
        if (string.IsNullOrEmpty(names))
            return [];
        string[] wanted = names.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (string name in wanted)
            Find(defined, name, attribute, element);
        return (defined ?? []).Where(provider => wanted.Contains(provider.Name, StringComparer.OrdinalIgnoreCase)).ToArray();
    }

    private static ITypeProvider Find(IEnumerable<ITypeProvider>? defined, string name, string attribute, string element)
        => (defined ?? []).FirstOrDefault(provider => string.Equals(provider.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ProviderException($"{attribute}=\"{name}\" is not defined in <{element}>.");
}
