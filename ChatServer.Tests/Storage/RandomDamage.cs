using System.Globalization;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Fuzz;

namespace ChatServer.Tests.Storage;

/// <summary>What people, tools and disks do to a file of a journal.</summary>
internal static class RandomDamage
{
    /// <summary>Damages one file.</summary>
    /// <param name="random">Says which, and how.</param>
    /// <param name="life">Whose files they are.</param>
    /// <param name="other">Another server.</param>
    /// <param name="what">What was done.</param>
    /// <returns>The files then.</returns>
    public static Dictionary<string, byte[]> Do(Random random, JournalLife life, JournalLife other, out string what)
    {
        var files = new Dictionary<string, byte[]>(life.Files);
        string[] names = [.. files.Keys.Order(StringComparer.Ordinal)];

        // Half of all to the two files that the others do not vouch for.
        string name = random.OneIn(4) ? names.Last(n => n.EndsWith(".journal", StringComparison.Ordinal)) : random.OneIn(4) ? JournalManifest.FileName : random.Of<string>(names);
        byte[] bytes = [.. files[name]];
        int at = random.Next(bytes.Length);
        int length = random.Next(1, bytes.Length - at + 1);
        int kind = random.Next(15);
        what = $"{kind} to {name}, {length} bytes at {at} of {bytes.Length}";
        switch (kind)
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[^random.Next(1, Math.Min(40, bytes.Length + 1))] ^= (byte)(1 << random.Next(8));
                break;
            case 2:
                Array.Clear(bytes, at, length);
                break;
            case 3:
                bytes = bytes[..at];
                break;
            case 4:
                bytes = [];
                break;
            case 5:
                files.Remove(name);
                return files;
            case 6:
                bytes = random.Of([.. life.OlderTimes.Where(time => time.ContainsKey(name)).Select(time => time[name])]);
                break;
            case 7:
                bytes = other.Files.GetValueOrDefault(name) ?? random.Of([.. other.Files.Values]);
                break;
            case 8:
                string swapped = random.Of<string>(names);
                (files[swapped], bytes) = (bytes, files[swapped]);
                what += $" with {swapped}";
                break;
            case 9:
                bytes = [.. bytes[..at], .. bytes[(at + length)..]];
                break;
            case 10:
                bytes = [.. bytes[..at], .. bytes[at..(at + length)], .. bytes[at..]];
                break;
            case 11:
                bytes = [.. bytes, .. random.OneIn(2) ? random.Bytes(length) : bytes[at..(at + length)]];
                break;
            case 12:
                bytes = bytes[..random.Of([.. Boundaries(bytes)])];
                break;
            case 13:
                files.Remove(name);
                files[OtherName(random, names)] = bytes;
                return files;
            default:
                files[OtherName(random, names)] = bytes;
                return files;
        }

        files[name] = bytes;
        return files;
    }

    // Where a record ends.
    private static IEnumerable<int> Boundaries(byte[] bytes)
    {
        yield return Math.Min(bytes.Length, JournalFormat.HeaderLength);
        for (int offset = JournalFormat.HeaderLength; offset < bytes.Length && JournalFormat.TryReadHead(bytes.AsSpan(offset), out FrameHead head); offset += head.TotalLength)
            yield return offset;
    }

    private static string OtherName(Random random, string[] names)
    {
        uint last = uint.Parse(names.Last(n => n.EndsWith(".journal", StringComparison.Ordinal))[..8], CultureInfo.InvariantCulture);
        return random.Next(1, (int)last + 3).ToString("D8", CultureInfo.InvariantCulture) + random.Of<string>(".journal", ".snapshot");
    }
}
