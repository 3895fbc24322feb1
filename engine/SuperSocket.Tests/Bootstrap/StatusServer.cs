using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.Tests.Bootstrap;

/// <summary>A server with figures of its own.</summary>
[StatusInfo("Rooms", Name = "Number of Rooms", Format = "{0:N1}", DataType = typeof(int), Order = 150)]
[StatusInfo("Secret", OutputInPerfLog = false)]
[StatusInfo("Odd", Format = "{0:N1", Order = 160)]
public class StatusServer : AppServer
{
    protected override void UpdateServerStatus(StatusInfoCollection serverStatus)
    {
        base.UpdateServerStatus(serverStatus);
        if (Config.Options?["fail"] != null)
            throw new InvalidOperationException("no figures today");
        serverStatus["Rooms"] = 1234;
        serverStatus["Secret"] = "hidden";
        serverStatus["Odd"] = 5;
    }

    protected override void OnServerStatusCollected(StatusInfoCollection bootstrapStatus, StatusInfoCollection serverStatus)
        => serverStatus["Threads"] = bootstrapStatus.GetValue(StatusInfoKeys.TotalThreadCount, 0);
}
