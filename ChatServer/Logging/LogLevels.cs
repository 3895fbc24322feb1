using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using EngineLevel = SuperSocket.SocketBase.Logging.LogLevel;

namespace ChatServer.Logging;

/// <summary>
/// The lowest level that each log writes; it can change at any time. A level holds for all logs whose names start with the given one, in any case; the
/// longest name counts. Thread-safe.
/// </summary>
/// <param name="level">The level of all logs that have none of their own.</param>
public sealed class LogLevels(LogLevel level) : IOptionsMonitor<LoggerFilterOptions>
{
    /// <summary>Stands for all logs that have no level of their own.</summary>
    public const string All = "*";

    // The host reports a failed start with the stack of its exception. The line that names the reason is in the log already.
    private static readonly LoggerFilterRule Host = new(null, "Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical, null);

    // Guards the fields below. Listeners are called without it.
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, LogLevel> _levels = new(StringComparer.OrdinalIgnoreCase) { [All] = level };
    private Action<LoggerFilterOptions, string?>? _changed;
    private volatile LoggerFilterOptions? _options;

    /// <inheritdoc/>
    public LoggerFilterOptions CurrentValue => _options ?? Build();

    /// <summary>Gets the levels that were set, by the names of logs; <see cref="All"/> is always among them.</summary>
    public IReadOnlyDictionary<string, LogLevel> Get()
    {
        lock (_lock)
            return new SortedDictionary<string, LogLevel>(_levels, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Sets the level of a log.</summary>
    /// <param name="category">The start of its name; <see cref="All"/> for all that have no level of their own.</param>
    /// <param name="lowest">The lowest level that is written; <see langword="null"/> so that the log has no level of its own any more.</param>
    /// <exception cref="ArgumentException">The name is empty, or <see cref="All"/> without a level.</exception>
    public void Set(string category, LogLevel? lowest)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(category);
        LoggerFilterOptions options;
        lock (_lock)
        {
            if (lowest is { } set)
                _levels[category] = set;
            else if (category == All)
                throw new ArgumentException("The level of all logs can be changed, but not removed.", nameof(lowest));
            else
                _levels.Remove(category);
            options = Build();
        }

        _changed?.Invoke(options, Options.DefaultName);
    }

    /// <summary>Reads a level as the configuration file and the administrator write it, or as .NET does; in any case.</summary>
    /// <param name="text">Debug, Info, Warn, Error, Fatal or Off; or Trace, Information, Warning, Critical, None.</param>
    /// <param name="level">The level.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out LogLevel level)
    {
        LogLevel? found = text?.ToUpperInvariant() switch
        {
            "TRACE" => LogLevel.Trace,
            "DEBUG" => LogLevel.Debug,
            "INFO" or "INFORMATION" => LogLevel.Information,
            "WARN" or "WARNING" => LogLevel.Warning,
            "ERROR" => LogLevel.Error,
            "FATAL" or "CRITICAL" => LogLevel.Critical,
            "OFF" or "NONE" => LogLevel.None,
            _ => null,
        };
        level = found ?? LogLevel.None;
        return found != null;
    }

    /// <summary>The name of a level, as <see cref="TryParse"/> reads it.</summary>
    /// <param name="level">The level.</param>
    public static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "error",
        LogLevel.Critical => "fatal",
        _ => "off",
    };

    /// <summary>The level of .NET that means the same.</summary>
    /// <param name="level">A level of the engine.</param>
    public static LogLevel Map(EngineLevel level) => level switch
    {
        EngineLevel.Debug => LogLevel.Debug,
        EngineLevel.Info => LogLevel.Information,
        EngineLevel.Warn => LogLevel.Warning,
        EngineLevel.Error => LogLevel.Error,
        _ => LogLevel.Critical,
    };

    /// <summary>The level of the engine that means the same.</summary>
    /// <param name="level">A level of .NET.</param>
    public static EngineLevel Map(LogLevel level) => level switch
    {
        LogLevel.Trace or LogLevel.Debug => EngineLevel.Debug,
        LogLevel.Information => EngineLevel.Info,
        LogLevel.Warning => EngineLevel.Warn,
        LogLevel.Error => EngineLevel.Error,
        _ => EngineLevel.Fatal,
    };

    LoggerFilterOptions IOptionsMonitor<LoggerFilterOptions>.Get(string? name) => CurrentValue;

    IDisposable? IOptionsMonitor<LoggerFilterOptions>.OnChange(Action<LoggerFilterOptions, string?> listener)
    {
        // The only listeners are the logger factories of the process, which live as long as this.
        _changed += listener;
        return null;
    }

    private LoggerFilterOptions Build()
    {
        lock (_lock)
        {
            var options = new LoggerFilterOptions { MinLevel = _levels[All] };
            options.Rules.Add(Host);
            foreach ((string category, LogLevel lowest) in _levels.Where(own => own.Key != All))
                options.Rules.Add(new LoggerFilterRule(null, category, lowest, null));
            _options = options;
            return options;
        }
    }
}
