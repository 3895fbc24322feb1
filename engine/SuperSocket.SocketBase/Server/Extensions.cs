using System.Reflection;
using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.SocketBase;

/// <summary>Helpers for the bootstrap's servers.</summary>
public static class Extensions
{
    /// <summary>Finds a server of a bootstrap.</summary>
    /// <param name="bootstrap">The bootstrap.</param>
    /// <param name="name">The server's name, in any case.</param>
    /// <returns>The server, or <see langword="null"/>.</returns>
    /// <exception cref="ArgumentNullException">The name is empty.</exception>
    public static IWorkItem? GetServerByName(this IBootstrap bootstrap, string name)
    {
        if (string.IsNullOrEmpty(name))
            throw new ArgumentNullException(nameof(name));
        return bootstrap.AppServers.FirstOrDefault(server => string.Equals(server.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The figures that a server class reports: those of its metadata type, then its own, in their order.</summary>
    /// <param name="serverType">The server class.</param>
    /// <returns>One description a figure.</returns>
    public static StatusInfoAttribute[] GetStatusInfoMetadata(this Type serverType)
    {
        IEnumerable<StatusInfoAttribute> figures = serverType.GetCustomAttributes<StatusInfoAttribute>(inherit: true);
        AppServerMetadataTypeAttribute? metadata = serverType.GetCustomAttribute<AppServerMetadataTypeAttribute>(inherit: true);
        if (metadata != null)
            figures = metadata.MetadataType.GetCustomAttributes<StatusInfoAttribute>(inherit: true).Concat(figures);
        return [.. figures.OrderBy(figure => figure.Order)];
    }
}
