using System.Diagnostics;
using ChatServer.Core.Storage;

namespace ChatServer.Postgres;

/// <summary>Counts what happens between this node and the others. Thread-safe.</summary>
/// <param name="links">The connections.</param>
/// <param name="pending">The batches that wait.</param>
internal sealed class ClusterFigures(NodeLinks links, PendingBatches pending) : IClusterFigures
{
    private int _nodes;
    private long _linked;
    private long _read;
    private long _losses;
    private long _ejections;
    private long _fencings;
    private long _caughtUp = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public int NodeCount => Volatile.Read(ref _nodes);

    /// <inheritdoc/>
    public int LinkCount => links.UpCount;

    /// <inheritdoc/>
    public long LinkedBatches => Volatile.Read(ref _linked);

    /// <inheritdoc/>
    public long ReadBatches => Volatile.Read(ref _read);

    /// <inheritdoc/>
    public long LossCount => Volatile.Read(ref _losses);

    /// <inheritdoc/>
    public long PendingBytes => pending.Bytes;

    /// <inheritdoc/>
    public TimeSpan Lag => Stopwatch.GetElapsedTime(Volatile.Read(ref _caughtUp));

    /// <inheritdoc/>
    public long EjectionCount => Volatile.Read(ref _ejections);

    /// <inheritdoc/>
    public long FencingCount => Volatile.Read(ref _fencings);

    /// <summary>A batch came over a connection.</summary>
    public void AddLinked() => Interlocked.Increment(ref _linked);

    /// <summary>A look at the database has read all that was missing.</summary>
    /// <param name="start">When it began, by <see cref="Stopwatch.GetTimestamp"/>.</param>
    /// <param name="read">Number of batches that no connection had brought.</param>
    public void AddLook(long start, int read)
    {
        Volatile.Write(ref _caughtUp, start);
        if (read == 0)
            return;
        Interlocked.Add(ref _read, read);
        Interlocked.Increment(ref _losses);
    }

    /// <summary>This node has declared another one gone.</summary>
    public void AddEjection() => Interlocked.Increment(ref _ejections);

    /// <summary>This node has disconnected all users.</summary>
    public void AddFencing() => Interlocked.Increment(ref _fencings);

    /// <summary>Sets the number of living nodes.</summary>
    public void SetNodes(int count) => Volatile.Write(ref _nodes, count);
}
