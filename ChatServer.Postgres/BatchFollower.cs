using System.Diagnostics;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatServer.Postgres;

/// <summary>
/// Applies what other nodes have stored. Nodes send their batches to each other; what is missing is read from the database. Its own thread does so, and watches
/// which nodes live. Thread-safe.
/// </summary>
internal sealed class BatchFollower : IDisposable
{
    private const int MaxBatchesAtOnce = 100;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    // A batch that waits for another one gets it from a link within a few milliseconds, or not at all.
    private static readonly TimeSpan GapInterval = TimeSpan.FromMilliseconds(20);

    private readonly PostgresStore _store;
    private readonly Database _database;
    private readonly AppliedBatches _applied;
    private readonly ILogger _log;
    private readonly TimeSpan _ttl;
    private readonly Housekeeping _housekeeping;
    private readonly PendingBatches _pending;
    private readonly Thread _thread;

    // Never disposed of, because batches may arrive after the end.
    private readonly AutoResetEvent _wake = new(initialState: false);

    // Guards the requests.
    private readonly Lock _lock = new();
    private List<TaskCompletionSource> _requests = [];
    private volatile bool _isStopped;
    private volatile bool _mustPoll;
    private readonly HashSet<int> _gone = [];
    private NpgsqlConnection? _connection;

    // Since when this thread has had the database without a failure.
    private long _connectedSince = Stopwatch.GetTimestamp();

    /// <summary>Creates an object that does nothing until it is started.</summary>
    public BatchFollower(PostgresStore store, Database database, AppliedBatches applied, StoreLimits limits, TimeSpan ttl, ILogger log)
    {
        _store = store;
        _database = database;
        _applied = applied;
        _ttl = ttl;
        _log = log;
        _housekeeping = new Housekeeping(limits);
        _pending = new PendingBatches(applied);
        _thread = new Thread(Run) { IsBackground = true, Name = "Postgres follower" };
    }

    /// <summary>A row of the table of nodes.</summary>
    internal sealed record NodeRow(int Id, string Name, string Address, long Batch, bool IsGone, bool IsLate);

    /// <summary>Batches that wait until they can be applied.</summary>
    public PendingBatches Pending => _pending;

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        _isStopped = true;
        _wake.Set();
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
            _thread.Join(TimeSpan.FromSeconds(10));
        EndRequests(new StoreException("the server stops"));
    }

    /// <summary>Another node has sent a batch.</summary>
    public void Add(StoredBatch batch)
    {
        if (_pending.Add(batch, mayDrop: true))
            _store.ClusterFigures?.AddLinked();
        _wake.Set();
    }

    /// <summary>Waits until everything is applied that any node had stored before the call.</summary>
    /// <exception cref="StoreException">The database cannot be reached.</exception>
    public Task RefreshAsync()
    {
        var request = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_isStopped)
                throw new StoreException("the server stops");
            _requests.Add(request);
        }

        _wake.Set();
        return request.Task;
    }

    /// <summary>Reads soon what is missing.</summary>
    public void Hurry()
    {
        _mustPoll = true;
        _wake.Set();
    }

    private void Run()
    {
        long polled = 0;
        while (!_isStopped)
        {
            _wake.WaitOne(_pending.IsEmpty ? PollInterval : GapInterval);
            try
            {
                ApplyPending();
                long passed = Environment.TickCount64 - polled;
                if (!HasRequests && !_mustPoll && passed < (_pending.IsEmpty ? PollInterval : GapInterval).TotalMilliseconds)
                    continue;
                _mustPoll = false;
                Poll();
                polled = Environment.TickCount64;
            }
            catch (NodeEndsException e)
            {
                _store.EndBecauseOf(e.Message);
                return;
            }
            catch (Exception e)
            {
                _connection?.Dispose();
                _connection = null;
                _connectedSince = long.MaxValue;
                if (!Database.IsFailure(e))
                    _log.ThreadFailed(e, "follower");
                EndRequests(new StoreException(Database.Describe(e), e));
                // The database is away. This thread has nothing else to do, and tries again.
                Thread.Sleep(PauseAfterFailure);
            }
        }

        _connection?.Dispose();
    }

    private bool HasRequests
    {
        get
        {
            lock (_lock)
                return _requests.Count > 0;
        }
    }

    private void EndRequests(Exception e)
    {
        foreach (TaskCompletionSource request in TakeRequests())
            request.TrySetException(e);
    }

    private List<TaskCompletionSource> TakeRequests()
    {
        lock (_lock)
        {
            List<TaskCompletionSource> taken = _requests;
            _requests = [];
            return taken;
        }
    }

    private void ApplyPending()
    {
        while (_pending.TakeReady() is { } batch)
        {
            Connect();
            _store.ApplyBatch(batch, new StateReader(_connection!));
        }
    }

    private void Connect() => _connection ??= _database.Open();

    private void Poll()
    {
        List<TaskCompletionSource> requests = TakeRequests();
        try
        {
            bool isOld = _connection != null;
            Connect();
            try
            {
                ReadNodes();
            }
            catch (Exception e) when (isOld && Database.IsFailure(e))
            {
                // The connection may have ended long ago.
                _connection!.Dispose();
                _connection = null;
                Connect();
                ReadNodes();
            }
        }
        catch (Exception e)
        {
            foreach (TaskCompletionSource request in requests)
                request.TrySetException(new StoreException(Database.Describe(e), e));
            throw;
        }

        foreach (TaskCompletionSource request in requests)
            request.TrySetResult();
    }

    private void ReadNodes()
    {
        long start = Stopwatch.GetTimestamp();
        var reader = new StateReader(_connection!);
        var nodes = new List<NodeRow>();
        reader.Read(
            "select id, name, address, batch, gone, renewed < clock_timestamp() - make_interval(secs => $1) from node",
            [_ttl.TotalSeconds],
            row => nodes.Add(new NodeRow(row.GetInt32(0), row.GetString(1), row.GetString(2), row.GetInt64(3), row.GetBoolean(4), row.GetBoolean(5))));
        int read = 0;
        foreach (NodeRow node in nodes.Where(node => node.Id != _store.Node))
            read += CatchUp(reader, node);
        _store.ClusterFigures?.AddLook(start, read);
        OnNodes(nodes);
    }

    // Reads the missing batches of a node. They may come after batches of other nodes, so these are read too. Returns how many no link had brought.
    private int CatchUp(StateReader reader, NodeRow node)
    {
        int read = 0;
        while (_applied.Get(node.Id) is var last && last < node.Batch)
        {
            List<StoredBatch> batches = [];
            reader.Read(
                $"select {StoredBatch.Columns} from batch where node = $1 and number > $2 and number <= $3 order by number limit {MaxBatchesAtOnce}",
                [node.Id, last, node.Batch],
                row => batches.Add(StoredBatch.Read(node.Id, row)));
            if (batches.Count == 0 || batches[0].Number != last + 1)
                throw IsGone(reader) ? new NodeEndsException(PostgresStore.GoneReason) : NodeEndsException.TooFarBehind(node.Name);
            foreach (StoredBatch batch in batches)
            {
                foreach ((int other, long number) in batch.After)
                {
                    if (other != _store.Node && _applied.Get(other) < number)
                        read += CatchUp(reader, new NodeRow(other, node.Name, string.Empty, number, false, false));
                }

                if (_pending.Add(batch, mayDrop: false))
                    read++;
                ApplyPending();
            }
        }

        return read;
    }

    // Batches are not kept for a node that was declared gone.
    private bool IsGone(StateReader reader)
    {
        bool isGone = true;
        reader.Read("select gone from node where id = $1", [_store.Node], row => isGone = row.GetBoolean(0));
        return isGone;
    }

    private void OnNodes(List<NodeRow> nodes)
    {
        foreach (NodeRow gone in nodes.Where(node => node.IsGone && _gone.Add(node.Id)))
            _store.OnNodeGone(gone.Id);
        NodeRow[] living = [.. nodes.Where(node => !node.IsGone)];
        _applied.Keep(nodes.Select(node => node.Id).ToHashSet());

        // After a failure of the database, the rows of all nodes are old: the others get the time to renew theirs.
        if (_connectedSince == long.MaxValue)
            _connectedSince = Stopwatch.GetTimestamp();
        if (Stopwatch.GetElapsedTime(_connectedSince) > _ttl)
        {
            foreach (NodeRow late in living.Where(node => node.IsLate && node.Id != _store.Node))
                DeclareGone(late);
        }

        _store.OnLivingNodes(living);
        bool isFirst = living.Length > 0 && living.Min(node => node.Id) == _store.Node;
        _housekeeping.Run(_connection!, _store.Node, _applied, isFirst);
    }

    private void DeclareGone(NodeRow node)
    {
        using var command = new NpgsqlCommand(
            "with n as (select id from node where id = $1 and not gone and renewed < clock_timestamp() - make_interval(secs => $2) for update skip locked) "
            + "update node set gone = true from n where node.id = n.id",
            _connection);
        command.Parameters.Add(new NpgsqlParameter { Value = node.Id });
        command.Parameters.Add(new NpgsqlParameter { Value = _ttl.TotalSeconds });
        if (command.ExecuteNonQuery() == 0)
            return;
        _log.DeclaredGone(node.Name, node.Id);
        _store.ClusterFigures?.AddEjection();
        using var leaving = new NpgsqlCommand(
            "update session s set node = 0 where user_id in (select x.user_id from session x where x.node = $1 order by 1 for update of x) and s.node = $1", _connection);
        leaving.Parameters.Add(new NpgsqlParameter { Value = node.Id });
        leaving.ExecuteNonQuery();
    }
}

/// <summary>This node cannot go on.</summary>
/// <param name="reason">Why, as text for people.</param>
internal sealed class NodeEndsException(string reason) : Exception(reason)
{
    /// <summary>What another node has stored was removed before this node has applied it.</summary>
    /// <param name="node">Name of the other node.</param>
    public static NodeEndsException TooFarBehind(string node) => new($"batches of the node \"{node}\" that this node needs are no longer in the database");
}
