using Microsoft.Extensions.Logging;

namespace ChatServer.Udp;

/// <summary>What the UDP server logs: event ids 2200 to 2299.</summary>
internal static partial class UdpLog
{
    [LoggerMessage(2200, LogLevel.Error, "Repeating messages failed.")]
    public static partial void RepeatingFailed(this ILogger log, Exception e);

    [LoggerMessage(2201, LogLevel.Warning, "The message {Message} to {Recipient} does not fit into a datagram.")]
    public static partial void DoesNotFit(this ILogger log, Guid message, string? recipient);
}
