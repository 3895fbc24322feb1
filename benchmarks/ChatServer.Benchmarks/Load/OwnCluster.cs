using System.Globalization;
using ChatServer.Benchmarks.Server;
using ChatServer.Benchmarks.Wire;
using TestKit;

namespace ChatServer.Benchmarks.Load;

/// <summary>Servers that share a PostgreSQL database, which flushes its commits to the disk. They run for a load only.</summary>
/// <param name="nodes">How many servers.</param>
/// <param name="configuration">Their configuration, without the store.</param>
/// <param name="program">Another server than the one that was built with us.</param>
internal sealed class OwnCluster(int nodes, ServerConfiguration configuration, string? program) : IDisposable
{
    private readonly TestDatabase _database = new(flushes: true);
    private readonly string _schema = TestDatabase.NewSchema();
    private readonly List<OwnServer> _servers = [];

    /// <summary>CPU time of the servers until now.</summary>
    public TimeSpan ServersCpu => TimeSpan.FromTicks(_servers.Sum(server => ProcessUsage.Of(server.Process.Id).Cpu.Ticks));

    /// <summary>CPU time of the database until now.</summary>
    public TimeSpan DatabaseCpu => ProcessUsage.OfTree(_database.ProcessId);

    /// <summary>Batches that the servers have stored until now, each with a commit.</summary>
    public long Batches => long.Parse(_database.Execute($"select coalesce(sum(batch), 0) from {_schema}.node")[0], CultureInfo.InvariantCulture);

    /// <summary>Lines of the servers on standard error.</summary>
    public IEnumerable<string> Errors => _servers.SelectMany(server => server.Errors);

    /// <summary>Starts the servers.</summary>
    /// <exception cref="ServerFailedException">One does not start.</exception>
    public async Task StartAsync()
    {
        string connection = _database.GetConnection(_schema);
        for (int node = 0; node < nodes; node++)
        {
            string links = nodes == 1 ? "" : $"node=\"n{node}\" address=\"127.0.0.1:0\" secret=\"the secret of a load\"";
            _servers.Add(new OwnServer(configuration with { Store = StoreKind.Postgres, StoreAttributes = $"connection=\"{connection}\" {links}" }, program));
            await _servers[^1].StartAsync().ConfigureAwait(false);
        }
    }

    /// <summary>The servers as a load sees them.</summary>
    /// <param name="name">Name of their row in the report.</param>
    /// <param name="progress">What the load is doing.</param>
    public LoadTarget Target(string name, Progress progress)
        => _servers[0].Target(name, WireTransport.Tcp, progress) with
        {
            Others = [.. _servers.Skip(1).Select(server => server.Process.EndPointOf(WireTransport.Tcp))],
        };

    /// <inheritdoc/>
    public void Dispose()
    {
        _servers.ForEach(server => server.Dispose());
        _database.Dispose();
    }
}
