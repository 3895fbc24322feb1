namespace SuperSocket.SocketBase.Logging;

/// <summary>
/// A log factory with a configuration file. The file is looked up in the application's directory, then in its <c>Config</c> directory.
/// </summary>
public abstract class LogFactoryBase : ILogFactory
{
    /// <summary>Finds the configuration file.</summary>
    /// <param name="configFile">Its name; a path that exists is taken as it is.</param>
    protected LogFactoryBase(string configFile)
    {
        string[] candidates =
        [
            configFile,
            Path.Combine(AppContext.BaseDirectory, configFile),
            Path.Combine(AppContext.BaseDirectory, "Config", configFile),
        ];
        ConfigFile = Array.Find(candidates, File.Exists) ?? candidates[1];
    }

    /// <summary>Path of the configuration file; it need not exist.</summary>
    protected string ConfigFile { get; }

    /// <summary>Whether several processes share the file; always <see langword="false"/> here.</summary>
    protected bool IsSharedConfig { get; }

    /// <inheritdoc/>
    public abstract ILog GetLog(string name);
}
