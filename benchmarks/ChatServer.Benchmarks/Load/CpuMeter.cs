using System.Diagnostics;
using ChatServer.Benchmarks.Server;

namespace ChatServer.Benchmarks.Load;

/// <summary>Time and CPU time from now on: of the server's process, where it is known, and of ours.</summary>
/// <param name="target">The server.</param>
internal readonly struct CpuMeter(LoadTarget target)
{
    private readonly TimeSpan _server = Cpu(target.ProcessId);
    private readonly TimeSpan _load = Cpu(Environment.ProcessId);
    private readonly long _start = Stopwatch.GetTimestamp();

    /// <summary>Reads it.</summary>
    /// <param name="count">How many of something were done meanwhile.</param>
    public Reading Read(long count)
    {
        TimeSpan elapsed = Stopwatch.GetElapsedTime(_start);
        return new Reading(
            count / elapsed.TotalSeconds,
            target.ProcessId == null ? null : (Cpu(target.ProcessId) - _server).TotalMicroseconds / Math.Max(1, count),
            (Cpu(Environment.ProcessId) - _load).TotalMicroseconds / Math.Max(1, count),
            target.ProcessId == null ? null : 100 * (Cpu(target.ProcessId) - _server) / elapsed);
    }

    private static TimeSpan Cpu(int? process) => process is int id ? ProcessUsage.Of(id).Cpu : default;

    /// <summary>What was read.</summary>
    /// <param name="PerSecond">How many a second.</param>
    /// <param name="ServerMicroseconds">CPU time of the server for each; <see langword="null"/> if its process is not known.</param>
    /// <param name="LoadMicroseconds">CPU time of the load generator for each.</param>
    /// <param name="ServerPercent">How much of one core the server used.</param>
    internal readonly record struct Reading(double PerSecond, double? ServerMicroseconds, double LoadMicroseconds, double? ServerPercent);
}
