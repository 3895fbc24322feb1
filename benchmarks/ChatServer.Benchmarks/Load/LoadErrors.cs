namespace ChatServer.Benchmarks.Load;

/// <summary>What went wrong in a load. Not thread-safe.</summary>
internal sealed class LoadErrors
{
    /// <summary>So many are told apart; a load with more of them is broken anyway.</summary>
    public const int Most = 100_000;

    private const int MaxOthers = 10;
    private readonly List<string> _others = [];

    /// <summary>Messages that were taken by the server and did not come.</summary>
    public long Lost { get; set; }

    /// <summary>Messages that came twice.</summary>
    public long Doubled { get; set; }

    /// <summary>Messages that came behind a later one of the same sender.</summary>
    public long Reordered { get; set; }

    /// <summary>Everything else, for people; at most the first 10.</summary>
    public IReadOnlyList<string> Others => _others;

    /// <summary>Whether there is one.</summary>
    public bool Any => Lost + Doubled + Reordered > 0 || _others.Count > 0;

    /// <inheritdoc/>
    public override string ToString()
        => string.Join("; ", _others.Prepend($"messages lost: {Lost:N0}, doubled: {Doubled:N0}, reordered: {Reordered:N0}"));

    /// <summary>Notes something else.</summary>
    public void Add(string what)
    {
        if (_others.Count < MaxOthers && !_others.Contains(what))
            _others.Add(what);
    }
}
