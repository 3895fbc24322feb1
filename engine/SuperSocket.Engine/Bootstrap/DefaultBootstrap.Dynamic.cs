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

    // Servers that were removed and still stop. Replaced as a whole, by who holds the lock.
    private volatile StoppingServer[] _stopping = [];

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

    /// <summary>
    /// Starts the servers that the changed configuration has in addition, and removes those that it has no more. Their users are told, as at every stop.
    /// </summary>
    /// <param name="changed">The configuration.</param>
    /// <param name="section">Name of its section.</param>
    /// <param name="added">Names of the servers that were started, or of the one that could not be.</param>
    /// <returns><see langword="false"/> if a server could not be started: then the servers are those of before, and <see cref="LastError"/> says why.</returns>
    private bool TryChangeServers(IConfigurationSource changed, string section, out string[] added)
    {
        IServerConfig[] enabled = [.. changed.Servers.Where(config => !config.Disabled)];

        // Servers that were added in code, to a file that could not be written, stay.
        IWorkItem[] removed =
        [
            .. _servers.Where(server => _values?.ContainsKey($"{section}/servers/{server.Name}") == true)
                .Where(server => !Array.Exists(enabled, config => IsSame(config.Name, server.Name))),
        ];
        var starting = new List<IWorkItem>();
        added = [];
        _errors.Clear();
        foreach (IServerConfig config in enabled.Where(config => this.GetServerByName(config.Name) == null).OrderBy(config => config.StartupOrder))
        {
            added = [config.Name];
            if (TrySetUp(changed, config, Resolve) is not { } server)
                return false;
            starting.Add(server);
        }

        // A port that moves from one server to another is free first. A server that was removed a moment ago may still tell its clients.
        WaitFor(_stopping.Where(old => starting.Exists(next => SharesEndPoint(old.Server, next))));
        IWorkItem[] inTheWay = [.. removed.Where(server => server.State == ServerState.Running && starting.Exists(next => SharesEndPoint(server, next)))];
        Array.ForEach(inTheWay, StopGuarded);
        for (int i = 0; i < starting.Count; i++)
        {
            if (TryStart(starting[i]))
                continue;
            added = [starting[i].Name];
            starting.Take(i).ToList().ForEach(StopGuarded);
            string errors = _errors.Text;
            Array.ForEach(inTheWay, server => TryStart(server));
            _errors.Clear();
            _errors.Add(errors);
            return false;
        }

        _servers = [.. _servers.Except(removed), .. starting];
        added = [.. starting.Select(server => server.Name)];

        // It may take a while until clients have read what was sent to them.
        IEnumerable<StoppingServer> more = removed.Except(inTheWay).Select(server => new StoppingServer(server, Task.Run(() => StopGuarded(server))));
        _stopping = [.. _stopping.Where(old => !old.Stop.IsCompleted), .. more];
        return true;
    }

    private static bool SharesEndPoint(IWorkItem a, IWorkItem b)
        => a is IAppServer { Listeners: var some } && b is IAppServer { Listeners: var others } && a.Config.Mode == b.Config.Mode
            && some.Any(one => others.Any(other => one.EndPoint.Port == other.EndPoint.Port && one.EndPoint.Port != 0));

    private void StopGuarded(IWorkItem server)
    {
        try
        {
            server.Stop();
        }
        catch (Exception e)
        {
            _log.Error($"The server {server.Name} could not be stopped.", e);
        }
    }

    // A reload that starts or removes servers ends first, so that no server is left behind.
    private void WaitForChanges()
    {
        StoppingServer[] stopping;
        lock (_changingServers)
            stopping = _stopping;
        WaitFor(stopping);
    }

    // Stopping is synchronous in this programming model; no thread of a server needs this one.
    private static void WaitFor(IEnumerable<StoppingServer> servers) => Task.WaitAll(servers.Select(server => server.Stop));

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
        if (TrySetUp(_source, config, same => same) is not { } server)
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

    private sealed record StoppingServer(IWorkItem Server, Task Stop);
}
