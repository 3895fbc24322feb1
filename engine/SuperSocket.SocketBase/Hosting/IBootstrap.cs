using System.Net;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketBase;

/// <summary>Sets up, starts and stops the servers of one configuration. Not thread-safe.</summary>
public interface IBootstrap
{
    /// <summary>The servers: the objects of the configured types themselves.</summary>
    IEnumerable<IWorkItem> AppServers { get; }

    /// <summary>The root of the configuration.</summary>
    IRootConfig Config { get; }

    /// <summary>Sets all servers up. Possible once.</summary>
    /// <returns>Whether it succeeded; log and standard error say why not.</returns>
    bool Initialize();

    /// <summary>Sets all servers up with other end points than configured.</summary>
    /// <param name="listenEndPointReplacement">Key: server name, underscore, configured port.</param>
    /// <returns>Whether it succeeded.</returns>
    bool Initialize(IDictionary<string, IPEndPoint> listenEndPointReplacement);

    /// <summary>Sets all servers up with changed configurations.</summary>
    /// <param name="serverConfigResolver">Given each server's configuration, returns the one to use.</param>
    /// <returns>Whether it succeeded.</returns>
    bool Initialize(Func<IServerConfig, IServerConfig> serverConfigResolver);

    /// <summary>Sets all servers up with a log factory of the caller's.</summary>
    /// <param name="logFactory">Makes the logs.</param>
    /// <returns>Whether it succeeded.</returns>
    bool Initialize(ILogFactory logFactory);

    /// <summary>Sets all servers up with changed configurations and a log factory of the caller's.</summary>
    /// <param name="serverConfigResolver">Given each server's configuration, returns the one to use.</param>
    /// <param name="logFactory">Makes the logs.</param>
    /// <returns>Whether it succeeded.</returns>
    bool Initialize(Func<IServerConfig, IServerConfig> serverConfigResolver, ILogFactory logFactory);

    /// <summary>Starts all servers in their order.</summary>
    /// <returns>How many of them run now.</returns>
    StartResult Start();

    /// <summary>Stops all running servers. <see cref="Start"/> works again afterwards.</summary>
    void Stop();

    /// <summary>Path of the configuration file; empty when configured in code.</summary>
    string StartupConfigFile { get; }

    /// <summary>The application's directory.</summary>
    string BaseDirectory { get; }
}

/// <summary>Adds and removes servers at run time.</summary>
public interface IDynamicBootstrap
{
    /// <summary>Sets a further server up.</summary>
    /// <param name="config">Its configuration.</param>
    /// <returns><see langword="false"/> if the name is taken or the set-up failed.</returns>
    bool Add(IServerConfig config);

    /// <summary>Sets a further server up and starts it.</summary>
    /// <param name="config">Its configuration.</param>
    /// <returns><see langword="false"/> if the name is taken, or set-up or start failed.</returns>
    bool AddAndStart(IServerConfig config);

    /// <summary>Removes a stopped server.</summary>
    /// <param name="name">Its name.</param>
    void Remove(string name);
}
