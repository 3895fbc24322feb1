namespace ChatServer.Protocol.Commands;

/// <summary>Finds the name that somebody may have meant who typed another one.</summary>
internal static class Suggestion
{
    // Longer names are no typing errors of ours, and would cost time.
    private const int MaxLength = 16;

    // A short name is close to many others.
    private const int ShortLength = 4;

    /// <summary>Finds the closest name: at most one typing error away, or two if the name is not short.</summary>
    public static string? Find(string typed, IEnumerable<string> names)
    {
        if (typed.Length is < 2 or > MaxLength)
            return null;
        int bound = typed.Length <= ShortLength ? 1 : 2;
        (string name, int distance) = names.Select(name => (name, GetDistance(typed, name))).DefaultIfEmpty((typed, int.MaxValue)).MinBy(item => item.Item2);
        return distance <= bound ? name : null;
    }

    // Letters that were added, left out, replaced, or swapped with the next one ("optimal string alignment"), whatever their case.
    private static int GetDistance(string typed, string name)
    {
        int[,] distances = new int[typed.Length + 1, name.Length + 1];
        for (int i = 0; i <= typed.Length; i++)
            distances[i, 0] = i;
        for (int j = 0; j <= name.Length; j++)
            distances[0, j] = j;
        for (int i = 1; i <= typed.Length; i++)
        {
            for (int j = 1; j <= name.Length; j++)
            {
                int replaced = distances[i - 1, j - 1] + (Same(typed[i - 1], name[j - 1]) ? 0 : 1);
                distances[i, j] = Math.Min(replaced, Math.Min(distances[i - 1, j], distances[i, j - 1]) + 1);
                if (i > 1 && j > 1 && Same(typed[i - 1], name[j - 2]) && Same(typed[i - 2], name[j - 1]))
                    distances[i, j] = Math.Min(distances[i, j], distances[i - 2, j - 2] + 1);
            }
        }

        return distances[typed.Length, name.Length];
    }

    private static bool Same(char one, char other) => char.ToUpperInvariant(one) == char.ToUpperInvariant(other);
}
