using SuperSocket.Common;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.SocketEngine;

/// <content>Servers that come and go while the process runs.</content>
public partial class DefaultBootstrap : IDynamicBootstrap
{
    // One server is added or removed after another. A server must not wait, while it is set up or started, for another thread that does so.
    private readonly Lock _changingServers = new();

    /// <summary>
    /// Sets a further server up. If the configuration is a file, the server is written into it; a file that cannot be written is a
    /// warning in the log. Thread-safe.
    /// </summary>
    /// <param name="config">Its configuration.</param>
    /// <returns><see langword="false"/> if the name is taken or the set-up failed; <see cref="LastError"/> says why.</returns>
    /// <exception cref="Exception">The bootstrap is not initialised.</exception>
    public bool Add(IServerConfig config) => Add(config, start: false);

    /// <summary>
    /// Sets a further server up and starts it, like <see cref="Add(IServerConfig)"/>. A server that cannot be started is not added.
    /// Thread-safe.
    /// </summary>
    /// <param name="config">Its configuration.</param>
    /// <returns><see langword="false"/> if the name is taken, or set-up or start failed; <see cref="LastError"/> says why.</returns>
    /// <exception cref="Exception">The bootstrap is not initialised.</exception>
    public bool AddAndStart(IServerConfig config) => Add(config, start: true);

    /// <summary>
    /// Removes a stopped server, from the configuration file too. A file that cannot be written is a warning in the log. Thread-safe.
    /// </summary>
    /// <param name="name">Its name, in any case.</param>
    /// <exception cref="Exception">There is no such server, or it is not stopped.</exception>
    public void Remove(string name)
    {
        lock (_changingServers)
        {
            IWorkItem server = this.GetServerByName(name) ?? throw new Exception($"There is no server '{name}' to remove.");
            if (server.State != ServerState.NotStarted)
                throw new Exception($"The server '{server.Name}' cannot be removed, because its state is {server.State}: stop it first.");

            _servers = [.. _servers.Where(other => other != server)];
            ChangeFile(servers => RemoveFrom(servers, server.Name), $"without the server '{server.Name}'");
        }
    }

    private static void RemoveFrom(ServerCollection servers, string name)
    {
        foreach (string written in servers.Select<IServerConfig, string>(server => server.Name).ToArray())
        {
            if (string.Equals(written, name, StringComparison.OrdinalIgnoreCase))
                servers.Remove(written);
        }
    }

    private bool Add(IServerConfig config, bool start)
    {
        ArgumentNullException.ThrowIfNull(config);
        if (!_initialized)
            throw new Exception("A server cannot be added before the bootstrap is initialised: call Initialize first and check that it returns true.");

        lock (_changingServers)
        {
            _errors.Clear();
            if (!TryAdd(config, start))
            {
                WriteErrors();
                return false;
            }

            ChangeFile(
                servers =>
                {
                    RemoveFrom(servers, config.Name);
                    var element = new Server();
                    element.LoadFrom(config);
                    servers.AddNew(element);
                },
                $"with the server '{config.Name}'");
            return true;
        }
    }

    private bool TryAdd(IServerConfig config, bool start)
    {
        if (!string.IsNullOrEmpty(config.Name) && this.GetServerByName(config.Name) != null)
            return Report($"The server '{config.Name}' cannot be added, because there is one of that name.");
        if (TrySetUp(config, same => same) is not { } server)
            return false;

        _servers = [.. _servers, server];
        if (!start || TryStart(server))
            return true;

        _servers = [.. _servers.Where(other => other != server)];
        return false;
    }

    private void ChangeFile(Action<ServerCollection> change, string how)
    {
        if (_file == null)
            return;

        try
        {
            _file.Change(change);

            // What the bootstrap wrote itself is no news.
            _values = ValuesOf(_file);
        }
        catch (Exception e)
        {
            _log.Warn($"The configuration file could not be written {how}: {e.Message}");
        }
    }
}
