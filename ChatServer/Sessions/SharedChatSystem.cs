using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using ChatServer.Configuration;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;
using ChatServer.Core.Settings;
using ChatServer.Core.Storage;
using ChatServer.Logging;
using ChatServer.Telemetry;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketEngine;

namespace ChatServer.Sessions;

/// <summary>
/// The chat system that the servers of one bootstrap share. It is open while at least one of them runs. State that is only in memory survives while all
/// servers are stopped. Thread-safe.
/// </summary>
public sealed class SharedChatSystem
{
    private static readonly ConditionalWeakTable<IBootstrap, SharedChatSystem> OfBootstraps = [];

    private readonly Lock _lock = new();
    private readonly Reloadable<ChatRates> _rates;
    private readonly ChatReload _reload;
    private volatile LocalChat? _system;
    private volatile bool _isOpening;
    private ChatMetrics? _metrics;
    private ILog? _log;

    // What the configuration says; the limits in use may be lower.
    private StoreLimits _wanted = new();
    private int _runningServers;

    // The reason why the system cannot be opened, and the servers that know it. Reading a large journal takes long, so other servers do not try again.
    private readonly HashSet<object> _refused = [];
    private string? _error;

    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Reads the options. Opens nothing.</summary>
    /// <param name="configFile">Path of the configuration file; empty for defaults.</param>
    /// <exception cref="System.Configuration.ConfigurationErrorsException">The section of the configuration file has an error.</exception>
    public SharedChatSystem(string configFile)
    {
        ChatSection section = configFile.Length == 0 ? new ChatSection() : ChatOptions.ReadSection(configFile);
        Reloadable = new Reloadable<ChatOptions>(Fit(configFile.Length == 0 ? new ChatOptions() : ChatOptions.Of(section, configFile)));
        _rates = Reloadable.Select(ChatRates.Of);
        Addresses = new AddressTable(Reloadable.Select(static changed => changed.AddressLimits));
        _reload = new ChatReload(section, Use);
    }

    /// <summary>The options as they are now. Take them once for each operation.</summary>
    public ChatOptions Options => Reloadable.Value;

    /// <summary>The options, which a reload replaces.</summary>
    internal Reloadable<ChatOptions> Reloadable { get; }

    /// <summary>The rates as they are now.</summary>
    internal ChatRates Rates => _rates.Value;

    /// <summary>The connections of each address.</summary>
    public AddressTable Addresses { get; }

    /// <summary>The open system. <see langword="null"/> while no server runs.</summary>
    public LocalChat? System => _system;

    /// <summary>Whether the system is being opened. Reading a large journal takes some time.</summary>
    public bool IsOpening => _isOpening;

    /// <summary>Completes with the reason when the process must end because of the database that it shares with other servers.</summary>
    public Task<string> WhenEnded => _ended.Task;

    /// <summary>Answers questions of other servers with the same store; <see langword="null"/> if nobody can.</summary>
    internal Func<string, Task<string>>? AnswerPeer { get; set; }

    /// <summary>Writes failed logins to the log.</summary>
    internal FailedLoginLog FailedLogins { get; } = new(TimeProvider.System);

    /// <summary>Gets the system that the servers of a bootstrap share. Without a bootstrap, creates one with a store in memory.</summary>
    /// <param name="bootstrap">The bootstrap.</param>
    /// <exception cref="System.Configuration.ConfigurationErrorsException">The section of the configuration file has an error.</exception>
    public static SharedChatSystem Of(IBootstrap? bootstrap)
        => bootstrap == null ? new SharedChatSystem(string.Empty) : OfBootstraps.GetValue(bootstrap, Create);

    private static SharedChatSystem Create(IBootstrap bootstrap)
    {
        var shared = new SharedChatSystem(bootstrap.StartupConfigFile);
        (bootstrap as DefaultBootstrap)?.AddReloadable(shared._reload);
        return shared;
    }

    /// <summary>Opens the system, if it is not open, for a server that is about to start.</summary>
    /// <param name="server">The server. After a failure, the system is opened again only when a server calls that already knows the reason.</param>
    /// <param name="log">Receives log lines of the store.</param>
    /// <param name="system">The open system.</param>
    /// <param name="error">Why it cannot be opened. Empty if another server has already reported this reason.</param>
    /// <returns>Whether it is open.</returns>
    public bool TryEnter(object server, ILog log, [NotNullWhen(true)] out LocalChat? system, out string error)
    {
        lock (_lock)
        {
            error = string.Empty;
            system = null;
            if (_error != null && _refused.Add(server))
                return false;
            _refused.Clear();
            _error = null;
            try
            {
                _isOpening = _system == null;
                system = _system ??= Open(new EngineLogger(log));
                system.Resume(new EngineLogger(log));
                _log = log;
                _metrics ??= new ChatMetrics(system, () => Options.Limits, Addresses);
                _runningServers++;
                return true;
            }
            catch (StoreException e)
            {
                error = _error = e.Message;
                _refused.Add(server);
                return false;
            }
            finally
            {
                _isOpening = false;
            }
        }
    }

    // The memory of the process does not change while it runs.
    private ChatOptions Fit(ChatOptions options)
    {
        _wanted = options.Limits;
        return options with { Limits = MemoryBudget.Fit(options.Limits, MemoryBudget.GetAvailable()) };
    }

    private void WarnOfMemory(EngineLogger log)
    {
        StoreLimits limits = Options.Limits;
        if (limits != _wanted)
            log.LowersLimits(MemoryBudget.GetAvailable() >> 20, _wanted.MaxMessages, limits.MaxMessages, _wanted.MaxCharacters, limits.MaxCharacters);
    }

    private LocalChat Open(EngineLogger log)
    {
        WarnOfMemory(log);
        LocalChat system = Options.Store.Type == StoreType.Postgres ? OpenPostgres(log) : LocalChat.Open(Options, log);
        if (system.Peers is { } peers)
            peers.Answer = AnswerPeer;
        new RestartMemory(Options).Take(system, log);
        return system;
    }

    // The lock keeps it apart from opening a system with the old options.
    private void Use(ChatOptions options)
    {
        lock (_lock)
        {
            options = Fit(options);
            Reloadable.Replace(options);
            if (_log is { } log)
                WarnOfMemory(new EngineLogger(log));
            _system?.ReloadAsync(options, new EngineLogger(_log!)).AsTask().GetAwaiter().GetResult();
        }
    }

    // A method of its own: the assemblies of the database are loaded when it is called first.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private LocalChat OpenPostgres(EngineLogger log) => Postgres.PostgresChat.Open(Options, log, reason => _ended.TrySetResult(reason));

    /// <summary>A server has stopped. After the last server, returns when all appended records are durable.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (--_runningServers > 0)
                return;

            _metrics?.Dispose();
            _metrics = null;

            // In this programming model, stopping a server is synchronous. No thread of the system needs this thread, so blocking cannot deadlock.
            if (_system!.Store.Level == StoreLevel.Memory)
            {
                _system.PauseAsync().AsTask().GetAwaiter().GetResult();
                return;
            }

            LocalChat system = _system;
            _system = null;
            system.StopAsync().AsTask().GetAwaiter().GetResult();

            // While the directory is locked: the next process may be waiting for it, and would look for what this one leaves too early.
            new RestartMemory(Options).Leave(system, new EngineLogger(_log!));
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
