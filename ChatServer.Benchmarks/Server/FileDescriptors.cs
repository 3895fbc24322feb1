using System.Globalization;

namespace ChatServer.Benchmarks.Server;

/// <summary>How many connections a process may have.</summary>
internal static class FileDescriptors
{
    // Libraries, pipes, and the well-behaved users.
    private const int Reserve = 300;

    /// <summary>The most connections that a process of ours may have, from the limit of its open files. The server inherits it.</summary>
    public static int MostConnections()
    {
        const string Name = "Max open files";
        string? line = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        string? soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) ? Math.Max(1, limit - Reserve) : int.MaxValue;
    }
}
