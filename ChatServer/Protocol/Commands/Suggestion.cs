namespace ChatServer.Protocol.Commands;

/// <summary>Finds the name that somebody may have meant who typed another one. It allocates nothing: anybody may send unknown words as fast as a line can come.</summary>
internal static class Suggestion
{
    // Longer names are no typing errors of ours, and would cost time.
    private const int MaxLength = 16;

    // A short name is close to many others.
    private const int ShortLength = 4;

    private const int Width = MaxLength + 1;

    /// <summary>Finds the closest name: at most one typing error away, or two if the name is not short.</summary>
    public static string? Find(string typed, ReadOnlySpan<string> names)
    {
        if (typed.Length is < 2 or > MaxLength)
            return null;
        int bound = typed.Length <= ShortLength ? 1 : 2;
        Span<char> upper = stackalloc char[typed.Length];
        typed.AsSpan().ToUpperInvariant(upper);
        string? closest = null;
        foreach (string name in names)
        {
            if (name.Length > MaxLength || Math.Abs(name.Length - typed.Length) > bound)
                continue;
            int distance = GetDistance(upper, name);
            if (distance > bound)
                continue;
            (closest, bound) = (name, distance - 1);
        }

        return closest;
    }

    // Letters that were added, left out, replaced, or swapped with the next one ("optimal string alignment"), whatever their case.
    private static int GetDistance(ReadOnlySpan<char> typed, string name)
    {
        Span<char> upper = stackalloc char[name.Length];
        name.AsSpan().ToUpperInvariant(upper);

        // The distance of the first i letters of one and the first j of the other is at i * Width + j.
        Span<int> distances = stackalloc int[Width * Width];
        for (int i = 0; i <= typed.Length; i++)
            distances[i * Width] = i;
        for (int j = 0; j <= upper.Length; j++)
            distances[j] = j;
        for (int i = 1; i <= typed.Length; i++)
        {
            for (int j = 1; j <= upper.Length; j++)
            {
                int here = (i * Width) + j;
                int replaced = distances[here - Width - 1] + (typed[i - 1] == upper[j - 1] ? 0 : 1);
                int distance = Math.Min(replaced, Math.Min(distances[here - Width], distances[here - 1]) + 1);
                if (i > 1 && j > 1 && typed[i - 1] == upper[j - 2] && typed[i - 2] == upper[j - 1])
                    distance = Math.Min(distance, distances[here - (2 * Width) - 2] + 1);
                distances[here] = distance;
            }
        }

        return distances[(typed.Length * Width) + upper.Length];
    }
}
