using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ChatServer.Logging;

/// <summary>Sets up the log of the program.</summary>
internal static class ChatLogging
{
    /// <summary>Adds the log to the services of a host.</summary>
    /// <param name="logging">The logging of the host.</param>
    /// <param name="levels">Its levels.</param>
    /// <param name="format">How a line is written.</param>
    /// <param name="output">Where the lines go; thread-safe.</param>
    public static void AddChatLog(this ILoggingBuilder logging, LogLevels levels, ILineFormat format, TextWriter output)
    {
        logging.AddProvider(new LineLoggerProvider(format, output));
        logging.Services.AddSingleton(levels);
        logging.Services.AddSingleton<IOptionsMonitor<LoggerFilterOptions>>(levels);
    }

    /// <summary>Creates the log of a verb, which has no host: lines for people on standard error.</summary>
    /// <param name="level">The lowest level that is written.</param>
    public static ILoggerFactory CreateFactory(LogLevel level)
        => LoggerFactory.Create(logging => logging.SetMinimumLevel(level).AddProvider(new LineLoggerProvider(new SimpleLineFormat(), Console.Error)));
}
