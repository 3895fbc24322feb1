using ChatServer.Core;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ChatServer.Postgres;

/// <summary>
/// Keeps records in the tables of a PostgreSQL database that several servers may share. It collects records in memory while its own thread stores earlier ones
/// in one transaction (group commit). docs/cluster.md describes how servers work together. Thread-safe.
/// </summary>
public sealed partial class PostgresStore : IStore, ILoginDirectory
{
    private static readonly TimeSpan MaxLinking = TimeSpan.FromSeconds(1);

    private readonly StoreOptions _options;
    private readonly ILogger _log;
    private readonly Database _database;
    private readonly CommitWaiters _waiters;
    private readonly AppliedBatches _applied = new();
    private readonly LocalLogins _localLogins = new();
    private readonly TimeSpan _ttl;
    private readonly StoreLimits _limits;
    private readonly DatabaseFigures _figures;
    private readonly List<(string User, int Node, long Epoch)> _sessions = [];
    private ClusterLogins? _logins;
    private BatchFollower? _follower;
    private NodeLinks? _links;
    private LocalChat? _chat;
    private Thread _writer = null!;
    private Timer? _watchdog;
    private System.Net.Sockets.Socket? _listener;
    private int _node;

    /// <summary>Creates a store that is not yet open.</summary>
    /// <param name="options">Where the database is.</param>
    /// <param name="limits">How many ended messages are remembered.</param>
    /// <param name="log">Receives log lines about the database.</param>
    /// <exception cref="StoreException">The options are wrong.</exception>
    public PostgresStore(StoreOptions options, StoreLimits limits, ILogger log)
    {
        _options = options;
        _limits = limits;
        _log = log;
        _database = new Database(options.Connection);
        _waiters = new CommitWaiters(log);
        _ttl = TimeSpan.FromSeconds(5);
        _figures = new DatabaseFigures(this);
    }

    /// <inheritdoc/>
    public StoreLevel Level => StoreLevel.Disk;

    /// <inheritdoc/>
    public IDatabaseFigures DatabaseFigures => _figures;

    /// <summary>Figures of the work with other nodes; <see langword="null"/> if there cannot be any.</summary>
    internal ClusterFigures? ClusterFigures => _figures.Cluster;

    /// <inheritdoc/>
    public string? Place => $"{_database.Place} by node {_options.Node}";

    /// <inheritdoc/>
    public bool WantsRecipients => true;

    /// <inheritdoc/>
    public bool MayRefuse => true;

    /// <inheritdoc/>
    public long Durable => Volatile.Read(ref _durable);

    /// <inheritdoc/>
    public long Appended => Volatile.Read(ref _appended);

    /// <summary>Number of this node in the database.</summary>
    public int Node => _node;

    /// <summary>
    /// Why this node must end, as text for people; <see langword="null"/> while it works. Another server has taken its place, or the database has lost commits.
    /// </summary>
    public string? EndReason => _endReason;

    /// <summary>Called when <see cref="EndReason"/> is set, on any thread.</summary>
    public Action<string>? Ended { get; set; }

    /// <inheritdoc/>
    public void Open(IStoreState state)
    {
        if (_options.Address.Length > 0)
            _listener = NodeLinks.Listen(_options.Address);
        try
        {
            ReadState(state);
        }
        catch
        {
            _listener?.Dispose();
            throw;
        }

        _log.Registered(_database.Place, _options.Node, _node);
        _renewed = Environment.TickCount64;
        _logins = new ClusterLogins(this, _database, _localLogins, _log);
        _writer = new Thread(Run) { IsBackground = true, Name = "Postgres writer" };
        _writer.Start();
        _watchdog = new Timer(static store => ((PostgresStore)store!).Watch(), this, HeartbeatInterval, HeartbeatInterval);
    }

    private void ReadState(IStoreState state)
    {
        string address = _listener?.LocalEndPoint?.ToString() ?? string.Empty;
        try
        {
            using NpgsqlConnection connection = _database.Open();
            SchemaMigration.Apply(connection, _database.Schema);
            _node = NodeRegistration.Register(connection, _options with { Address = address }, _ttl);
            _applied.SetSelf(_node);
            using NpgsqlTransaction snapshot = connection.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
            var reader = new StateReader(connection);
            reader.Read("select id, batch from node where id <> $1", [_node], row => _applied.Start(row.GetInt32(0), row.GetInt64(1)));
            reader.Read(
                "select user_id, s.node, epoch from session s join node n on n.id = s.node where not n.gone and n.id <> $1",
                [_node],
                row => _sessions.Add((row.GetString(0), row.GetInt32(1), row.GetInt64(2))));
            reader.ReadAll(record =>
            {
                if (record.Kind == RecordKind.AccountSet)
                    _accounts.Add(record.User);
                state.Apply(record);
            });
            snapshot.Commit();
        }
        catch (Exception e) when (Database.IsFailure(e))
        {
            throw new StoreException($"{_database.Place} cannot be used: {Database.Describe(e)}", e);
        }
    }

    /// <summary>Starts to work with other nodes. Call it when the state was read.</summary>
    /// <param name="chat">The chat that has the state.</param>
    internal void Start(LocalChat chat)
    {
        _chat = chat;
        chat.Chat.Replica.LoggedOut = OnLoggedOut;
        foreach ((string user, int node, long epoch) in _sessions)
            chat.Chat.Replica.Remote.Add(user, node, epoch);
        _sessions.Clear();
        _follower = new BatchFollower(this, _database, _applied, _limits, _ttl, _log);
        if (_listener != null)
        {
            _links = new NodeLinks(_listener!, _options, _node, _follower.Add, _follower.Hurry, chat.Chat.Replica, this, _log);
            _figures.Cluster = new ClusterFigures(_links, _follower.Pending);
            chat.Peers = new PeerServers(_options.Node, _links);
            chat.Chat.Replica.Delivered = (message, to) => _links.SendDelivered(message.Id, message.From, to, message.Group != null);
        }

        _follower.Start();
        _logins!.Start();

        // Until then, other nodes would learn of logins here only after a while. A node that is dead, but not yet gone, delays the start.
        if (_links != null)
            SpinWait.SpinUntil(() => _links.IsComplete, MaxLinking);
    }

    /// <inheritdoc/>
    public long Append(in StoreRecord record)
    {
        RefuseUnknown(record.Kind);
        string? actor = GetActor(record);
        long epoch = actor == null ? 0 : _localLogins.Get(actor);
        var item = new BatchItem(record.Recipients == null ? ItemKind.Record : ItemKind.GroupRecord, record, epoch == 0 ? null : actor, epoch);
        lock (_lock)
        {
            if (record.Kind == RecordKind.AccountSet)
                item = item with { IsNewAccount = _accounts.Add(record.User) };
            else if (record.Kind == RecordKind.AccountRemoved)
                Forget(record.User);
            return Append(item);
        }
    }

    /// <inheritdoc/>
    public void Notify(long position, ICommitObserver observer)
    {
        _waiters.Add(position, observer);
        if (position <= Durable)
        {
            _waiters.Release(Durable);
            return;
        }

        lock (_lock)
        {
            // No early flush is needed for records that the writer has already taken.
            if (position <= _taken || _hurry)
                return;
            _hurry = true;
            WakeWriter();
        }
    }

    /// <inheritdoc/>
    public Task WhenReadyAsync()
    {
        lock (_lock)
        {
            return _behind && _failure == null && !_stopping
                ? (_ready ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task
                : Task.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public Task<BackupSummary> BackUpAsync(string directory) => throw new StoreException("the store is in a database: back the database up");

    /// <summary>Appends that a user has logged in here, so that other nodes learn it.</summary>
    internal void AppendLogin(string user, long epoch)
        => AppendForOthers(new BatchItem(ItemKind.LoggedIn, default, user, epoch));

    /// <summary>Appends that a login here has ended. When this is stored, the database is told, too: after what the session has sent.</summary>
    internal void AppendLogout(string user, long epoch)
        => AppendForOthers(new BatchItem(ItemKind.LoggedOut, default, user, epoch));

    /// <summary>Stores what was appended, then leaves the nodes. Drops records that a failing database does not accept; none of them was acknowledged.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_stopping)
                return;
            _stopping = true;
            _end.Set();
            _wake.Set();
        }

        if (_writer == null)
            return;
        await Task.Run(_logins!.Stop).ConfigureAwait(false);
        if (_follower != null)
            await Task.Run(_follower.Dispose).ConfigureAwait(false);
        await Task.Run(_writer.Join).ConfigureAwait(false);
        TellReady();
        if (_watchdog != null)
            await _watchdog.DisposeAsync().ConfigureAwait(false);
        if (_links != null)
            await _links.DisposeAsync().ConfigureAwait(false);
        await Task.Run(Leave).ConfigureAwait(false);
        _connection?.Dispose();
        _waiters.Fail("the server has stopped", endAll: true);
    }

    // Whose login the database checks: a request is stored only if its user is still logged in here.
    private static string? GetActor(in StoreRecord record) => record.Kind switch
    {
        RecordKind.MessageAdded or RecordKind.GroupMessageAdded => record.From,
        RecordKind.MessageEnded when record.End == MessageEnd.Confirmed => record.User,
        RecordKind.MessageEnded when record.End == MessageEnd.Recalled => record.From,
        RecordKind.GroupJoined or RecordKind.GroupLeft => record.User,
        _ => null,
    };

    private static void RefuseUnknown(RecordKind kind)
    {
        if (kind is not (RecordKind.MessageAdded or RecordKind.MessageEnded or RecordKind.GroupMessageAdded or RecordKind.GroupJoined or RecordKind.GroupLeft
            or RecordKind.AccountSet or RecordKind.AccountRemoved or RecordKind.AccountFlagsSet or RecordKind.BanSet or RecordKind.BanRemoved
            or RecordKind.ListEntryAdded or RecordKind.ListEntryRemoved or RecordKind.AgeKept))
            throw new StoreException($"the store of type postgres does not support this operation yet ({kind})");
    }

    private void OnLoggedOut(string user, long epoch)
    {
        if (epoch == 0)
            return;
        _localLogins.End(user, epoch, Environment.TickCount64);
        AppendLogout(user, epoch);
    }

    // The memberships of a removed account end although its user does not act.
    private void Forget(string account)
    {
        _accounts.Remove(account);
        _localLogins.Forget(account);
    }

    // The other nodes need not wait until this one is late.
    private void Leave()
    {
        if (_endReason != null)
            return;
        try
        {
            using NpgsqlConnection connection = _database.Open();
            using var command = new NpgsqlCommand(
                "with n as (update node set gone = true where id = $1) update session set node = 0 where node = $1", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = _node });
            command.ExecuteNonQuery();
        }
        catch (Exception e) when (Database.IsFailure(e))
        {
            // The others find out after a while.
        }
    }
}
