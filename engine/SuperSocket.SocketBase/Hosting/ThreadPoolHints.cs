using SuperSocket.SocketBase.Config;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketBase;

/// <summary>Applies the configured thread pool sizes, once in a process. They are hints: a pool is never made smaller than it was.</summary>
internal static class ThreadPoolHints
{
    private static int _applied;

    public static void Apply(IRootConfig config, ILog log)
    {
        if (Interlocked.Exchange(ref _applied, 1) != 0)
            return;

        ThreadPool.GetMaxThreads(out int maxWorkers, out int maxIo);
        ThreadPool.GetMinThreads(out int minWorkers, out int minIo);
        bool done = ThreadPool.SetMaxThreads(Math.Max(maxWorkers, config.MaxWorkingThreads), Math.Max(maxIo, config.MaxCompletionPortThreads))
            && ThreadPool.SetMinThreads(Math.Max(minWorkers, config.MinWorkingThreads), Math.Max(minIo, config.MinCompletionPortThreads));
        if (!done)
            log.Warn("The configured thread pool sizes contradict each other and are ignored.");
    }
}
