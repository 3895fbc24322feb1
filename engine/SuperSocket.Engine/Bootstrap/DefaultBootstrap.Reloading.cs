using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Config;
using SuperSocket.SocketEngine.Configuration;

namespace SuperSocket.SocketEngine;

/// <content>Reading the configuration file again.</content>
public partial class DefaultBootstrap
{
    private const string ReadAtStart = "it is read at the start only";

    // Held while changes are taken over. The lock of changing servers is taken inside of it.
    private readonly Lock _reloading = new();

    private volatile IReloadablePart[] _parts = [];

    // What the file said when it was read last; null if that is not known. Of who holds the lock, and of who starts the watcher.
    private volatile IReadOnlyDictionary<string, string>? _values;

    // What it said when the servers started, each server by itself.
    private volatile IReadOnlyDictionary<string, string>? _firstValues;

    // Names of servers that the file did not have when the others started. Of who holds the lock.
    private readonly HashSet<string> _newServers = new(StringComparer.OrdinalIgnoreCase);

    // What was refused last, so that the same content is logged once, whoever asks for it again. Of who holds the lock.
    private string? _refused;

    /// <summary>Our extension: raised before the file is read again, with the reason. Handlers must not throw.</summary>
    public event Action<ReloadTrigger>? Reloading;

    /// <summary>
    /// Our extension: raised after the file was read again, with what came of it; <see langword="null"/> if it could not be read and is read once more in a
    /// moment, because somebody may be writing it. Handlers must not throw.
    /// </summary>
    public event Action<ReloadTrigger, ConfigurationReload?>? Reloaded;

    private IWorkItem[] RunningServers => [.. _servers.Where(server => server.State == ServerState.Running)];

    /// <summary>Our extension: adds a part of the application that takes over a section of the changed file. Thread-safe.</summary>
    /// <param name="part">The part.</param>
    public void AddReloadable(IReloadablePart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        lock (_watching)
            _parts = [.. _parts, part];
    }

    /// <inheritdoc cref="Reload(ReloadTrigger)"/>
    public ConfigurationReload Reload() => Reload(ReloadTrigger.Request);

    /// <summary>
    /// Our extension: reads the configuration file again at once, as when it is saved, and logs the same lines. All of it is used, or nothing. Thread-safe.
    /// </summary>
    /// <param name="trigger">The reason.</param>
    /// <returns>What has changed since the start, or what is wrong.</returns>
    /// <exception cref="InvalidOperationException">No server runs, or the bootstrap was not made of a file.</exception>
    public ConfigurationReload Reload(ReloadTrigger trigger)
    {
        ConfigSectionFile file;
        lock (_watching)
            file = _file ?? throw new InvalidOperationException("The configuration was not read from a file.");
        if (RunningServers.Length == 0)
            throw new InvalidOperationException("The configuration file cannot be read again while no server runs.");
        lock (_watching)
            _watcher?.MarkSeen();
        return TakeOver(file, trigger, mayThrow: false)!;
    }

    // When the file has changed.
    private bool TakeOver(ConfigSectionFile file, bool isRetry)
    {
        if (RunningServers.Length == 0)
            return true;
        return TakeOver(file, ReloadTrigger.File, mayThrow: !isRetry)!.Errors.Count == 0;
    }

    private ConfigurationReload TakeOver(ConfigSectionFile file, ReloadTrigger trigger, bool mayThrow)
    {
        Reloading?.Invoke(trigger);
        ConfigurationReload? reload = null;
        try
        {
            lock (_reloading)
            {
                lock (_changingServers)
                    reload = _isStopping ? new ConfigurationReload(file.Files.First(), [], ["The servers stop."]) : TakeOverChanges(file);
            }
        }
        catch (Exception e) when (!mayThrow)
        {
            reload = Refuse(file, ConfigurationErrors.Describe(e).ReplaceLineEndings(" "));
        }
        finally
        {
            Reloaded?.Invoke(trigger, reload);
        }

        return reload;
    }

    // All of it or nothing: what could not be started with changes nothing.
    private ConfigurationReload TakeOverChanges(ConfigSectionFile file)
    {
        IConfigurationSource changed = file.Read();
        IReadOnlyDictionary<string, string> values = file.ReadValues();

        // These check their sections, so all of them do it before the first one uses anything. Servers, which read these sections too, may fail after them.
        Action[] uses = [.. _parts.Select(part => part.Prepare(StartupConfigFile))];
        bool canTry = Array.TrueForAll(RunningServers, server => server is IEngineOptions { CanTrySetup: true });
        if (canTry && FindErrors(changed) is { Length: > 0 } errors)
            return Refuse(file, errors);
        string[] added = [];
        if (canTry && !TryChangeServers(changed, file.Section, out added))
        {
            string[] problems = _errors.Text.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
            return Refuse(file, Array.ConvertAll(problems, error => WithLine(changed, added[0], error)));
        }

        _refused = null;
        Array.ForEach(uses, use => use());
        ConfigurationWatcher.Report(changed, RunningServers, Resolve, _log);
        lock (_watching)
            _watcher?.SetInterval(GetCheckInterval(changed));
        ConfigurationChanges.Write(FindChanges(_values), _log);
        UpdateFirstValues(values, file.Section, added);
        IEnumerable<ConfigurationChange> all = FindChanges(_firstValues)
            .Concat(_newServers.Select(name => new ConfigurationChange($"{file.Section}/servers/{name}", null, string.Empty, null) { IsElement = true }))
            .OrderBy(change => change.Place, StringComparer.Ordinal);
        _values = values;
        return new ConfigurationReload(file.Files.First(), [.. all], []);

        IReadOnlyList<ConfigurationChange> FindChanges(IReadOnlyDictionary<string, string>? before)
            => before == null ? [] : ConfigurationChanges.Find(before, values, FindReason);

        string? FindReason(string place, string? before, string? now) => FindRestartReason(changed, file.Section, canTry, place, before, now);
    }

    private string[] FindErrors(IConfigurationSource changed)
    {
        if (!changed.Servers.Any(config => !config.Disabled))
            return ["It names no server to run."];
        return
        [
            .. ConfigurationCheck.FindProblems(changed, StartupConfigFile, Resolve)
                .Where(problem => problem.Level == SocketBase.Logging.LogLevel.Error)
                .Select(problem => WithLine(changed, problem.Server, problem.Text)),
        ];
    }

    private static string WithLine(IConfigurationSource changed, string server, string error)
    {
        Server? element = (changed as SocketServiceConfig)?.Servers.Cast<Server>().FirstOrDefault(config => config.Name == server);
        return element == null ? error : $"Line {element.ElementInformation.LineNumber}: {error}";
    }

    private ConfigurationReload Refuse(ConfigSectionFile file, params string[] errors)
    {
        string name = file.Files.First();
        string refused = FileFingerprint.Of(file.Files) + string.Join('\n', errors);
        foreach (string error in refused == _refused ? [] : errors)
            _log.Error($"The changed configuration file {name} is not used; everything stays as it was. {error}");
        _refused = refused;
        return new ConfigurationReload(name, [], errors);
    }

    // What Initialize was told to change in a configuration is changed in the new one too.
    private IServerConfig Resolve(IServerConfig config) => _resolved.Contains(config.Name) ? _resolver(config) : config;

    private string? FindRestartReason(IConfigurationSource changed, string section, bool canTry, string place, string? before, string? now)
    {
        string[] path = place.Split('/');
        if (path[0] != section)
        {
            return _parts.FirstOrDefault(part => part.Section == path[0]) is { } part
                ? RestartRules.Find(part.SectionType, path[1..], before, now)
                : ReadAtStart;
        }

        return path switch
        {
            [_, "servers", _] or [_, "servers", _, "disabled"] => canTry ? null : "not all servers can be checked while they run",
            [_, "servers", var name, var attribute, ..] => FindRestartReason(changed, name, attribute),
            _ => RestartRules.Find(typeof(SocketServiceConfig), path[1..], before, now),
        };
    }

    private string? FindRestartReason(IConfigurationSource changed, string name, string attribute)
    {
        if (changed.Servers.FirstOrDefault(config => IsSame(config.Name, name)) is { Disabled: true })
            return null;
        return Array.Find(RunningServers, server => IsSame(server.Name, name)) is IEngineOptions running
            ? running.FindRestartReason(attribute)
            : "the server does not run";
    }

    private static bool IsSame(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    // A server that was started meanwhile uses all that the file says of it. One that came and went is no change since the start.
    private void UpdateFirstValues(IReadOnlyDictionary<string, string> values, string section, string[] added)
    {
        if (_firstValues is not { } first)
            return;
        string[] gone = [.. _newServers.Where(name => !values.ContainsKey($"{section}/servers/{name}"))];
        foreach (string name in added.Where(name => !first.ContainsKey($"{section}/servers/{name}")))
            _newServers.Add(name);
        _newServers.ExceptWith(gone);
        _firstValues = first.Where(pair => !IsOf(added, pair.Key) && !IsOf(gone, pair.Key)).Concat(values.Where(pair => IsOf(added, pair.Key)))
            .ToDictionary(pair => pair.Key, pair => pair.Value);

        bool IsOf(string[] servers, string place)
            => Array.Exists(servers, name => $"{place}/".StartsWith($"{section}/servers/{name}/", StringComparison.OrdinalIgnoreCase));
    }
}
