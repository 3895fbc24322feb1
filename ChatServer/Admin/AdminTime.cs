using System.Globalization;

namespace ChatServer.Admin;

/// <summary>Reads moments as administrators write them.</summary>
internal static class AdminTime
{
    private static readonly (char Unit, long Seconds)[] Units = [('s', 1), ('m', 60), ('h', 3600), ('d', 86_400)];

    // A century.
    private const long MaxSeconds = 100L * 366 * 86_400;

    /// <summary>Reads a moment.</summary>
    /// <param name="text">A duration from now such as <c>12h</c>, or a time by ISO 8601; without a zone it is UTC.</param>
    /// <param name="now">Now.</param>
    /// <param name="moment">The moment.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryParse(string text, DateTimeOffset now, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length > 1 && Array.Find(Units, unit => unit.Unit == text[^1]) is { Seconds: > 0 } unit
            && long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out long count))
        {
            if (count > MaxSeconds / unit.Seconds)
                return false;
            moment = now.AddSeconds(count * unit.Seconds);
            return true;
        }

        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK"];
        return DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out moment);
    }
}
