namespace ChatServer.MicroBenchmarks.Allocations;

/// <summary>Measures what an operation allocates, on whatever thread. Nothing else may happen in the process.</summary>
internal static class AllocationMeter
{
    private const int Rounds = 10;

    /// <summary>Bytes that one run of an operation allocates, once it is warm.</summary>
    /// <param name="operation">The operation.</param>
    public static long Measure(Operation operation)
    {
        RunAll(operation);

        // What comes now and then and has nothing to do with the operation, such as a timer or a pool that was trimmed, does not come in every round.
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            RunAll(operation);
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - before);
        }

        // Rounded down: what is not the operation's own only adds to it.
        return least / operation.Repetitions;
    }

    private static void RunAll(Operation operation)
    {
        for (int i = 0; i < operation.Repetitions; i++)
            operation.Run();
    }
}
