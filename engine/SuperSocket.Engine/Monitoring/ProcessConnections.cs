using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Counts the connections of all servers of the process against the files that it may have open. A process without a free descriptor cannot open a file,
/// resolve a name or start a thread, and .NET ends it then; so some descriptors are never used for connections. Thread-safe.
/// </summary>
internal static class ProcessConnections
{
    // Descriptors that are never used for connections: logs, journals, administration, files of the runtime.
    private const int MinReserve = 64;

    private static readonly Lazy<(int Files, int Connections)> Limits = new(Find);
    private static int _count;

    /// <summary>Most connections at one time, of all servers together.</summary>
    public static int Max => Limits.Value.Connections;

    /// <summary>How many files the process may have open.</summary>
    public static int MaxFiles => Limits.Value.Files;

    /// <summary>Counts a connection.</summary>
    /// <returns><see langword="false"/> if there are too many already: it is to be closed.</returns>
    public static bool TryAdd()
    {
        if (Interlocked.Increment(ref _count) <= Max)
            return true;
        Remove();
        return false;
    }

    /// <summary>A counted connection is closed.</summary>
    public static void Remove() => Interlocked.Decrement(ref _count);

    /// <summary>Says that fewer connections are possible than the servers are configured for, if so: a warning if one server alone cannot have its own.</summary>
    /// <param name="configured">How many connections each server may have by its configuration.</param>
    /// <param name="log">Gets the line.</param>
    public static void ReportIfFewer(IReadOnlyCollection<int> configured, ILog log)
    {
        long all = configured.Sum(number => (long)number);
        if (all <= Max)
            return;
        string text = $"At most {Max} connections are possible at one time, although maxConnectionNumber allows {all}: the system lets this process open {MaxFiles} files. Raise that (ulimit -n, or LimitNOFILE= of a systemd unit), or lower maxConnectionNumber.";
        if (configured.Any(number => number > Max))
            log.Warn(text);
        else
            log.Info(text);
    }

    private static (int Files, int Connections) Find()
    {
        if (OpenFileLimit.Raise() is not { } files)
            return (int.MaxValue, int.MaxValue);
        int reserve = Math.Max(MinReserve, files / 16);
        return (files, Math.Max(1, files - OpenFileLimit.CountOpen() - reserve));
    }
}
