using ChatServer.Core.Storage;
using Npgsql;
using NpgsqlTypes;

namespace ChatServer.Postgres;

/// <summary>The items of a batch as the arrays that the function <c>flush_1</c> takes. Reused from batch to batch. Not thread-safe.</summary>
internal sealed class BatchArrays
{
    // Operation codes of flush_1: numbers of RecordKind, and one more for an account that must be new.
    private const int NewAccount = 105;

    private const NpgsqlDbType Array = NpgsqlDbType.Array;

    private readonly List<string> _actorUsers = [];
    private readonly List<long> _actorEpochs = [];
    private readonly Dictionary<(string User, long Epoch), int> _actorNumbers = [];
    private readonly MessageArrays _messages = new();
    private readonly MessageArrays _groupMessages = new();
    private readonly List<string> _groups = [];
    private readonly List<string> _endRecipients = [];
    private readonly List<Guid> _endIds = [];
    private readonly List<short> _ends = [];
    private readonly List<long> _endTimes = [];
    private readonly List<int> _endActors = [];
    private readonly List<int> _operations = [];
    private readonly List<string> _keys = [];
    private readonly List<string> _names = [];
    private readonly List<Guid> _operationIds = [];
    private readonly List<long> _numbers = [];
    private readonly List<int> _operationActors = [];

    /// <summary>The number of the actor of each item, counted from 1; 0 if it has none.</summary>
    public List<int> Actors { get; } = [];

    /// <summary>The user and the login of an actor.</summary>
    /// <param name="number">Its number, counted from 1.</param>
    public (string User, long Epoch) GetActor(int number) => (_actorUsers[number - 1], _actorEpochs[number - 1]);

    /// <summary>The account of an operation.</summary>
    /// <param name="number">Its number, counted from 1.</param>
    public string GetAccount(int number) => _keys[number - 1];

    /// <summary>Fills the arrays.</summary>
    /// <param name="items">The items.</param>
    public void Fill(IReadOnlyList<BatchItem> items)
    {
        Clear();
        foreach (BatchItem item in items)
        {
            int actor = item.IsChecked ? GetActorNumber(item.Actor!, item.Epoch) : 0;
            Actors.Add(actor);
            if (item.Kind is ItemKind.Record or ItemKind.GroupRecord)
                Add(item.Record, actor, item.IsNewAccount);
        }
    }

    /// <summary>Creates the command that stores a batch. Its parameters are set by <see cref="SetParameters"/>.</summary>
    public static NpgsqlCommand CreateCommand(NpgsqlConnection connection)
    {
        string parameters = string.Join(',', Enumerable.Range(1, Types.Length).Select(number => $"${number}"));
        var command = new NpgsqlCommand($"select r_moved, r_lost from flush_1({parameters})", connection);
        foreach (NpgsqlDbType type in Types)
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        return command;
    }

    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Integer, NpgsqlDbType.Bigint, Array | NpgsqlDbType.Text, Array | NpgsqlDbType.Bigint,
        Array | NpgsqlDbType.Text, .. MessageArrays.Types, Array | NpgsqlDbType.Integer,
        .. MessageArrays.Types[..1], Array | NpgsqlDbType.Text, .. MessageArrays.Types[1..], Array | NpgsqlDbType.Integer,
        Array | NpgsqlDbType.Text, Array | NpgsqlDbType.Uuid, Array | NpgsqlDbType.Smallint, Array | NpgsqlDbType.Bigint, Array | NpgsqlDbType.Integer,
        Array | NpgsqlDbType.Integer, Array | NpgsqlDbType.Text, Array | NpgsqlDbType.Text, Array | NpgsqlDbType.Uuid, Array | NpgsqlDbType.Bigint, Array | NpgsqlDbType.Integer,
        Array | NpgsqlDbType.Integer, Array | NpgsqlDbType.Bigint, NpgsqlDbType.Bytea,
    ];

    /// <summary>Sets the parameters of the command.</summary>
    /// <param name="command">From <see cref="CreateCommand"/>.</param>
    /// <param name="node">The node.</param>
    /// <param name="number">Number of the batch.</param>
    /// <param name="after">The batches of other nodes that come before this one.</param>
    /// <param name="data">The encoded items; <see langword="null"/> if there are no other nodes.</param>
    public void SetParameters(NpgsqlCommand command, int node, long number, IReadOnlyDictionary<int, long> after, byte[]? data)
    {
        object[] values =
        [
            node, number, _actorUsers, _actorEpochs,
            _messages.Recipients, .. _messages.Values, _messages.Actors,
            _groupMessages.Ids, _groups, .. _groupMessages.Values[1..], _groupMessages.Actors,
            _endRecipients, _endIds, _ends, _endTimes, _endActors,
            _operations, _keys, _names, _operationIds, _numbers, _operationActors,
            after.Keys.ToArray(), after.Values.ToArray(), (object?)data ?? DBNull.Value,
        ];
        for (int i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
    }

    private void Clear()
    {
        Actors.Clear();
        _actorUsers.Clear();
        _actorEpochs.Clear();
        _actorNumbers.Clear();
        _messages.Clear();
        _groupMessages.Clear();
        _groups.Clear();
        _endRecipients.Clear();
        _endIds.Clear();
        _ends.Clear();
        _endTimes.Clear();
        _endActors.Clear();
        _operations.Clear();
        _keys.Clear();
        _names.Clear();
        _operationIds.Clear();
        _numbers.Clear();
        _operationActors.Clear();
    }

    private int GetActorNumber(string user, long epoch)
    {
        if (_actorNumbers.TryGetValue((user, epoch), out int number))
            return number;
        _actorUsers.Add(user);
        _actorEpochs.Add(epoch);
        return _actorNumbers[(user, epoch)] = _actorUsers.Count;
    }

    private void Add(in StoreRecord record, int actor, bool isNewAccount)
    {
        switch (record.Kind)
        {
            case RecordKind.MessageAdded:
                _messages.Add(record, record.User, actor);
                break;
            case RecordKind.GroupMessageAdded:
                _groups.Add(record.Group!);
                _groupMessages.Add(record, string.Empty, actor);
                foreach (string recipient in record.Recipients!)
                    _messages.AddCopy(record, recipient, actor);
                break;
            case RecordKind.MessageEnded:
                _endRecipients.Add(record.User);
                _endIds.Add(record.Id);
                _ends.Add((short)record.End);
                _endTimes.Add(record.Time);
                _endActors.Add(actor);
                break;
            case RecordKind.AccountSet:
                AddOperation(isNewAccount ? NewAccount : (int)record.Kind, record.User, record.Text, default, record.Time, actor);
                break;
            case RecordKind.GroupJoined or RecordKind.GroupLeft:
                AddOperation((int)record.Kind, record.Group!, record.User, record.Id, 0, actor);
                break;
            case RecordKind.AccountFlagsSet:
                AddOperation((int)record.Kind, record.User, string.Empty, default, record.Flags, actor);
                break;
            case RecordKind.ListEntryAdded or RecordKind.ListEntryRemoved:
                AddOperation((int)record.Kind, $"{record.User} {record.Reference}", record.Text, default, 0, actor);
                break;
            default:
                AddOperation((int)record.Kind, record.User ?? string.Empty, StorableText.Clean(record.Text), default, record.Time, actor);
                break;
        }
    }

    private void AddOperation(int operation, string key, string name, Guid id, long number, int actor)
    {
        _operations.Add(operation);
        _keys.Add(key);
        _names.Add(name);
        _operationIds.Add(id);
        _numbers.Add(number);
        _operationActors.Add(actor);
    }
}
