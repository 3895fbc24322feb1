namespace SuperSocket.Common;

/// <summary>Sets the size of the thread pool.</summary>
public static class TheadPoolEx
{
    /// <summary>Sets the bounds of the thread pool. A bound that is <see langword="null"/> or negative stays as it is.</summary>
    /// <param name="maxWorkingThreads">Upper bound of the workers.</param>
    /// <param name="maxCompletionPortThreads">Upper bound of the I/O threads.</param>
    /// <param name="minWorkingThreads">Workers that are kept ready.</param>
    /// <param name="minCompletionPortThreads">I/O threads that are kept ready.</param>
    /// <returns>
    /// Whether the pool took the bounds. It refuses an upper bound below a lower one or below the number of processors; then
    /// nothing has changed.
    /// </returns>
    public static bool ResetThreadPool(
        int? maxWorkingThreads, int? maxCompletionPortThreads, int? minWorkingThreads, int? minCompletionPortThreads)
    {
        ThreadPool.GetMaxThreads(out int oldMaxWorkers, out int oldMaxPorts);
        ThreadPool.GetMinThreads(out int oldMinWorkers, out int oldMinPorts);
        int maxWorkers = Chosen(maxWorkingThreads, oldMaxWorkers);
        int maxPorts = Chosen(maxCompletionPortThreads, oldMaxPorts);
        int minWorkers = Chosen(minWorkingThreads, oldMinWorkers);
        int minPorts = Chosen(minCompletionPortThreads, oldMinPorts);

        if (minWorkers > maxWorkers || minPorts > maxPorts)
            return false;

        // The pool refuses any step that crosses the bounds: make room first, then narrow.
        ThreadPool.SetMaxThreads(Math.Max(maxWorkers, oldMaxWorkers), Math.Max(maxPorts, oldMaxPorts));

        if (ThreadPool.SetMinThreads(minWorkers, minPorts) && ThreadPool.SetMaxThreads(maxWorkers, maxPorts))
            return true;

        ThreadPool.SetMinThreads(oldMinWorkers, oldMinPorts);
        ThreadPool.SetMaxThreads(oldMaxWorkers, oldMaxPorts);
        return false;
    }

    private static int Chosen(int? wanted, int old) => wanted is >= 0 ? wanted.Value : old;
}
