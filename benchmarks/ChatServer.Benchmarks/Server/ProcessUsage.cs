using System.Globalization;

namespace ChatServer.Benchmarks.Server;

/// <summary>What a process has used until now, as Linux tells it in <c>/proc</c>.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="Resident">Bytes of resident memory.</param>
/// <param name="PeakResident">The most that <paramref name="Resident"/> was since the process started, or since <see cref="TryResetPeak"/>.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, long Resident, long PeakResident)
{
    // USER_HZ, which Linux fixes for programs.
    private const double TicksPerSecond = 100;

    /// <summary>Looks at a process.</summary>
    /// <param name="id">Its id.</param>
    public static ProcessUsage Of(int id)
    {
        // The name, in parentheses, may hold spaces; user and system time are the 12th and 13th value behind it.
        string stat = File.ReadAllText($"/proc/{id}/stat");
        string[] values = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        double ticks = double.Parse(values[11], CultureInfo.InvariantCulture) + double.Parse(values[12], CultureInfo.InvariantCulture);

        string[] status = File.ReadAllLines($"/proc/{id}/status");
        return new ProcessUsage(TimeSpan.FromSeconds(ticks / TicksPerSecond), Bytes(status, "VmRSS:"), Bytes(status, "VmHWM:"));
    }

    /// <summary>CPU time of a process and its children, also of those that have ended.</summary>
    /// <param name="id">The process's id.</param>
    public static TimeSpan OfTree(int id)
    {
        double ticks = 0;
        foreach (string child in File.ReadAllText($"/proc/{id}/task/{id}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Prepend($"{id}"))
        {
            try
            {
                string stat = File.ReadAllText($"/proc/{child}/stat");
                ticks += stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[11..15].Sum(value => double.Parse(value, CultureInfo.InvariantCulture));
            }
            catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
            {
                // It has just ended; its parent counts it.
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }

    /// <summary>Lets the peak of resident memory start anew.</summary>
    /// <param name="id">The process's id.</param>
    /// <returns>Whether we may; not so for a process of somebody else.</returns>
    public static bool TryResetPeak(int id)
    {
        try
        {
            // proc_pid_clear_refs(5)
            File.WriteAllText($"/proc/{id}/clear_refs", "5");
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static long Bytes(string[] status, string name)
    {
        string line = Array.Find(status, line => line.StartsWith(name, StringComparison.Ordinal)) ?? $"{name} 0 kB";
        return 1024 * long.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
