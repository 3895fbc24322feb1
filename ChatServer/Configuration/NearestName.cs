namespace ChatServer.Configuration;

/// <summary>Finds the name that somebody may have meant who wrote another one in a configuration.</summary>
internal static class NearestName
{
    private const int MaxDistance = 3;

    /// <summary>The end of a sentence that says that a name is not known.</summary>
    /// <param name="unknown">The name.</param>
    /// <param name="known">The known names.</param>
    /// <returns><c>; did you mean 'x'?</c>, or a full stop if no name is close.</returns>
    public static string Suggest(string unknown, IEnumerable<string> known)
    {
        string? nearest = known.MinBy(name => GetDistance(name, unknown));
        return nearest != null && GetDistance(nearest, unknown) <= MaxDistance ? $"; did you mean '{nearest}'?" : ".";
    }

    // Levenshtein's: how many characters to insert, remove or change, without regard to case.
    private static int GetDistance(string a, string b)
    {
        int[] row = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
