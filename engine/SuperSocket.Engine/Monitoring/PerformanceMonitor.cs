using System.Text;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.SocketEngine;

/// <summary>
/// Reports the figures of the process and its servers to a log and to subscribers. Members may be called from any thread; reports
/// never overlap.
/// </summary>
internal sealed class PerformanceMonitor : IPerformanceMonitor
{
    // Guards the timer, and what a report keeps from the last one.
    private readonly Lock _lock = new();
    private readonly Func<IReadOnlyCollection<IWorkItem>> _servers;
    private readonly ILog _log;
    private readonly ProcessStatus _process = new();
    private Timer? _timer;
    private int _interval;

    /// <summary>Makes a monitor that does not run yet.</summary>
    /// <param name="servers">The servers as they are at the moment.</param>
    /// <param name="log">Gets the reports as Info lines.</param>
    /// <param name="interval">The interval in seconds; less than 1 is 1.</param>
    public PerformanceMonitor(Func<IReadOnlyCollection<IWorkItem>> servers, ILog log, int interval)
    {
        _servers = servers;
        _log = log;
        StatusUpdateInterval = interval;
    }

    public event Action<NodeStatus>? OnStatusUpdate;

    public int StatusUpdateInterval
    {
        get => Volatile.Read(ref _interval);
        set => Volatile.Write(ref _interval, Math.Max(1, value));
    }

    private TimeSpan Interval => TimeSpan.FromSeconds(StatusUpdateInterval);

    public void Start()
    {
        lock (_lock)
        {
            if (_timer != null)
                return;
            _timer = new Timer(static timer => ((PerformanceMonitor)timer!).Tick(), this, Timeout.Infinite, Timeout.Infinite);
            _timer.Change(Interval, Timeout.InfiniteTimeSpan);
        }
    }

    public void Stop()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }
    }

    public void Dispose() => Stop();

    /// <summary>Collects the figures of this moment. What fails for one server is logged and leaves that server out.</summary>
    /// <returns>The figures, and the text of the report.</returns>
    internal (NodeStatus Status, string Report) Collect()
    {
        StatusInfoCollection process = _process.Collect();
        var instances = new List<StatusInfoCollection>();
        var text = new StringBuilder();
        StatusReport.Append(text, process, ProcessStatus.Metadata);
        foreach (IWorkItem server in _servers())
        {
            try
            {
                StatusInfoCollection status = Copy(server.CollectServerStatus(process));
                instances.Add(status);
                text.AppendLine();
                StatusInfoAttribute[] metadata = server.GetServerStatusMetadata();
                StatusReport.Append(text, status, metadata);
            }
            catch (Exception e)
            {
                _log.Error($"The server {server.Name} could not report its figures.", e);
            }
        }

        return (new NodeStatus { BootstrapStatus = process, InstancesStatus = [.. instances] }, text.ToString());
    }

    // A server fills the same collection each time; subscribers may keep what they get.
    private static StatusInfoCollection Copy(StatusInfoCollection status)
    {
        var copy = new StatusInfoCollection { Name = status.Name, Tag = status.Tag, CollectedTime = status.CollectedTime };
        foreach ((string key, object value) in status.Values)
            copy[key] = value;
        return copy;
    }

    // Nothing escapes to the thread pool. The timer is armed again at the end, so that reports do not overlap.
    private void Tick()
    {
        try
        {
            (NodeStatus status, string report) = Collect();
            if (_log.IsInfoEnabled)
                _log.Info(report);
            foreach (Action<NodeStatus> handler in OnStatusUpdate?.GetInvocationList().Cast<Action<NodeStatus>>() ?? [])
                Raise(handler, status);
        }
        catch (Exception e)
        {
            _log.Error("The figures could not be collected.", e);
        }

        lock (_lock)
            _timer?.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    private void Raise(Action<NodeStatus> handler, NodeStatus status)
    {
        try
        {
            handler(status);
        }
        catch (Exception e)
        {
            _log.Error("A subscriber of the status failed.", e);
        }
    }
}
