using System.Text;

namespace ChatServer.Benchmarks.Hostile;

/// <summary>Counts what the server said, by the starts of its lines. Not thread-safe.</summary>
internal sealed class AnswerTally
{
    private const int PrefixLength = 40;
    private const int MaxKinds = 8;

    private readonly List<byte[]> _prefixes = [];
    private readonly List<long> _counts = [];

    /// <summary>How many lines there were.</summary>
    public long Count { get; private set; }

    /// <summary>Counts a line.</summary>
    public void Add(ReadOnlySpan<byte> line)
    {
        Count++;
        ReadOnlySpan<byte> prefix = line[..Math.Min(PrefixLength, line.Length)];
        for (int i = 0; i < _prefixes.Count; i++)
        {
            if (prefix.SequenceEqual(_prefixes[i]))
            {
                _counts[i]++;
                return;
            }
        }

        if (_prefixes.Count == MaxKinds)
            return;
        _prefixes.Add(prefix.ToArray());
        _counts.Add(1);
    }

    /// <inheritdoc/>
    public override string ToString()
        => Count == 0 ? "no answers" : string.Join(", ", _prefixes.Select((prefix, i) => $"{_counts[i]:N0} x '{Encoding.UTF8.GetString(prefix)}'"));
}
