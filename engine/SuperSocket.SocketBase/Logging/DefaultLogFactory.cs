using System.Globalization;

namespace SuperSocket.SocketBase.Logging;

/// <summary>
/// Our extension: what a bootstrap uses whose configuration names no log factory. Every level goes to standard output and, if the
/// directory can be written, to <c>Logs/name.log</c> below the application's directory: five files of 10 MB at most for each
/// name, with UTC time. Thread-safe.
/// </summary>
public class DefaultLogFactory : ILogFactory
{
    private const int MaxFileName = 100;

    private static readonly char[] NotInFileNames = [.. Path.GetInvalidFileNameChars(), '/', '\\', ':', '*', '?', '"', '<', '>', '|'];

    private readonly string _directory;
    private int _warned;

    /// <summary>Makes a factory whose files are in the directory <c>Logs</c> below the application's.</summary>
    public DefaultLogFactory()
        : this(Path.Combine(AppContext.BaseDirectory, "Logs"))
    {
    }

    /// <summary>Makes a factory.</summary>
    /// <param name="directory">Where the files are; it is made if it does not exist.</param>
    public DefaultLogFactory(string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        _directory = directory;
    }

    /// <inheritdoc/>
    public ILog GetLog(string name)
    {
        var console = new ConsoleLog(name);
        var file = RollingLogFile.TryOpen(Path.Combine(_directory, FileName(name)));
        if (file == null && Interlocked.Exchange(ref _warned, 1) == 0)
            console.Warn($"There are no log files, because the directory {_directory} cannot be written.");
        return new Log(console, file);
    }

    // A name may be any text; dots at its ends would change what the file is.
    private static string FileName(string name)
    {
        string safe = string.Join('_', (name ?? string.Empty).Split(NotInFileNames)).Trim('.', ' ');
        return (safe.Length > MaxFileName ? safe[..MaxFileName] : safe) + ".log";
    }

    private sealed class Log(ConsoleLog console, RollingLogFile? file) : LogBase
    {
        protected override bool IsEnabled(LogLevel level) => true;

        protected override void Write(LogLevel level, string message, Exception? exception)
        {
            console.Forward(level, message, exception);
            if (file == null)
                return;

            string line = string.Create(
                CultureInfo.InvariantCulture,
                $"{DateTime.UtcNow:yyyy-MM-dd HH:mm:ss.fff}Z {level.ToString().ToUpperInvariant(),-5} {message}{Environment.NewLine}");
            file.Write(exception == null ? line : line + exception + Environment.NewLine);
        }
    }
}
