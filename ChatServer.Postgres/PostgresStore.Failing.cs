using ChatServer.Core.Storage;
using Npgsql;

namespace ChatServer.Postgres;

/// <content>
/// Failures of the database: the writer notifies the waiting observers, refuses new messages, connects again and finds out whether its last batch was stored.
/// </content>
public sealed partial class PostgresStore
{
    /// <summary>Why a node ends that was declared gone, as text for people.</summary>
    internal const string GoneReason
        = "another server has taken its place in the database, or the other nodes could not see it for too long. Nothing of it was stored since then.";

    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);

    // A database that has not answered for so long counts as failing.
    private static readonly TimeSpan MaxFlush = TimeSpan.FromSeconds(3);

    private volatile string? _failure;
    private volatile string? _endReason;
    private long _flushStarted;
    private long _renewed;
    private bool _isLeaseOver;

    /// <inheritdoc/>
    public StoreCondition Condition => _failure != null ? StoreCondition.Failing : _behind ? StoreCondition.Behind : StoreCondition.Ready;

    /// <inheritdoc/>
    public string? Failure => _failure;

    // The main loop of the writer thread.
    private void Run()
    {
        TimeSpan pause = FirstRetry;
        while (true)
        {
            try
            {
                if (!WriteNext())
                    return;
                pause = FirstRetry;
                continue;
            }
            catch (PostgresException e) when (e.SqlState == "CH001")
            {
                End(GoneReason);
                return;
            }
            catch (LostCommitsException e)
            {
                End(e.Message);
                return;
            }
            catch (Exception e)
            {
                Disconnect();
                Fail(Database.IsFailure(e) ? null : e, Database.Describe(e));
            }

            if (_end.WaitOne(pause))
                break;
            pause = pause * 2 < LastRetry ? pause * 2 : LastRetry;
        }

        _log.LosesRecords(_failure, Appended - Durable);
    }

    // Connects if there is no connection, and finds out whether the last batch was stored. The query changes the row, because only a commit of its own proves
    // that what it reads is replicated.
    private void Connect()
    {
        if (_connection != null)
            return;
        NpgsqlConnection connection = _database.Open();
        try
        {
            using var command = new NpgsqlCommand(
                "update node set renewed = clock_timestamp() where id = $1 and not gone returning batch, moved, lost", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = _node });
            using (NpgsqlDataReader reader = command.ExecuteReader())
                Resolve(reader);
            _flush = BatchArrays.CreateCommand(connection);
            _flush.Prepare();
            _connection = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Resolve(NpgsqlDataReader reader)
    {
        if (!reader.Read())
            throw new PostgresException("this node is gone", "ERROR", "ERROR", "CH001");
        long stored = reader.GetInt64(0);
        if (_isPrepared && stored == _number)
            _result ??= ReadResult(reader, 1);
        else if (stored != (_isPrepared ? _number - 1 : _number))
            throw new LostCommitsException(stored, _number);
    }

    private void Renew()
    {
        using var command = new NpgsqlCommand("update node set renewed = clock_timestamp() where id = $1 and not gone", _connection);
        command.Parameters.Add(new NpgsqlParameter { Value = _node });
        if (command.ExecuteNonQuery() == 0)
            throw new PostgresException("this node is gone", "ERROR", "ERROR", "CH001");
    }

    private void Disconnect()
    {
        _flush?.Dispose();
        _flush = null;
        _connection?.Dispose();
        _connection = null;
    }

    private void Fail(Exception? e, string failure)
    {
        bool isFirst = _failure == null;
        _failure = failure;
        if (isFirst)
            _log.CannotBeWritten(e, failure);
        TellReady();
        _waiters.Fail(failure, endAll: false);
    }

    private void Recovered()
    {
        _failure = null;
        _isLeaseOver = false;
        _log.CanBeWrittenAgain();
    }

    // Called by a timer, because the writer itself may hang in the network.
    private void Watch()
    {
        long now = Environment.TickCount64;
        long started = Volatile.Read(ref _flushStarted);
        if (started != 0 && now - started > MaxFlush.TotalMilliseconds && _failure == null)
            Fail(null, "the database does not answer");

        // The other nodes take the users of a node that they cannot see. It must not go on talking to them.
        if (_hasOthers && !_isLeaseOver && now - Volatile.Read(ref _renewed) > _ttl.TotalMilliseconds * 0.8)
        {
            _isLeaseOver = true;
            _log.LeaseIsOver();
            ClusterFigures?.AddFencing();
            Fail(null, "the database does not answer");
            _chat?.AccountReplica.DisconnectAll();
        }
    }

    /// <summary>Ends this node.</summary>
    /// <param name="reason">Why, as text for people.</param>
    internal void EndBecauseOf(string reason)
    {
        _end.Set();
        End(reason);
    }

    // The writer and the follower may both find that the node must end.
    private void End(string reason)
    {
        if (Interlocked.CompareExchange(ref _endReason, reason, null) != null)
            return;
        _failure = reason;
        _log.NodeEnds(reason);
        TellReady();
        _waiters.Fail(reason, endAll: true);
        _logins!.Stop();
        _chat?.AccountReplica.DisconnectAll();
        Ended?.Invoke(reason);
    }

    /// <summary>The database does not have what it has acknowledged.</summary>
    private sealed class LostCommitsException(long stored, long expected) : Exception(
        $"the database has lost commits: it has batch {stored} of this node and acknowledged {expected}. Was a standby promoted that was not synchronous? "
        + "Messages that were acknowledged may be missing.");
}
