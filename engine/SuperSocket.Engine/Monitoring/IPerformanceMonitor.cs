using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>Collects the figures of the process and its servers at an interval.</summary>
public interface IPerformanceMonitor : IDisposable
{
    /// <summary>Starts to collect; the first figures come after one interval.</summary>
    void Start();

    /// <summary>Ends collecting. <see cref="Start"/> works again afterwards.</summary>
    void Stop();

    /// <summary>Gives the figures, on a thread of the pool. What a subscriber throws is logged.</summary>
    event Action<NodeStatus> OnStatusUpdate;

    /// <summary>The interval in seconds, at least 1. A change counts from the next figures on.</summary>
    int StatusUpdateInterval { get; set; }
}
