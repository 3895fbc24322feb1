using System.Diagnostics;

namespace SuperSocket.Soak;

/// <summary>What the process holds.</summary>
/// <param name="Heap">Bytes of live objects.</param>
/// <param name="Handles">Open handles: on Linux, file descriptors.</param>
internal sealed record Measure(long Heap, int Handles)
{
    /// <summary>Measures after everything that can be collected was collected.</summary>
    public static Measure Take()
    {
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new Measure(GC.GetTotalMemory(forceFullCollection: true), process.HandleCount);
    }
}
