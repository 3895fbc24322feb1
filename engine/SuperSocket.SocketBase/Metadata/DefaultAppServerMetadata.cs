namespace SuperSocket.SocketBase.Metadata;

/// <summary>Describes the figures that every server reports.</summary>
[StatusInfo(StatusInfoKeys.StartedTime, Name = "Started Time", DataType = typeof(DateTime), Order = 0)]
[StatusInfo(StatusInfoKeys.IsRunning, Name = "Is Running", DataType = typeof(bool), Order = 100)]
[StatusInfo(StatusInfoKeys.TotalConnections, Name = "Total Connections", DataType = typeof(int), Order = 200)]
[StatusInfo(StatusInfoKeys.MaxConnectionNumber, Name = "Max Allowed Connections", DataType = typeof(int), Order = 300, OutputInPerfLog = false)]
[StatusInfo(StatusInfoKeys.TotalHandledRequests, Name = "Total Handled Requests", Format = "{0:N0}", DataType = typeof(long), Order = 400)]
[StatusInfo(StatusInfoKeys.RequestHandlingSpeed, Name = "Request Handling Speed (#/second)", Format = "{0:f0}", DataType = typeof(double), Order = 500)]
[StatusInfo(StatusInfoKeys.Listeners, Name = "Listeners", DataType = typeof(string), Order = 600, OutputInPerfLog = false)]
[StatusInfo(StatusInfoKeys.AvialableSendingQueueItems, Name = "Available Sending Queue Items", Format = "{0:N0}", DataType = typeof(int), Order = 700)]
[StatusInfo(StatusInfoKeys.TotalSendingQueueItems, Name = "Total Sending Queue Items", Format = "{0:N0}", DataType = typeof(int), Order = 800)]
public class DefaultAppServerMetadata
{
}
