namespace ChatServer.Terminal.Editing;

/// <summary>Lines that were typed before. Not thread-safe.</summary>
internal sealed class History
{
    private const int MaxLines = 500;

    private readonly List<string> _lines = [];
    private int _index;
    private string _unfinished = string.Empty;

    /// <summary>Keeps a line, unless it is empty or the last one again.</summary>
    public void Add(string line)
    {
        if (line.Length > 0 && (_lines.Count == 0 || _lines[^1] != line))
            _lines.Add(line);
        if (_lines.Count > MaxLines)
            _lines.RemoveAt(0);
        _index = _lines.Count;
    }

    /// <summary>The line before the one that is shown.</summary>
    /// <param name="shown">What is shown; it is kept if it is not yet finished.</param>
    public string Earlier(string shown)
    {
        if (_index == _lines.Count)
            _unfinished = shown;
        if (_index == 0)
            return shown;
        return _lines[--_index];
    }

    /// <summary>The line after the one that is shown; after the last one what was not finished.</summary>
    public string Later(string shown)
    {
        if (_index == _lines.Count)
            return shown;
        return ++_index == _lines.Count ? _unfinished : _lines[_index];
    }
}
