namespace SuperSocket.SocketBase.Metadata;

/// <summary>Keys of the figures that the engine reports.</summary>
public class StatusInfoKeys
{
    /// <summary>CPU time that the process used, in percent of one processor.</summary>
    public const string CpuUsage = nameof(CpuUsage);

    /// <summary>Memory of the process, in bytes.</summary>
    public const string MemoryUsage = nameof(MemoryUsage);

    /// <summary>Threads of the process.</summary>
    public const string TotalThreadCount = nameof(TotalThreadCount);

    /// <summary>Free workers of the thread pool.</summary>
    public const string AvailableWorkingThreads = nameof(AvailableWorkingThreads);

    /// <summary>Free I/O threads of the thread pool.</summary>
    public const string AvailableCompletionPortThreads = nameof(AvailableCompletionPortThreads);

    /// <summary>Most workers of the thread pool.</summary>
    public const string MaxWorkingThreads = nameof(MaxWorkingThreads);

    /// <summary>Most I/O threads of the thread pool.</summary>
    public const string MaxCompletionPortThreads = nameof(MaxCompletionPortThreads);

    /// <summary>When the server started.</summary>
    public const string StartedTime = nameof(StartedTime);

    /// <summary>Whether the server runs.</summary>
    public const string IsRunning = nameof(IsRunning);

    /// <summary>Open sessions.</summary>
    public const string TotalConnections = nameof(TotalConnections);

    /// <summary>Most sessions that may be open.</summary>
    public const string MaxConnectionNumber = nameof(MaxConnectionNumber);

    /// <summary>Requests handled since the start.</summary>
    public const string TotalHandledRequests = nameof(TotalHandledRequests);

    /// <summary>Requests handled per second since the last report.</summary>
    public const string RequestHandlingSpeed = nameof(RequestHandlingSpeed);

    /// <summary>Where the server listens.</summary>
    public const string Listeners = nameof(Listeners);

    /// <summary>Free send queues.</summary>
    public const string AvialableSendingQueueItems = nameof(AvialableSendingQueueItems);

    /// <summary>Send queues.</summary>
    public const string TotalSendingQueueItems = nameof(TotalSendingQueueItems);
}
