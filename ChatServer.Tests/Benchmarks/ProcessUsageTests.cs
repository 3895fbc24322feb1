using System.Runtime.InteropServices;
using ChatServer.Benchmarks.Server;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

[Platform(Include = "Linux")]
public class ProcessUsageTests
{
    [Test]
    public void A_peak_begins_anew()
    {
        // Much more than what else may be allocated meanwhile.
        const int Bytes = 400_000_000;
        nint memory = Marshal.AllocHGlobal(Bytes);
        for (int offset = 0; offset < Bytes; offset += Environment.SystemPageSize)
            Marshal.WriteByte(memory, offset, 1);
        Marshal.FreeHGlobal(memory);
        long before = ProcessUsage.Of(Environment.ProcessId).PeakResident;
        Assert.That(ProcessUsage.TryResetPeak(Environment.ProcessId), Is.True);
        Assert.That(ProcessUsage.Of(Environment.ProcessId).PeakResident, Is.LessThan(before));
    }

    [Test]
    public void The_peak_of_a_process_that_is_not_there_is_left_alone()
        => Assert.That(ProcessUsage.TryResetPeak(int.MaxValue), Is.False);
}
