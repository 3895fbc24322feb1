using System.Collections.Concurrent;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>The log factories of one bootstrap: one object for each name, whichever servers use it. Thread-safe.</summary>
/// <param name="source">Where the names are defined.</param>
internal sealed class LogFactories(IConfigurationSource source)
{
    private readonly ConcurrentDictionary<string, ILogFactory> _made = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The log factory of a name; the default one for an empty name.</summary>
    /// <exception cref="ProviderException">The name or its type is unknown.</exception>
    public ILogFactory Get(string? name)
        => _made.GetOrAdd(name ?? string.Empty, key => key.Length == 0 ? new DefaultLogFactory() : Providers.CreateLogFactory(source, key));
}
