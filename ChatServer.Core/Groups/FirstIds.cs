namespace ChatServer.Core.Groups;

/// <summary>Selects the first ids, in sort order, from many, without sorting all of them. Not thread-safe.</summary>
/// <param name="max">Maximum number of ids to keep.</param>
internal sealed class FirstIds(int max)
{
    // The last of the kept ids, in sort order, is on top.
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

    /// <summary>Returns the first ids, sorted.</summary>
    /// <param name="count">Maximum number of ids.</param>
    public string[] Take(int count)
    {
        string[] ids = new string[_kept.Count];
        for (int i = ids.Length - 1; i >= 0; i--)
            ids[i] = _kept.Dequeue();
        return ids.Length > count ? ids[..count] : ids;
    }
}
