using Microsoft.Extensions.Logging;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using EngineLevel = SuperSocket.SocketBase.Logging.LogLevel;
using Level = Microsoft.Extensions.Logging.LogLevel;

namespace ChatServer.Logging;

/// <summary>The engine's logs over Microsoft.Extensions.Logging: a line each on <see cref="Console.Error"/>, with UTC time.</summary>
public sealed partial class ChatLogFactory : ILogFactory, IDisposable
{
    private readonly ILoggerFactory _factory;

    /// <summary>Makes a factory.</summary>
    /// <param name="level">The lowest level that is written.</param>
    public ChatLogFactory(EngineLevel level)
        => _factory = LoggerFactory.Create(builder => builder.SetMinimumLevel(Map(level)).AddProvider(new LineLoggerProvider(Console.Error)));

    /// <inheritdoc/>
    public ILog GetLog(string name) => new Log(_factory.CreateLogger(name));

    /// <summary>Ends.</summary>
    public void Dispose() => _factory.Dispose();

    private static Level Map(EngineLevel level) => level switch
    {
        EngineLevel.Debug => Level.Debug,
        EngineLevel.Info => Level.Information,
        EngineLevel.Warn => Level.Warning,
        EngineLevel.Error => Level.Error,
        _ => Level.Critical,
    };

    private sealed partial class Log(ILogger logger) : LogBase
    {
        protected override bool IsEnabled(EngineLevel level) => logger.IsEnabled(Map(level));

        // The message of an exception may quote what a client sent, so it is made safe like all else, which the console does not do.
        protected override void Write(EngineLevel level, string message, Exception? exception)
            => Engine(logger, Map(level), exception == null ? message : $"{message} {PrintableText.Lines(exception.ToString())}");

        [LoggerMessage(EventId = 1000, EventName = "Engine", Message = "{Text}")]
        private static partial void Engine(ILogger logger, Level level, string text);
    }
}
