namespace SuperSocket.Tests.Api;

/// <summary>
/// A list of deliberate differences. A line <c>- fact</c> is of the contract and not of ours, <c>+ fact</c> is of ours and not of the
/// contract; the indented line below gives the reason of the lines above it.
/// </summary>
internal sealed class Deviations
{
    public HashSet<string> Missing { get; } = [];

    public HashSet<string> Additional { get; } = [];

    /// <summary>Lines that have no reason, or a reason of nothing.</summary>
    public List<string> Unexplained { get; } = [];

    public static Deviations Read(string text)
    {
        var result = new Deviations();
        var open = new List<string>();
        bool explained = true;
        foreach (string line in text.Split('\n').Select(l => l.TrimEnd()))
        {
            if (line.Length == 0 || line.StartsWith('#'))
                continue;
            if (char.IsWhiteSpace(line[0]))
            {
                if (open.Count == 0 && !explained)
                    result.Unexplained.Add(line.Trim());
                open.Clear();
                explained = true;
                continue;
            }

            explained = false;
            open.Add(line);
            (line[0] == '-' ? result.Missing : result.Additional).Add(line[2..]);
        }

        result.Unexplained.AddRange(open);
        return result;
    }
}
