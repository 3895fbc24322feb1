using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.SocketBase.Provider;

/// <summary>What a provider is for.</summary>
public class ProviderKey
{
    private ProviderKey(string name, Type type)
    {
        Name = name;
        Type = type;
    }

    /// <summary>Name of the kind.</summary>
    public string Name { get; }

    /// <summary>What the provider must be.</summary>
    public Type Type { get; }

    /// <summary>A server class.</summary>
    public static ProviderKey ServerType { get; } = new(nameof(ServerType), typeof(IAppServer));

    /// <summary>A socket server factory.</summary>
    public static ProviderKey SocketServerFactory { get; } = new(nameof(SocketServerFactory), typeof(ISocketServerFactory));

    /// <summary>A connection filter.</summary>
    public static ProviderKey ConnectionFilter { get; } = new(nameof(ConnectionFilter), typeof(IConnectionFilter));

    /// <summary>A log factory.</summary>
    public static ProviderKey LogFactory { get; } = new(nameof(LogFactory), typeof(ILogFactory));

    /// <summary>A receive filter factory.</summary>
    public static ProviderKey ReceiveFilterFactory { get; } = new(nameof(ReceiveFilterFactory), typeof(IReceiveFilterFactory));

    /// <summary>A command loader.</summary>
    public static ProviderKey CommandLoader { get; } = new(nameof(CommandLoader), typeof(ICommandLoader));
}
