using SuperSocket.SocketBase.Logging;

namespace SuperSocket.Soak;

/// <summary>Who caused an Error line.</summary>
internal enum ErrorCause
{
    /// <summary>Nobody: the engine's fault.</summary>
    Nobody,

    /// <summary>The command that throws.</summary>
    Throw,

    /// <summary>A client that did not take an answer in time.</summary>
    SendTimeOut,

    /// <summary>A request over the limit.</summary>
    TooLong,

    /// <summary>A connection over the limit; at most one line a second is written.</summary>
    TooManyConnections,
}

/// <summary>Sorts the servers' Error lines by who caused them; one that no client caused is a failure.</summary>
internal sealed class SoakLog(Tally tally) : ILogFactory
{
    private readonly int[] _counts = new int[Enum.GetValues<ErrorCause>().Length];

    public int Count(ErrorCause cause) => Volatile.Read(ref _counts[(int)cause]);

    public ILog GetLog(string name) => new Log(name, this);

    private static ErrorCause CauseOf(string message, Exception? exception) => exception switch
    {
        SoakException => ErrorCause.Throw,
        TimeoutException => ErrorCause.SendTimeOut,
        null when message.Contains("maxRequestLength", StringComparison.Ordinal) => ErrorCause.TooLong,
        null when message.Contains("maxConnectionNumber", StringComparison.Ordinal) => ErrorCause.TooManyConnections,
        _ => ErrorCause.Nobody,
    };

    private void Add(string name, string message, Exception? exception)
    {
        ErrorCause cause = CauseOf(message, exception);
        Interlocked.Increment(ref _counts[(int)cause]);
        if (cause == ErrorCause.Nobody)
            tally.Fail($"unexpected Error of {name}: {message} {exception}");
    }

    private sealed class Log(string name, SoakLog owner) : LogBase
    {
        protected override bool IsEnabled(LogLevel level) => level >= LogLevel.Error;

        protected override void Write(LogLevel level, string message, Exception? exception) => owner.Add(name, message, exception);
    }
}
