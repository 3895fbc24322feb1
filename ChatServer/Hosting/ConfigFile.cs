using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.Hosting;

/// <summary>Which configuration file the program reads.</summary>
public static class ConfigFile
{
    /// <summary>Finds the file.</summary>
    /// <param name="named">The one that the arguments name; <see langword="null"/> for the program's own.</param>
    /// <returns>Its path.</returns>
    public static string Find(string? named)
    {
        IBootstrap bootstrap = named == null ? BootstrapFactory.CreateBootstrap() : BootstrapFactory.CreateBootstrapFromConfigFile(named);
        return bootstrap.StartupConfigFile;
    }
}
