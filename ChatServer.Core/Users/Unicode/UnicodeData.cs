using System.Globalization;

namespace ChatServer.Core.Users.Unicode;

/// <summary>Reads the extracts of Unicode's data that are part of the program.</summary>
internal static class UnicodeData
{
    /// <summary>The lines of a file without comments, each cut at its spaces.</summary>
    /// <param name="name">The file.</param>
    public static IEnumerable<string[]> Read(string name)
    {
        using Stream stream = typeof(UnicodeData).Assembly.GetManifestResourceStream("Unicode/" + name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line is not ['#', ..])
                yield return line.Split(' ');
        }
    }

    /// <summary>Reads a code point.</summary>
    /// <param name="hexadecimal">Its number.</param>
    public static int CodePoint(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
