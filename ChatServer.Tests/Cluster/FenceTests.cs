using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Postgres;
using Npgsql;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>The functions in the database let a node store only what it may.</summary>
public sealed class FenceTests
{
    private readonly Database _database = new(TestDatabase.Shared.GetConnection(TestDatabase.NewSchema()));
    private readonly MessageIds _ids = new(TimeProvider.System);
    private NpgsqlConnection _first = null!;
    private NpgsqlConnection _second = null!;
    private NpgsqlConnection? _watcher;
    private int _a;
    private int _b;

    [SetUp]
    public void Create()
    {
        _first = _database.Open();
        _second = _database.Open();
        SchemaMigration.Apply(_first, _database.Schema);
        _a = Register("a");
        _b = Register("b");
    }

    [TearDown]
    public void Close()
    {
        _first.Dispose();
        _second.Dispose();
        _watcher?.Dispose();
    }

    [Test]
    public async Task A_login_at_another_node_waits_for_the_batch_on_its_way_and_sees_it()
    {
        long epoch = LogIn(_first, "alice", _a);
        using NpgsqlTransaction batch = _first.BeginTransaction();
        Assert.That(Flush(_first, _a, 1, Message("alice", "m1"), epoch), Is.Empty);
        Task<long> login = Task.Run(() => LogIn(_second, "alice", _b));
        await UntilSomebodyWaits();
        batch.Commit();
        Assert.That(await login, Is.GreaterThan(epoch));
        Assert.That(Texts(_second), Is.EqualTo(new[] { "m1" }));
    }

    [Test]
    public async Task A_batch_of_the_old_node_waits_for_the_login_and_stores_nothing_of_the_user()
    {
        long epoch = LogIn(_first, "alice", _a);
        using NpgsqlTransaction login = _second.BeginTransaction();
        LogIn(_second, "alice", _b);
        Task<int[]> batch = Task.Run(() => Flush(_first, _a, 1, Message("alice", "m2"), epoch));
        await UntilSomebodyWaits();
        login.Commit();
        Assert.That(await batch, Is.EqualTo(new[] { 1 }));
        Assert.That(Texts(_first), Is.Empty);
    }

    [Test]
    public void A_batch_is_stored_once()
    {
        long epoch = LogIn(_first, "alice", _a);
        Flush(_first, _a, 1, Message("alice", "m1"), epoch);
        Assert.That(() => Flush(_first, _a, 1, Message("alice", "m1"), epoch), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("CH002"));
        Assert.That(Texts(_first), Is.EqualTo(new[] { "m1" }));
    }

    [Test]
    public void A_node_that_is_gone_stores_nothing_and_logs_nobody_in()
    {
        long epoch = LogIn(_first, "alice", _a);
        Execute(_second, $"update node set gone = true where id = {_a}");
        Assert.That(() => Flush(_first, _a, 1, Message("alice", "m3"), epoch), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("CH001"));
        Assert.That(() => LogIn(_first, "alice", _a), Throws.TypeOf<PostgresException>().With.Property("SqlState").EqualTo("CH001"));
        Assert.That(Texts(_second), Is.Empty);
    }

    [Test]
    public void A_user_who_went_away_and_came_back_does_not_bring_old_requests_along()
    {
        long first = LogIn(_first, "alice", _a);
        Assert.That(Flush(_first, _a, 1, Message("alice", "m1"), first), Is.Empty);
        long second = LogIn(_first, "alice", _a);
        Assert.That(Flush(_first, _a, 2, Message("alice", "m2"), first), Is.Empty, "a second login at the same node refuses nothing");
        LogIn(_second, "alice", _b);
        long third = LogIn(_first, "alice", _a);
        Assert.That(Flush(_first, _a, 3, Message("alice", "m3"), second), Is.EqualTo(new[] { 1 }), "another node was between");
        Assert.That(Flush(_first, _a, 4, Message("alice", "m4"), third), Is.Empty);
        Assert.That(Texts(_first), Is.EqualTo(new[] { "m1", "m2", "m4" }));
    }

    private int Register(string name)
        => NodeRegistration.Register(_first, new StoreOptions { Node = name, Address = "127.0.0.1:1" }, TimeSpan.FromSeconds(60));

    private BatchItem Message(string from, string text)
        => new(ItemKind.Record, new StoreRecord { Kind = RecordKind.MessageAdded, Id = _ids.Next(), User = "bob", From = from, Text = text }, from, 0);

    private static long LogIn(NpgsqlConnection connection, string user, int node)
    {
        using var command = new NpgsqlCommand("select o_epoch from login_1(array[$1], $2)", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = user });
        command.Parameters.Add(new NpgsqlParameter { Value = node });
        return (long)command.ExecuteScalar()!;
    }

    private static int[] Flush(NpgsqlConnection connection, int node, long number, BatchItem item, long epoch)
    {
        var arrays = new BatchArrays();
        arrays.Fill([item with { Epoch = epoch }]);
        using NpgsqlCommand command = BatchArrays.CreateCommand(connection);
        arrays.SetParameters(command, node, number, new Dictionary<int, long>(), data: [1]);
        using NpgsqlDataReader reader = command.ExecuteReader();
        reader.Read();
        return reader.IsDBNull(0) ? [] : reader.GetFieldValue<int[]>(0);
    }

    private static string[] Texts(NpgsqlConnection connection)
    {
        var texts = new List<string>();
        new StateReader(connection).Read("select body from message order by seq", [], row => texts.Add(row.GetString(0)));
        return [.. texts];
    }

    private Task UntilSomebodyWaits()
    {
        NpgsqlConnection watcher = _watcher ??= _database.Open();
        int[] own = [_first.ProcessID, _second.ProcessID];
        return Wait.Until(
            () =>
            {
                using var command = new NpgsqlCommand(
                    "select exists (select 1 from pg_stat_activity where pid = any ($1) and wait_event_type = 'Lock')", watcher);
                command.Parameters.Add(new NpgsqlParameter { Value = own });
                return command.ExecuteScalar() is true;
            },
            "one waits for the other");
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
