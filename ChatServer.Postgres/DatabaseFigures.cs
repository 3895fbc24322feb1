using ChatServer.Core.Storage;

namespace ChatServer.Postgres;

/// <summary>Counts what a store commits. Thread-safe.</summary>
/// <param name="store">The store.</param>
internal sealed class DatabaseFigures(PostgresStore store) : IDatabaseFigures
{
    private long _refused;

    /// <inheritdoc/>
    public event Action<StoreFlush>? Flushed;

    /// <inheritdoc/>
    public long RecordCount => store.Appended - IStore.PositionOfRead;

    /// <inheritdoc/>
    public long RefusedCount => Volatile.Read(ref _refused);

    /// <inheritdoc/>
    public long WaitingBytes => store.WaitingBytes;

    /// <inheritdoc/>
    public bool IsFailing => store.Condition == StoreCondition.Failing;

    /// <summary>See <see cref="IDatabaseFigures.Cluster"/>.</summary>
    public ClusterFigures? Cluster { get; set; }

    /// <inheritdoc/>
    IClusterFigures? IDatabaseFigures.Cluster => Cluster;

    /// <summary>A batch was committed.</summary>
    public void AddFlush(StoreFlush flush) => Flushed?.Invoke(flush);

    /// <summary>Counts records that the database has refused.</summary>
    public void AddRefused(int records) => Interlocked.Add(ref _refused, records);
}
