using System.Diagnostics;
using ChatServer.Core.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Benchmarks.Disk;

/// <summary>How fast a disk is that must keep every record before the next.</summary>
/// <param name="PerSecond">Appends of <see cref="RecordLength"/> bytes, each flushed to the disk.</param>
/// <param name="MedianMicroseconds">The time that the one in the middle took.</param>
/// <param name="P99Microseconds">The time that 99 of 100 did not exceed.</param>
internal readonly record struct FsyncProbe(double PerSecond, double MedianMicroseconds, double P99Microseconds)
{
    /// <summary>Bytes of each append.</summary>
    public const int RecordLength = 100;

    /// <summary>Measures in a file of its own, which is deleted.</summary>
    /// <param name="directory">Where.</param>
    /// <param name="time">How long.</param>
    public static FsyncProbe Measure(string directory, TimeSpan time)
    {
        string path = Path.Combine(directory, "fsync-probe");
        using SafeFileHandle file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.DeleteOnClose);
        byte[] record = new byte[RecordLength];
        var times = new List<double>();
        long start = Stopwatch.GetTimestamp();
        long offset = 0;
        for (TimeSpan before = default; before < time;)
        {
            RandomAccess.Write(file, record, offset);
            DiskFlush.File(file, path);
            offset += RecordLength;
            TimeSpan after = Stopwatch.GetElapsedTime(start);
            times.Add((after - before).TotalMicroseconds);
            before = after;
        }

        double perSecond = times.Count / Stopwatch.GetElapsedTime(start).TotalSeconds;
        times.Sort();
        return new FsyncProbe(perSecond, times[times.Count / 2], times[times.Count * 99 / 100]);
    }
}
