using SuperSocket.SocketBase.Logging;

namespace ChatServer.MicroBenchmarks.Kit;

/// <summary>Keeps the first error. Warnings come from a busy machine: that a command was slow. Thread-safe.</summary>
internal sealed class StageLog : LogBase, ILogFactory
{
    private string? _first;

    /// <summary>The first one; <see langword="null"/> if there is none.</summary>
    public string? First => Volatile.Read(ref _first);

    public ILog GetLog(string name) => this;

    protected override bool IsEnabled(LogLevel level) => level >= LogLevel.Error;

    protected override void Write(LogLevel level, string message, Exception? exception)
        => Interlocked.CompareExchange(ref _first, exception == null ? message : $"{message} {exception}", null);
}
