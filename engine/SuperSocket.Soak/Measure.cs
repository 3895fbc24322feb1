using System.Buffers;
using System.Diagnostics;

namespace SuperSocket.Soak;

/// <summary>What the process holds.</summary>
/// <param name="Heap">Bytes of live objects, without what the shared pool of arrays kept.</param>
/// <param name="Handles">Open handles: on Linux, file descriptors.</param>
internal sealed record Measure(long Heap, int Handles)
{
    private const int MaxPooled = 1024 * 1024;

    // The pool's own bound, for each of its partitions.
    private const int MaxPooledOfASize = 32;

    /// <summary>Measures after everything that can be collected was collected.</summary>
    public static Measure Take()
    {
        EmptyPool();
        for (int i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return new Measure(GC.GetTotalMemory(forceFullCollection: true), process.HandleCount);
    }

    /// <summary>Measures until the heap is small enough or the time is over: arrays that threads keep for themselves go after half a minute.</summary>
    public static async Task<Measure> TakeAsync(long maxHeap, TimeSpan patience)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            Measure measure = Take();
            if (measure.Heap <= maxHeap || Stopwatch.GetElapsedTime(start) > patience)
                return measure;
            await Task.Delay(2000).ConfigureAwait(false);
        }
    }

    // The pool keeps what its busiest moment needed. Rented and not returned, its arrays are ordinary garbage.
    private static void EmptyPool()
    {
        for (int size = 16; size <= MaxPooled; size *= 2)
        {
            for (int i = 0; i < (Environment.ProcessorCount + 1) * MaxPooledOfASize; i++)
                _ = ArrayPool<byte>.Shared.Rent(size);
        }
    }
}
