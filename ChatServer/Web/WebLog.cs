using System.Net;
using Microsoft.Extensions.Logging;

namespace ChatServer.Web;

/// <summary>What the web server logs: event ids 2100 to 2199.</summary>
internal static partial class WebLog
{
    [LoggerMessage(2100, LogLevel.Error, "A web request failed.")]
    public static partial void RequestFailed(this ILogger log, Exception e);

    [LoggerMessage(2101, LogLevel.Information, "A WebSocket from {Remote} is refused. {Reason}")]
    public static partial void WebSocketRefused(this ILogger log, IPAddress? remote, string reason);

    [LoggerMessage(2102, LogLevel.Information, "The session is closed because of what its client sent ({Code}): {Reason}.")]
    public static partial void ClosedForFault(this ILogger log, int code, string reason);

    [LoggerMessage(2110, LogLevel.Warning,
        "The server {Server} lets anybody enter the tutorial's group without a password; <tutorial members=\"\" /> closes it.")]
    public static partial void TutorialIsOpen(this ILogger log, string server);

    [LoggerMessage(2111, LogLevel.Error, "What was delivered could not be confirmed.")]
    public static partial void ConfirmingFailed(this ILogger log, Exception e);
}
