using System.Globalization;
using ChatServer.Benchmarks.CommandLine;

namespace ChatServer.Benchmarks.Server;

/// <summary>How many connections a process may have, and to one server. .NET itself raises the soft limit of open files to the hard one when a process starts, the server's too.</summary>
internal static class FileDescriptors
{
    // Libraries, pipes, and the well-behaved users.
    private const int Reserve = 300;

    /// <summary>The most connections that a process of ours may have, from the limit of its open files. The server inherits it.</summary>
    public static int MaxConnections()
    {
        const string Name = "Max open files";
        string? line = File.ReadLines("/proc/self/limits").FirstOrDefault(line => line.StartsWith(Name, StringComparison.Ordinal));
        string? soft = line?[Name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) ? Math.Max(1, limit - Reserve) : int.MaxValue;
    }

    /// <summary>Makes sure that there can be so many connections.</summary>
    /// <param name="perServer">How many to each server.</param>
    /// <exception cref="UsageException">There cannot.</exception>
    public static void Demand(IReadOnlyList<int> perServer)
    {
        int ports = LocalPorts();
        if (perServer.Max() > ports)
            throw new UsageException($"{perServer.Max():N0} connections to one server are more than the {ports:N0} local ports of this machine (/proc/sys/net/ipv4/ip_local_port_range).");
        int connections = perServer.Sum();
        int most = MaxConnections();
        if (connections > most)
            throw new UsageException($"{connections:N0} connections are more than the {most:N0} that the limit of open files allows; raise it with ulimit -n {connections + Reserve} (the hard limit, ulimit -Hn, too).");
    }

    private static int LocalPorts()
    {
        int[] range = [.. File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(port => int.Parse(port, CultureInfo.InvariantCulture))];
        return range[1] - range[0] + 1;
    }
}
