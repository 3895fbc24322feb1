namespace ChatServer.Core.Groups;

/// <summary>The first of many ids in their order, without sorting all. Not thread-safe.</summary>
/// <param name="max">How many.</param>
internal sealed class FirstIds(int max)
{
    // The last of those that are kept is on top.
    private readonly PriorityQueue<string, string> _kept = new(Comparer<string>.Create(static (a, b) => string.CompareOrdinal(b, a)));

    /// <summary>Adds an id.</summary>
    /// <param name="id">The id.</param>
    public void Add(string id)
    {
        if (_kept.Count < max)
            _kept.Enqueue(id, id);
        else if (max > 0 && string.CompareOrdinal(id, _kept.Peek()) < 0)
            _kept.EnqueueDequeue(id, id);
    }

    /// <summary>Takes the first ids, in their order.</summary>
    /// <param name="count">At most this many.</param>
    public string[] Take(int count)
    {
        string[] ids = new string[_kept.Count];
        for (int i = ids.Length - 1; i >= 0; i--)
            ids[i] = _kept.Dequeue();
        return ids.Length > count ? ids[..count] : ids;
    }
}
