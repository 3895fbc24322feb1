namespace ChatServer.Core.Delivery;

/// <summary>What the operator has removed. Not thread-safe.</summary>
public sealed class PurgeResult
{
    private readonly Dictionary<string, long> _messages = new(StringComparer.Ordinal);

    /// <summary>How many messages; each copy of a message to a group is one.</summary>
    public long Count { get; private set; }

    /// <summary>Characters of their texts.</summary>
    public long Characters { get; private set; }

    /// <summary>It is on disk when this position is.</summary>
    public long Position { get; private set; }

    /// <summary>How many of each sender, or for each recipient: the most first.</summary>
    public IEnumerable<KeyValuePair<string, long>> ByUser => _messages.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>How many senders or recipients there are.</summary>
    public int Users => _messages.Count;

    internal void Add(string user, int characters, long position)
    {
        Count++;
        Characters += characters;
        Position = Math.Max(Position, position);
        _messages[user] = _messages.GetValueOrDefault(user) + 1;
    }
}
