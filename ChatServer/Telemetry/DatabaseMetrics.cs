using System.Diagnostics.Metrics;
using ChatServer.Core.Storage;

namespace ChatServer.Telemetry;

/// <summary>The metrics of a store in a database, and of the work with other servers that share it.</summary>
internal sealed class DatabaseMetrics : IDisposable
{
    private readonly IDatabaseFigures _database;
    private readonly Histogram<double> _flushDuration;
    private readonly Histogram<long> _batchRecords;

    /// <summary>Adds the metrics to a meter.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="database">The figures.</param>
    public DatabaseMetrics(Meter meter, IDatabaseFigures database)
    {
        _database = database;
        _flushDuration = meter.CreateHistogram(
            "chat.database.flush.duration",
            "s",
            "Time that the database took to commit a batch.",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = ChatMetrics.FlushSeconds });
        _batchRecords = meter.CreateHistogram(
            "chat.database.batch.records",
            "{record}",
            "Records that shared one commit (group commit).",
            advice: new InstrumentAdvice<long> { HistogramBucketBoundaries = ChatMetrics.BatchRecords });
        database.Flushed += OnFlushed;
        meter.CreateObservableCounter("chat.database.records", () => database.RecordCount, "{record}", "Records that were appended.");
        meter.CreateObservableCounter(
            "chat.database.refused", () => database.RefusedCount, "{record}", "Records that were not stored, because their users had moved to another server.");
        meter.CreateObservableUpDownCounter("chat.database.waiting", () => database.WaitingBytes, "By", "Bytes that wait for the database.");
        meter.CreateObservableGauge("chat.database.failing", () => database.IsFailing ? 1 : 0, null, "1 while the database cannot be written, else 0.");
        if (database.Cluster is { } cluster)
            AddCluster(meter, cluster);
    }

    /// <inheritdoc/>
    public void Dispose() => _database.Flushed -= OnFlushed;

    private static void AddCluster(Meter meter, IClusterFigures cluster)
    {
        meter.CreateObservableGauge("chat.cluster.nodes", () => cluster.NodeCount, "{node}", "Servers that live by the database, this one included.");
        meter.CreateObservableGauge("chat.cluster.links", () => cluster.LinkCount, "{link}", "Other servers to which the connection of this one is up.");
        meter.CreateObservableCounter(
            "chat.cluster.batches",
            () => (Measurement<long>[])[new(cluster.LinkedBatches, Way("link")), new(cluster.ReadBatches, Way("table"))],
            "{batch}",
            "Batches of other servers that were applied, by the way they came.");
        meter.CreateObservableCounter("chat.cluster.losses", () => cluster.LossCount, "{look}", "Looks at the database that found an unknown batch.");
        meter.CreateObservableUpDownCounter("chat.cluster.pending", () => cluster.PendingBytes, "By", "Bytes of batches that wait for earlier ones.");
        meter.CreateObservableGauge("chat.cluster.lag", () => cluster.Lag.TotalSeconds, "s", "Time since this server last had what the others had stored.");
        meter.CreateObservableCounter("chat.cluster.ejections", () => cluster.EjectionCount, "{node}", "Other servers that this one declared gone.");
        meter.CreateObservableCounter(
            "chat.cluster.fencings", () => cluster.FencingCount, "{fencing}", "Times that all users were disconnected because the database did not answer.");
    }

    private static KeyValuePair<string, object?> Way(string way) => new("way", way);

    private void OnFlushed(StoreFlush flush)
    {
        _flushDuration.Record(flush.Duration.TotalSeconds);
        _batchRecords.Record(flush.Records);
    }
}
