using System.Text;

namespace ChatServer.Core.Users.Unicode;

/// <summary>The scripts in which a character is used, as UTS #39 counts them. Stateless and thread-safe.</summary>
internal static class Scripts
{
    /// <summary>Used in every script.</summary>
    public const ulong All = ulong.MaxValue;

    private const string Common = "Zyyy";
    private const string Inherited = "Zinh";

    // Those that mix with others come first; the rest share what bits there are left, by name.
    private static readonly string[] Mixing = ["Latn", "Hani", "Hira", "Kana", "Hang", "Bopo"];

    // Han with Bopomofo, Japanese and Korean write several scripts beside each other.
    private const ulong HanWithBopomofo = 1UL << 61, Japanese = 1UL << 62, Korean = 1UL << 63;

    private static readonly Lazy<(int First, int Last, ulong Scripts)[]> Ranges = new(Load);

    /// <summary>Latin.</summary>
    public static ulong Latin => 1;

    /// <summary>What may stand beside Latin.</summary>
    public static ulong BesideLatin => HanWithBopomofo | Japanese | Korean;

    /// <summary>The scripts of a letter, mark or digit.</summary>
    /// <param name="rune">The character.</param>
    /// <returns>A set of bits; 0 for a character that is newer than our data.</returns>
    public static ulong Of(Rune rune)
    {
        (int First, int Last, ulong Scripts)[] ranges = Ranges.Value;
        int low = 0, high = ranges.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (rune.Value < ranges[middle].First)
                high = middle - 1;
            else if (rune.Value > ranges[middle].Last)
                low = middle + 1;
            else
                return ranges[middle].Scripts;
        }

        return 0;
    }

    private static (int First, int Last, ulong Scripts)[] Load()
    {
        var bits = new Dictionary<string, ulong>();
        for (int i = 0; i < Mixing.Length; i++)
            bits[Mixing[i]] = 1UL << i;
        return [.. UnicodeData.Read("scripts.txt").Select(line => (UnicodeData.CodePoint(line[0]), UnicodeData.CodePoint(line[1]), SetOf(line[2..], bits)))];
    }

    private static ulong SetOf(string[] names, Dictionary<string, ulong> bits)
    {
        ulong set = 0;
        foreach (string name in names)
        {
            if (name is Common or Inherited)
                return All;
            if (!bits.TryGetValue(name, out ulong bit))
                bits[name] = bit = 1UL << (Mixing.Length + ((bits.Count - Mixing.Length) % (61 - Mixing.Length)));
            set |= bit | name switch
            {
                "Hani" => HanWithBopomofo | Japanese | Korean,
                "Hira" or "Kana" => Japanese,
                "Hang" => Korean,
                "Bopo" => HanWithBopomofo,
                _ => 0,
            };
        }

        return set;
    }
}
