namespace SuperSocket.SocketBase.Logging;

/// <summary>Writes every level to standard output, a line as <c>name-LEVEL: message</c>. Thread-safe; never throws.</summary>
/// <param name="name">Name of the log.</param>
public class ConsoleLog(string name) : LogBase
{
    /// <inheritdoc/>
    protected override bool IsEnabled(LogLevel level) => true;

    /// <inheritdoc/>
    protected override void Write(LogLevel level, string message, Exception? exception)
    {
        string line = $"{name}-{level.ToString().ToUpperInvariant()}: {message}";
        try
        {
            Console.WriteLine(exception == null ? line : line + Environment.NewLine + PrintableText.Lines(exception.ToString()));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // Standard output is a full disk or closed. There is nowhere to say so, and a server outlives its console.
        }
    }
}

/// <summary>Makes <see cref="ConsoleLog"/>s.</summary>
public class ConsoleLogFactory : ILogFactory
{
    /// <inheritdoc/>
    public ILog GetLog(string name) => new ConsoleLog(name);
}
