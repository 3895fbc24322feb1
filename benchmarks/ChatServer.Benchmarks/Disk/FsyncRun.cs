using ChatServer.Benchmarks.CommandLine;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Disk;

/// <summary>The command <c>fsync</c>.</summary>
internal static class FsyncRun
{
    /// <summary>Measures and reports.</summary>
    /// <exception cref="UsageException">The arguments are wrong.</exception>
    public static bool Run(Arguments arguments, TextWriter output)
    {
        int seconds = arguments.TakeNumber("--seconds", 1, 3600) ?? 3;
        arguments.RejectRest();
        using var workspace = new Workspace();
        FsyncProbe probe = FsyncProbe.Measure(workspace.Root, TimeSpan.FromSeconds(seconds));
        output.WriteLine($"fsync: {probe.PerSecond:N0} appends of {FsyncProbe.RecordLength} bytes per second, each flushed to disk; median {probe.MedianMicroseconds:N0} µs, p99 {probe.P99Microseconds:N0} µs; in {Path.GetDirectoryName(workspace.Root)}");
        return true;
    }
}
