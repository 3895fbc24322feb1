using System.Globalization;
using Microsoft.Extensions.Logging;

namespace ChatServer.Logging;

/// <summary>Writes log entries, a line each, in one call: UTC time, level, name, event id and text. Never throws.</summary>
/// <param name="name">Name of the log.</param>
/// <param name="output">Where the lines go; thread-safe.</param>
internal sealed class LineLogger(string name, TextWriter output) : ILogger
{
    /// <summary>The start of a line.</summary>
    /// <param name="time">When it happened.</param>
    /// <param name="level">How bad it is.</param>
    public static string Start(DateTimeOffset time, LogLevel level)
        => string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff'Z'} {NameOf(level)}");

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string text = formatter(state, exception).ReplaceLineEndings(" ");
        try
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Start(DateTimeOffset.UtcNow, logLevel)}: {name}[{eventId.Id}] {text}"));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nowhere to say so. The server writes through a queue, which does not throw; this is a verb of the operator.
        }
    }

    private static string NameOf(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}

/// <summary>Makes <see cref="LineLogger"/>s.</summary>
/// <param name="output">Where the lines go; thread-safe. The caller's.</param>
internal sealed class LineLoggerProvider(TextWriter output) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, output);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The output is the caller's.
    }
}
