using System.Net;
using TestKit;

namespace ChatServer.Benchmarks.Torture.Cluster;

/// <summary>The database that the nodes share, with its standby. Only one task changes it at a time.</summary>
internal sealed class ClusterDatabase : IDisposable
{
    private volatile TestDatabase _primary = new();

    /// <summary>Name of the schema.</summary>
    public string Schema { get; } = TestDatabase.NewSchema();

    /// <summary>Where the primary listens.</summary>
    public IPEndPoint EndPoint => _primary.EndPoint;

    /// <summary>A connection string.</summary>
    /// <param name="via">Where to connect; <see langword="null"/> for the primary itself.</param>
    public string GetConnection(IPEndPoint? via = null) => _primary.GetConnection(Schema, via);

    /// <summary>Kills the server and starts it again on its data.</summary>
    /// <param name="pause">How long it is down.</param>
    public async Task KillAsync(TimeSpan pause)
    {
        _primary.Kill();
        await Task.Delay(pause).ConfigureAwait(false);
        _primary.Start();
    }

    /// <summary>Creates a standby, waits for a while, kills the primary, and promotes the standby.</summary>
    /// <param name="pause">How long the standby exists before the primary is killed.</param>
    /// <param name="isLossy">Whether the standby has nothing that is committed meanwhile. Otherwise commits wait for it.</param>
    public async Task FailOverAsync(TimeSpan pause, bool isLossy)
    {
        TestDatabase old = _primary;
        await using var replication = new FlakyProxy(() => old.EndPoint);
        TestDatabase standby = old.CreateStandby(replication.EndPoint);
        try
        {
            if (isLossy)
                replication.Stall();
            else
                old.WaitForStandbys();
            await Task.Delay(pause).ConfigureAwait(false);
            old.Kill();
            standby.Promote();
        }
        catch
        {
            standby.Dispose();
            throw;
        }

        _primary = standby;
        old.Dispose();
    }

    /// <summary>Runs a statement.</summary>
    public string[] Execute(string sql) => _primary.Execute($"set search_path to {Schema}; {sql}");

    /// <inheritdoc/>
    public void Dispose() => _primary.Dispose();
}
