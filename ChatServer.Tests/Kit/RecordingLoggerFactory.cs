using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace ChatServer.Tests.Kit;

/// <summary>Keeps what clients log, of every level.</summary>
public sealed class RecordingLoggerFactory : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<(EventId Id, string Text)> _lines = new();

    /// <summary>What was logged until now.</summary>
    public IReadOnlyCollection<(EventId Id, string Text)> Lines => _lines;

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => this;

    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
        => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => true;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Enqueue((eventId, $"{formatter(state, exception)} {exception}"));

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
