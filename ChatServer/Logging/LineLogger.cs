using Microsoft.Extensions.Logging;

namespace ChatServer.Logging;

/// <summary>Writes log entries, a line each, in one call. Never throws.</summary>
/// <param name="name">Name of the log.</param>
/// <param name="format">How a line is written.</param>
/// <param name="output">Where the lines go; thread-safe.</param>
internal sealed class LineLogger(string name, ILineFormat format, TextWriter output) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        string text = formatter(state, exception);
        string message = state is SessionLogState about ? about.Message : text;
        var properties = state as IReadOnlyList<KeyValuePair<string, object?>>;
        string line = format.Format(new LogRecord(DateTimeOffset.UtcNow, logLevel, name, eventId, text, message, properties ?? [], exception));
        try
        {
            output.WriteLine(line);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Nowhere to say so. The server writes through a queue, which does not throw; this is a verb of the operator.
        }
    }
}

/// <summary>Makes <see cref="LineLogger"/>s.</summary>
/// <param name="format">How a line is written.</param>
/// <param name="output">Where the lines go; thread-safe. The caller's.</param>
internal sealed class LineLoggerProvider(ILineFormat format, TextWriter output) : ILoggerProvider
{
    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, format, output);

    /// <inheritdoc/>
    public void Dispose()
    {
        // The output is the caller's.
    }
}
