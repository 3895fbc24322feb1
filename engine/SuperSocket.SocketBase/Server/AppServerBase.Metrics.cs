using SuperSocket.SocketBase.Command;

namespace SuperSocket.SocketBase;

/// <content>What the server counts for <see cref="SuperSocketMetrics"/>.</content>
public abstract partial class AppServerBase<TAppSession, TRequestInfo> : IMeasuredServer
{
    bool IMeasuredServer.IsUdp => Config.Mode == SocketMode.Udp;

    int IMeasuredServer.ConnectionCount => SendingQueuePool is { } pool ? pool.TotalItemsCount - pool.AvialableItemsCount : 0;

    int IMeasuredServer.MaxConnections => Config.MaxConnectionNumber;

    ServerCounts IMeasuredServer.Counts => Counts;

    internal ServerCounts Counts { get; } = new();

    private void RecordDuration(ICommand command, long start)
    {
        if (start != 0)
            SuperSocketMetrics.RecordRequest(start, Name, command.Name);
    }
}
