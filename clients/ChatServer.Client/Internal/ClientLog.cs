using Microsoft.Extensions.Logging;

namespace ChatServer.Client.Internal;

/// <summary>What the client logs. The ids never change.</summary>
internal static partial class ClientLog
{
    [LoggerMessage(1, LogLevel.Information, "{Id} is logged in at {Server}", EventName = "Online")]
    public static partial void Online(this ILogger log, string id, Uri server);

    [LoggerMessage(2, LogLevel.Warning, "{Id} has lost the link to {Server} and connects again in {Seconds:0.000} s: {Reason}", EventName = "Reconnecting")]
    public static partial void Reconnecting(this ILogger log, string id, Uri server, double seconds, string reason);

    [LoggerMessage(3, LogLevel.Information, "{Id} is closed", EventName = "Closed")]
    public static partial void Closed(this ILogger log, string id);

    [LoggerMessage(4, LogLevel.Error, "{Id} is closed for good: {Reason}", EventName = "Refused")]
    public static partial void Refused(this ILogger log, string id, string reason);

    [LoggerMessage(5, LogLevel.Debug, "The link to {Server} is dead: silent for {Silent:0.000} s, no answer for {Unanswered:0.000} s", EventName = "DeadLink")]
    public static partial void DeadLink(this ILogger log, Uri server, double silent, double unanswered);

    [LoggerMessage(6, LogLevel.Debug, "The message {Message} came again and is dropped", EventName = "Double")]
    public static partial void Double(this ILogger log, Guid message);

    [LoggerMessage(7, LogLevel.Information, "{Id} takes its messages too slowly; what does not fit comes again later", EventName = "Overflow")]
    public static partial void Overflow(this ILogger log, string id);

    [LoggerMessage(8, LogLevel.Warning, "A login of {Id} that was given up reached the server late and ended the link; it connects again", EventName = "StrayLogin")]
    public static partial void StrayLogin(this ILogger log, string id);

    [LoggerMessage(9, LogLevel.Critical, "The client of {Id} failed", EventName = "Failed")]
    public static partial void Failed(this ILogger log, string id, Exception reason);

    [LoggerMessage(10, LogLevel.Warning, "The password of {Id} goes to {Server} in plain text: anybody on the way can read it", EventName = "PasswordInPlainText")]
    public static partial void PasswordInPlainText(this ILogger log, string id, Uri server);

    [LoggerMessage(11, LogLevel.Information, "{Id} created its account by this login", EventName = "AccountCreated")]
    public static partial void AccountCreated(this ILogger log, string id);
}
