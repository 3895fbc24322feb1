using ChatServer.Core.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace ChatServer.Postgres;

/// <summary>
/// Logs users in and out in the database. Its own thread does so for many users at once. Of two logins of one user, the database decides which is the newer
/// one. Thread-safe.
/// </summary>
internal sealed class ClusterLogins : IDisposable
{
    private const int MaxAtOnce = 500;

    // While the database is away, the thread of the logins has nothing else to do.
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(100);

    // Maximum duration of each step of a login: a batch of this node, the batches of the others.
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly PostgresStore _store;
    private readonly Database _database;
    private readonly LocalLogins _logins;
    private readonly ILogger _log;
    private readonly Thread _thread;

    // Never disposed of, because logouts may arrive after the end.
    private readonly AutoResetEvent _wake = new(initialState: false);

    // Guards the queues.
    private readonly Lock _lock = new();
    private readonly Queue<Login> _waiting = new();
    private readonly Queue<(string User, long Epoch)> _logouts = new();
    private volatile bool _isStopped;
    private NpgsqlConnection? _connection;

    /// <summary>Creates an object that does nothing until it is started.</summary>
    public ClusterLogins(PostgresStore store, Database database, LocalLogins logins, ILogger log)
    {
        _store = store;
        _database = database;
        _logins = logins;
        _log = log;
        _thread = new Thread(Run) { IsBackground = true, Name = "Postgres logins" };
    }

    private sealed record Login(string User, Func<long, bool> LogIn)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Stops the thread. Logins that wait fail.</summary>
    public void Stop()
    {
        _isStopped = true;
        _wake.Set();
        if (_thread.IsAlive && Thread.CurrentThread != _thread)
            _thread.Join(MaxWait);
        FailAll(Drain());
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    /// <summary>See <see cref="ILoginDirectory.LogInAsync"/>.</summary>
    public Task LogInAsync(string id, Func<long, bool> logIn)
    {
        var login = new Login(id, logIn);
        lock (_lock)
        {
            if (_isStopped || _store.Condition == StoreCondition.Failing)
                throw new StoreException(_store.Failure ?? "the server stops");
            _waiting.Enqueue(login);
        }

        _wake.Set();
        return login.Done.Task;
    }

    /// <summary>Ends logins in the database. What these sessions have sent is stored.</summary>
    public void AddLogouts(IEnumerable<BatchItem> items)
    {
        lock (_lock)
        {
            foreach (BatchItem item in items)
                _logouts.Enqueue((item.Actor!, item.Epoch));
        }

        _wake.Set();
    }

    private void Run()
    {
        while (!_isStopped)
        {
            List<Login> logins = TakeLogins();
            List<(string User, long Epoch)> logouts = TakeLogouts();
            if (logins.Count == 0 && logouts.Count == 0)
            {
                _wake.WaitOne();
                continue;
            }

            try
            {
                bool isOld = _connection != null;
                _connection ??= _database.Open();
                try
                {
                    LogOut(logouts);
                }
                catch (Exception e) when (isOld && Database.IsFailure(e))
                {
                    Reconnect();
                    LogOut(logouts);
                }

                logouts = [];
                LogIn(logins);
            }
            catch (Exception e)
            {
                OnFailed(e, logins, logouts);
            }
        }

        _connection?.Dispose();
    }

    private void Reconnect()
    {
        _connection?.Dispose();
        _connection = null;
        _connection = _database.Open();
    }

    private void OnFailed(Exception e, List<Login> logins, List<(string User, long Epoch)> logouts)
    {
        _connection?.Dispose();
        _connection = null;
        if (!Database.IsFailure(e) && e is not StoreException)
            _log.ThreadFailed(e, "login");
        else if (logins.Count > 0)
            _log.LoginFailed(e is StoreException ? e.Message : Database.Describe(e));
        lock (_lock)
        {
            foreach ((string User, long Epoch) logout in logouts)
                _logouts.Enqueue(logout);
        }

        // The database may have logged them in without anybody here. The next logout of these users that it gets corrects that.
        foreach (Login login in logins.Where(login => !login.Done.Task.IsCompleted))
            login.Done.TrySetException(new StoreException(_store.Failure ?? "the database cannot be reached"));
        if (!_isStopped)
            Thread.Sleep(PauseAfterFailure);
    }

    private List<Login> TakeLogins()
    {
        var taken = new List<Login>();
        var users = new HashSet<string>(StringComparer.Ordinal);
        lock (_lock)
        {
            while (taken.Count < MaxAtOnce && _waiting.TryPeek(out Login? next) && users.Add(next.User))
                taken.Add(_waiting.Dequeue());
        }

        return taken;
    }

    private List<(string User, long Epoch)> TakeLogouts()
    {
        var taken = new List<(string User, long Epoch)>();
        lock (_lock)
        {
            while (taken.Count < MaxAtOnce && _logouts.TryDequeue(out (string User, long Epoch) logout))
                taken.Add(logout);
        }

        return taken;
    }

    private Login[] Drain()
    {
        lock (_lock)
        {
            Login[] all = [.. _waiting];
            _waiting.Clear();
            return all;
        }
    }

    private static void FailAll(Login[] logins)
    {
        foreach (Login login in logins)
            login.Done.TrySetException(new StoreException("the server stops"));
    }

    private void LogOut(List<(string User, long Epoch)> logouts)
    {
        if (logouts.Count == 0)
        {
            // Shows whether the connection still works.
            using var check = new NpgsqlCommand("select 1", _connection);
            check.ExecuteNonQuery();
            return;
        }

        using var command = new NpgsqlCommand(
            "update session s set node = 0 from (select * from unnest($1::text[], $2::bigint[]) x(u, e) order by u) x where s.user_id = x.u and s.epoch = x.e and s.node = $3",
            _connection);
        command.Parameters.Add(new NpgsqlParameter { Value = logouts.ConvertAll(logout => logout.User) });
        command.Parameters.Add(new NpgsqlParameter { Value = logouts.ConvertAll(logout => logout.Epoch) });
        command.Parameters.Add(new NpgsqlParameter { Value = _store.Node });
        command.ExecuteNonQuery();
    }

    private void LogIn(List<Login> logins)
    {
        if (logins.Count == 0)
            return;
        _store.ReleaseLogins(logins.ConvertAll(login => login.User), _connection!);
        var results = new Dictionary<string, (long Epoch, int OldNode, long OldEpoch)>(StringComparer.Ordinal);
        using (var command = new NpgsqlCommand("select o_user, o_epoch, o_node, o_old from login_1($1, $2)", _connection))
        {
            command.Parameters.Add(new NpgsqlParameter { Value = logins.ConvertAll(login => login.User), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
            command.Parameters.Add(new NpgsqlParameter { Value = _store.Node });
            using NpgsqlDataReader reader = command.ExecuteReader();
            while (reader.Read())
                results[reader.GetString(0)] = (reader.GetInt64(1), reader.GetInt32(2), reader.GetInt64(3));
        }

        foreach ((string user, (long epoch, _, _)) in results)
            _logins.Set(user, epoch);
        try
        {
            _store.BeforeLogins(results, _connection!, MaxWait);
        }
        catch
        {
            foreach ((string user, (long epoch, _, _)) in results)
                _store.AppendLogout(user, epoch);
            throw;
        }

        foreach (Login login in logins)
            Finish(login, results[login.User].Epoch);
    }

    private void Finish(Login login, long epoch)
    {
        try
        {
            if (login.LogIn(epoch))
            {
                _store.AppendLogin(login.User, epoch);
                _store.EndIfOvertaken(login.User, epoch);
            }
            else
            {
                _logins.End(login.User, epoch, Environment.TickCount64);
                _store.AppendLogout(login.User, epoch);
            }

            login.Done.TrySetResult();
        }
        catch (Exception e)
        {
            _store.AppendLogout(login.User, epoch);
            login.Done.TrySetException(e);
        }
    }
}
