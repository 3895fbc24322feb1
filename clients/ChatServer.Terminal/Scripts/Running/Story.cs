using ChatServer.Terminal.Scripts.Syntax;

namespace ChatServer.Terminal.Scripts.Running;

/// <summary>The last statements and lines of a run, in the form of a chat script.</summary>
internal sealed class Story
{
    private const int Kept = 60;

    private readonly Queue<Statement> _last = [];
    private int _count;

    /// <summary>Something has happened.</summary>
    public void Add(Statement statement)
    {
        _count++;
        _last.Enqueue(statement);
        if (_last.Count > Kept)
            _last.Dequeue();
    }

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines()
    {
        if (_count > _last.Count)
            yield return $"# {_count - _last.Count} lines before";
        foreach (string line in _last.SelectMany(statement => statement.ToString().Split('\n')))
            yield return Short(line);
    }

    /// <summary>A line that is not too long to be read.</summary>
    public static string Short(string line) => line.Length <= 1000 ? line : $"{line[..1000]} ... ({line.Length} characters)";
}
