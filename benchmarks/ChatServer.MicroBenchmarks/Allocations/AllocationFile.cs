using System.Globalization;
using System.Reflection;

namespace ChatServer.MicroBenchmarks.Allocations;

/// <summary>The file that says how many bytes each operation allocates: a line each, name and bytes; lines that start with # are comments.</summary>
internal static class AllocationFile
{
    /// <summary>Its path in the sources.</summary>
    public static string DefaultPath { get; } = Path.Combine(
        typeof(AllocationFile).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(item => item.Key == "ProjectDirectory").Value!,
        "allocations.txt");

    /// <summary>Reads it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">A line is not as it should be; the message is for people.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Dictionary<string, long> Read(string path)
    {
        var bytes = new Dictionary<string, long>(StringComparer.Ordinal);
        string[] lines = File.ReadAllLines(path);
        for (int i = 0; i < lines.Length; i++)
        {
            if (lines[i].Length == 0 || lines[i].StartsWith('#'))
                continue;
            string[] words = lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2 || !long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long value) || !bytes.TryAdd(words[0], value))
                throw new InvalidDataException($"{path}, line {i + 1}: '{lines[i]}' is not the name of an operation, once, and a number of bytes.");
        }

        return bytes;
    }

    /// <summary>Writes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bytes">Name and bytes of each operation.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, IReadOnlyCollection<(string Name, long Bytes)> bytes)
    {
        int width = bytes.Max(item => item.Name.Length);
        File.WriteAllLines(path,
        [
            "# Bytes that one run of each operation allocates. Checked by ./test; written by",
            $"# {AllocationCommand.WriteCommand}",
            .. bytes.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Name.PadRight(width)} {item.Bytes,7}")),
        ]);
    }
}
