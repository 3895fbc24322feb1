using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.SocketBase;

/// <content>Reporting figures.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo>
{
    private readonly StatusInfoCollection _status = new();
    private long _requestsAtLastReport;

    StatusInfoAttribute[] IStatusInfoSource.GetServerStatusMetadata() => GetType().GetStatusInfoMetadata();

    StatusInfoCollection IStatusInfoSource.CollectServerStatus(StatusInfoCollection bootstrapStatus)
    {
        UpdateServerStatus(_status);
        OnServerStatusCollected(bootstrapStatus, _status);
        return _status;
    }

    /// <summary>Collects the server's figures; overridden to add some.</summary>
    /// <param name="serverStatus">Takes the figures.</param>
    protected virtual void UpdateServerStatus(StatusInfoCollection serverStatus)
    {
        DateTime now = DateTime.Now;
        long requests = TotalHandledRequests;
        double seconds = (now - serverStatus.CollectedTime).TotalSeconds;

        serverStatus.Name = Name;
        serverStatus[StatusInfoKeys.StartedTime] = StartedTime;
        serverStatus[StatusInfoKeys.IsRunning] = State == ServerState.Running;
        serverStatus[StatusInfoKeys.TotalConnections] = SessionCount;
        serverStatus[StatusInfoKeys.MaxConnectionNumber] = Config.MaxConnectionNumber;
        serverStatus[StatusInfoKeys.TotalHandledRequests] = requests;
        serverStatus[StatusInfoKeys.RequestHandlingSpeed] = seconds > 0 ? (requests - _requestsAtLastReport) / seconds : 0;
        serverStatus[StatusInfoKeys.Listeners] = string.Join(", ", Listeners.Select(listener => listener.EndPoint));
        serverStatus[StatusInfoKeys.AvialableSendingQueueItems] = SendingQueuePool?.AvialableItemsCount ?? 0;
        serverStatus[StatusInfoKeys.TotalSendingQueueItems] = SendingQueuePool?.TotalItemsCount ?? 0;
        serverStatus.CollectedTime = now;
        _requestsAtLastReport = requests;
    }

    /// <summary>Called when all figures of the process and of this server were collected.</summary>
    /// <param name="bootstrapStatus">The figures of the process.</param>
    /// <param name="serverStatus">The figures of this server.</param>
    protected virtual void OnServerStatusCollected(StatusInfoCollection bootstrapStatus, StatusInfoCollection serverStatus)
    {
    }
}
