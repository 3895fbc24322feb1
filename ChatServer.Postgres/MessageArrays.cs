using ChatServer.Core.Storage;
using NpgsqlTypes;

namespace ChatServer.Postgres;

/// <summary>Messages as arrays, one for each column. Not thread-safe.</summary>
internal sealed class MessageArrays
{
    private readonly List<string> _senders = [];
    private readonly List<string?> _texts = [];
    private readonly List<bool> _tracked = [];
    private readonly List<string?> _references = [];
    private readonly List<long?> _walls = [];
    private readonly List<long?> _ages = [];

    /// <summary>The types of <see cref="Values"/>.</summary>
    public static NpgsqlDbType[] Types { get; } =
    [
        NpgsqlDbType.Array | NpgsqlDbType.Uuid, NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Text,
        NpgsqlDbType.Array | NpgsqlDbType.Boolean, NpgsqlDbType.Array | NpgsqlDbType.Text, NpgsqlDbType.Array | NpgsqlDbType.Bigint,
        NpgsqlDbType.Array | NpgsqlDbType.Bigint,
    ];

    /// <summary>Number of messages.</summary>
    public int Count => Ids.Count;

    /// <summary>The recipients.</summary>
    public List<string> Recipients { get; } = [];

    /// <summary>The ids of the messages.</summary>
    public List<Guid> Ids { get; } = [];

    /// <summary>The numbers of the actors.</summary>
    public List<int> Actors { get; } = [];

    /// <summary>The columns: id, sender, text, whether it is tracked, reference, and the two times of acceptance.</summary>
    public object[] Values => [Ids, _senders, _texts, _tracked, _references, _walls, _ages];

    /// <summary>Adds a message.</summary>
    public void Add(in StoreRecord record, string recipient, int actor)
    {
        AddKey(record, recipient, actor);
        _senders.Add(record.From);
        _texts.Add(StorableText.Clean(record.Text));
        _references.Add(record.Reference == null ? null : StorableText.Clean(record.Reference));
        bool isDated = record.Accepted != default;
        _walls.Add(isDated ? record.Accepted.Wall : null);
        _ages.Add(isDated ? record.Accepted.Age : null);
    }

    /// <summary>Adds a copy of a message to a group.</summary>
    public void AddCopy(in StoreRecord record, string recipient, int actor)
    {
        AddKey(record, recipient, actor);
        _senders.Add(string.Empty);
        _texts.Add(null);
        _references.Add(null);
        _walls.Add(null);
        _ages.Add(null);
    }

    /// <summary>Removes all.</summary>
    public void Clear()
    {
        Recipients.Clear();
        Ids.Clear();
        Actors.Clear();
        _senders.Clear();
        _texts.Clear();
        _tracked.Clear();
        _references.Clear();
        _walls.Clear();
        _ages.Clear();
    }

    private void AddKey(in StoreRecord record, string recipient, int actor)
    {
        Recipients.Add(recipient);
        Ids.Add(record.Id);
        Actors.Add(actor);
        _tracked.Add(record.IsTracked);
    }
}
