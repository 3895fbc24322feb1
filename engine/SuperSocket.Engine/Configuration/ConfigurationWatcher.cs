using System.Configuration;
using System.Runtime.CompilerServices;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Watches configuration files. When one changes, each running server takes over the settings that can change while it runs, and
/// its handlers of options are called. A broken file is an Error in the log, and the old values stay.
/// </summary>
public static class ConfigurationWatcher
{
    // Keeps the watcher of another bootstrap than ours as long as that bootstrap lives.
    private static readonly ConditionalWeakTable<IBootstrap, FileChangeWatcher> Others = [];

    /// <summary>
    /// Watches the file of a section; nothing happens if it was made in code. A <see cref="DefaultBootstrap"/> is watched from its
    /// start to its stop; those that <see cref="BootstrapFactory"/> makes of files are watched already.
    /// </summary>
    /// <param name="configSection">The section that the bootstrap was made of.</param>
    /// <param name="bootstrap">The bootstrap whose servers are told.</param>
    public static void Watch(ConfigurationSection configSection, IBootstrap bootstrap)
    {
        ArgumentNullException.ThrowIfNull(configSection);
        ArgumentNullException.ThrowIfNull(bootstrap);
        if (ConfigSectionFile.Of(configSection, bootstrap) is not { } file)
            return;

        if (bootstrap is DefaultBootstrap own)
            own.Watch(file);
        else
            Others.GetValue(bootstrap, _ => WatchOther(file, bootstrap));
    }

    /// <summary>Tells the running servers what the configuration says now.</summary>
    internal static void Report(IConfigurationSource changed, IEnumerable<IWorkItem> servers, Func<IServerConfig, IServerConfig> resolver, ILog log)
    {
        foreach (IWorkItem server in servers.Where(server => server.State == ServerState.Running))
        {
            IServerConfig? config = changed.Servers.FirstOrDefault(
                config => string.Equals(config.Name, server.Name, StringComparison.OrdinalIgnoreCase));
            if (config == null)
                continue;

            try
            {
                server.ReportPotentialConfigChange(resolver(config));
            }
            catch (Exception e)
            {
                log.Error($"The server {server.Name} could not take over the changed configuration: {e.Message}", e);
            }
        }
    }

    private static FileChangeWatcher WatchOther(ConfigSectionFile file, IBootstrap bootstrap)
    {
        ILog log = (bootstrap as ILoggerProvider)?.Logger ?? new ConsoleLog(nameof(ConfigurationWatcher));

        // The watcher must not keep the bootstrap alive.
        var weak = new WeakReference<IBootstrap>(bootstrap);
        return new FileChangeWatcher(file.Files, _ =>
        {
            if (weak.TryGetTarget(out IBootstrap? alive))
                Report(file.Read(), alive.AppServers, config => config, log);
            return true;
        }, log);
    }
}
