using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>The log factories of one bootstrap: one object for each name, whichever servers use it. Thread-safe.</summary>
/// <param name="source">Where the names are defined.</param>
internal sealed class LogFactories(IConfigurationSource source)
{
    private readonly Dictionary<string, ILogFactory> _made = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The log factory of a name; the default one for an empty name.</summary>
    /// <exception cref="ProviderException">The name or its type is unknown.</exception>
    public ILogFactory Get(string? name)
    {
        lock (_made)
        {
            if (!_made.TryGetValue(name ?? string.Empty, out ILogFactory? factory))
                _made.Add(name ?? string.Empty, factory = string.IsNullOrEmpty(name) ? new DefaultLogFactory() : Providers.CreateLogFactory(source, name));
            return factory;
        }
    }
}
