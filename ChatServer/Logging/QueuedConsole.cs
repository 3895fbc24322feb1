namespace ChatServer.Logging;

/// <summary>
/// Makes everything that this process writes to <see cref="Console.Out"/> and <see cref="Console.Error"/> go through queues, so that neither a reader that
/// stops reading, nor a full disk, a closed terminal or a broken pipe blocks the server or ends it.
/// </summary>
internal sealed class QueuedConsole : IDisposable
{
    private readonly OutputQueue _output = new("standard output", new StandardStream(1));
    private readonly OutputQueue _errors = new("standard error", new StandardStream(2));

    private QueuedConsole()
    {
        Console.SetOut(new QueuedWriter(_output));
        Console.SetError(new QueuedWriter(_errors));
    }

    /// <summary>How standard error says that lines were dropped. Default <see cref="SimpleLineFormat"/>.</summary>
    public ILineFormat ErrorFormat
    {
        get => _errors.ReportFormat;
        set => _errors.ReportFormat = value;
    }

    /// <summary>How long the end of the process waits for its last words.</summary>
    public static TimeSpan MaxWait { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Begins.</summary>
    public static QueuedConsole Install() => new();

    /// <summary>Waits for what is still to be written, for <see cref="MaxWait"/> at most. The queues stay: a later write must not block either.</summary>
    public void Dispose()
    {
        long start = Environment.TickCount64;
        _output.Finish(MaxWait);
        _errors.Finish(MaxWait - TimeSpan.FromMilliseconds(Environment.TickCount64 - start));
    }
}
