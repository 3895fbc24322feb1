namespace ChatServer.Core.Delivery;

/// <summary>The messages that an admin has removed, in numbers. Not thread-safe.</summary>
public sealed class PurgeResult
{
    private readonly Dictionary<string, long> _messages = new(StringComparer.Ordinal);

    /// <summary>Number of messages; each copy of a message to a group counts.</summary>
    public long Count { get; private set; }

    /// <summary>Characters of their texts.</summary>
    public long Characters { get; private set; }

    /// <summary>The removal is durable when this position is durable.</summary>
    public long Position { get; private set; }

    /// <summary>Number of messages of each sender, or for each recipient. The largest number comes first.</summary>
    public IEnumerable<KeyValuePair<string, long>> ByUser => _messages.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal);

    /// <summary>Number of senders or recipients.</summary>
    public int Users => _messages.Count;

    internal void Add(string user, int characters, long position)
    {
        Count++;
        Characters += characters;
        Position = Math.Max(Position, position);
        _messages[user] = _messages.GetValueOrDefault(user) + 1;
    }
}
