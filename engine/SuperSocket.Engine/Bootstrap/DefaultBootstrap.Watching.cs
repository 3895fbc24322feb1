using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;

namespace SuperSocket.SocketEngine;

/// <content>What goes on from start to stop: reports of figures, and a look at the configuration file.</content>
public partial class DefaultBootstrap
{
    // Guards the watcher.
    private readonly Lock _watching = new();
    private ConfigSectionFile? _file;
    private FileChangeWatcher? _watcher;
    private volatile IReloadablePart[] _parts = [];
    private bool _isStarted;

    // Held while changes are taken over: by the watcher, or because somebody asks for it.
    private readonly Lock _reloading = new();

    // What the file said when it was read last; null if that is not known. Of who holds the lock, and of who starts the watcher.
    private volatile IReadOnlyDictionary<string, string>? _values;

    // What it said when the servers started.
    private volatile IReadOnlyDictionary<string, string>? _firstValues;

    /// <summary>
    /// Reports the figures of the process and its servers; <see langword="null"/> before the bootstrap is initialised, and if
    /// <c>disablePerformanceDataCollector</c> is set.
    /// </summary>
    public IPerformanceMonitor? PerfMonitor { get; private set; }

    /// <summary>Changes what is read of the file each time; may be <see langword="null"/>.</summary>
    internal Action<System.Configuration.Configuration>? Adjust { get; init; }

    private IWorkItem[] RunningServers => [.. _servers.Where(server => server.State == ServerState.Running)];

    /// <summary>
    /// Our extension: reads the configuration file again at once, as when it is saved, and logs the same lines. All of it is used, or nothing. Thread-safe.
    /// </summary>
    /// <returns>What has changed since the start, or what is wrong.</returns>
    /// <exception cref="InvalidOperationException">No server runs, or the bootstrap was not made of a file.</exception>
    public ConfigurationReload Reload()
    {
        ConfigSectionFile file;
        lock (_watching)
            file = _file ?? throw new InvalidOperationException("The configuration was not read from a file.");
        if (RunningServers.Length == 0)
            throw new InvalidOperationException("The configuration file cannot be read again while no server runs.");
        try
        {
            return TakeOverChanges(file);
        }
        catch (Exception e)
        {
            return Refuse(file, ConfigurationErrors.Describe(e));
        }
    }

    /// <summary>Our extension: adds a part of the application that takes over a section of the changed file. Thread-safe.</summary>
    /// <param name="part">The part.</param>
    public void AddReloadable(IReloadablePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        lock (_watching)
            _parts = [.. _parts, part];
    }

    /// <summary>Names the file whose changes the running servers take over.</summary>
    internal void Watch(ConfigSectionFile file)
    {
        lock (_watching)
        {
            _file = file;
            if (!_isStarted)
                return;
            _watcher?.Dispose();
            _watcher = StartWatcher(file);
        }
    }

    private void CreateMonitor()
    {
        if (!Config.DisablePerformanceDataCollector)
            PerfMonitor = new PerformanceMonitor(() => _servers, LogFactory.GetLog("Performance"), Config.PerformanceDataCollectInterval);
    }

    private void BeginWatching()
    {
        PerfMonitor?.Start();
        lock (_watching)
        {
            _isStarted = true;
            if (_file != null)
                _watcher ??= StartWatcher(_file);
        }
    }

    private void EndWatching()
    {
        PerfMonitor?.Stop();
        lock (_watching)
        {
            _isStarted = false;
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    private FileChangeWatcher StartWatcher(ConfigSectionFile file)
    {
        _values = ValuesOf(file);
        _firstValues ??= _values;
        return new FileChangeWatcher(file.Files, () => TakeOverChanges(file), _log);
    }

    private static IReadOnlyDictionary<string, string>? ValuesOf(ConfigSectionFile file)
    {
        try
        {
            return file.ReadValues();
        }
        catch (Exception)
        {
            // The servers run with what was read before. The next change is told without what was there before.
            return null;
        }
    }

    // All of it or nothing: what could not be started with changes nothing.
    private ConfigurationReload TakeOverChanges(ConfigSectionFile file)
    {
        lock (_reloading)
        {
            IConfigurationSource changed = file.Read();
            IReadOnlyDictionary<string, string> values = file.ReadValues();
            IWorkItem[] running = RunningServers;
            if (running.Length > 0 && Array.TrueForAll(running, server => server is IEngineOptions { CanTrySetup: true })
                && TrialSetup.FindErrors(changed, StartupConfigFile, Resolve) is { Length: > 0 } errors)
            {
                return Refuse(file, errors);
            }

            // These check their sections, so all of them do it before the first one uses anything.
            Action[] uses = [.. _parts.Select(part => part.Prepare(StartupConfigFile))];
            Array.ForEach(uses, use => use());
            ConfigurationWatcher.Report(changed, running, Resolve, _log);
            ConfigurationChanges.Write(FindChanges(_values), _log);
            _values = values;
            return new ConfigurationReload(file.Files.First(), FindChanges(_firstValues), []);

            IReadOnlyList<ConfigurationChange> FindChanges(IReadOnlyDictionary<string, string>? before)
                => before == null ? [] : ConfigurationChanges.Find(before, values, FindReason);

            string? FindReason(string place, string? before, string? now) => FindRestartReason(file.Section, running, place, before, now);
        }
    }

    private ConfigurationReload Refuse(ConfigSectionFile file, params string[] errors)
    {
        string name = file.Files.First();
        foreach (string error in errors)
            _log.Error($"The changed configuration file {name} is not used; everything stays as it was. {error}");
        return new ConfigurationReload(name, [], errors);
    }

    // What Initialize was told to change in a configuration is changed in the new one too.
    private IServerConfig Resolve(IServerConfig config) => _resolved.Contains(config.Name) ? _resolver(config) : config;

    private string? FindRestartReason(string section, IWorkItem[] running, string place, string? before, string? now)
    {
        string[] path = place.Split('/');
        if (path[0] == section)
            return FindRestartReason(path, running);
        return _parts.FirstOrDefault(part => part.Section == path[0]) is { } part
            ? RestartRules.Find(part.SectionType, path[1..], before, now)
            : "nobody takes it over";
    }

    private static string? FindRestartReason(string[] path, IWorkItem[] running)
    {
        const string Start = "it is read at the start only";
        if (path is not [_, "servers", string name, string attribute])
            return Start;
        if (Array.Find(running, server => string.Equals(server.Name, name, StringComparison.OrdinalIgnoreCase)) is not IEngineOptions server)
            return "the server does not run";
        return server.TakesOver(attribute) ? null : Start;
    }
}
