using SuperSocket.Common;

namespace SuperSocket.SocketBase.Logging;

/// <summary>
/// A log factory with a configuration file. The file is looked up in the application's directory, then in its <c>Config</c>
/// directory. Where paths have slashes, <c>name.unix.config</c> is taken before <c>name.config</c>, if it exists.
/// </summary>
public abstract class LogFactoryBase : ILogFactory
{
    /// <summary>Finds the configuration file.</summary>
    /// <param name="configFile">Its name; a path that exists is taken as it is.</param>
    protected LogFactoryBase(string configFile)
    {
        ArgumentNullException.ThrowIfNull(configFile);
        configFile = ConfiguredPath.Normalize(configFile);
        string[] names = Path.DirectorySeparatorChar == '/' ? [UnixName(configFile), configFile] : [configFile];
        string[] directories = [string.Empty, AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "Config")];
        ConfigFile = names.SelectMany(name => directories.Select(directory => Path.Combine(directory, name))).FirstOrDefault(File.Exists)
            ?? Path.Combine(AppContext.BaseDirectory, configFile);
    }

    /// <summary>Path of the configuration file; it need not exist.</summary>
    protected string ConfigFile { get; }

    /// <summary>Whether several processes share the file; always <see langword="false"/> here.</summary>
    protected bool IsSharedConfig { get; }

    /// <inheritdoc/>
    public abstract ILog GetLog(string name);

    private static string UnixName(string configFile) => Path.ChangeExtension(configFile, ".unix" + Path.GetExtension(configFile));
}
