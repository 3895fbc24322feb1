using System.Diagnostics;
using System.Reflection;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.SocketEngine;

/// <summary>The figures of this process, by means that every platform has.</summary>
[StatusInfo(StatusInfoKeys.CpuUsage, Name = "CPU Usage", Format = "{0:0.00}%", DataType = typeof(double), Order = 0)]
[StatusInfo(StatusInfoKeys.MemoryUsage, Name = "Memory Usage", Format = "{0:N0}", DataType = typeof(long), Order = 100)]
[StatusInfo(StatusInfoKeys.TotalThreadCount, Name = "Total Thread Count", DataType = typeof(int), Order = 200)]
[StatusInfo(StatusInfoKeys.AvailableWorkingThreads, Name = "Available Working Threads", DataType = typeof(int), Order = 300)]
[StatusInfo(StatusInfoKeys.AvailableCompletionPortThreads, Name = "Available Completion Port Threads", DataType = typeof(int), Order = 400)]
[StatusInfo(StatusInfoKeys.MaxWorkingThreads, Name = "Maximum Working Threads", DataType = typeof(int), Order = 500)]
[StatusInfo(StatusInfoKeys.MaxCompletionPortThreads, Name = "Maximum Completion Port Threads", DataType = typeof(int), Order = 600)]
internal sealed class ProcessStatus
{
    private TimeSpan _cpuTime = Environment.CpuUsage.TotalTime;
    private long _timestamp = Stopwatch.GetTimestamp();

    /// <summary>Which figures there are.</summary>
    public static StatusInfoAttribute[] Metadata { get; } =
        [.. typeof(ProcessStatus).GetCustomAttributes<StatusInfoAttribute>().OrderBy(figure => figure.Order)];

    /// <summary>Collects the figures; the CPU usage is that since the last call. Not thread-safe.</summary>
    public StatusInfoCollection Collect()
    {
        ThreadPool.GetAvailableThreads(out int freeWorkers, out int freePorts);
        ThreadPool.GetMaxThreads(out int maxWorkers, out int maxPorts);
        using var process = Process.GetCurrentProcess();
        var status = new StatusInfoCollection { Name = nameof(DefaultBootstrap), CollectedTime = DateTime.Now };
        status[StatusInfoKeys.CpuUsage] = CpuUsage();
        status[StatusInfoKeys.MemoryUsage] = process.WorkingSet64;
        status[StatusInfoKeys.TotalThreadCount] = process.Threads.Count;
        status[StatusInfoKeys.AvailableWorkingThreads] = freeWorkers;
        status[StatusInfoKeys.AvailableCompletionPortThreads] = freePorts;
        status[StatusInfoKeys.MaxWorkingThreads] = maxWorkers;
        status[StatusInfoKeys.MaxCompletionPortThreads] = maxPorts;
        return status;
    }

    private double CpuUsage()
    {
        TimeSpan cpuTime = Environment.CpuUsage.TotalTime;
        long timestamp = Stopwatch.GetTimestamp();
        double elapsed = Stopwatch.GetElapsedTime(_timestamp, timestamp).TotalSeconds;
        double used = (cpuTime - _cpuTime).TotalSeconds;
        _cpuTime = cpuTime;
        _timestamp = timestamp;
        return elapsed > 0 ? Math.Max(0, used / elapsed * 100) : 0;
    }
}
