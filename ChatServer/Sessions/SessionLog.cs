using ChatServer.Logging;
using Microsoft.Extensions.Logging;

namespace ChatServer.Sessions;

/// <summary>Log lines of sessions and their servers: event ids 2000 to 2099.</summary>
internal static partial class SessionLog
{
    /// <summary>Gets the log of a server for lines about a session.</summary>
    public static ILogger GetLog(this ChatSession session) => new EngineLogger(session.Logger, session);

    [LoggerMessage(2000, LogLevel.Information, "The session is closed because its address has {Max} others (maxConnectionsPerAddress).")]
    public static partial void TooManyOfAddress(this ILogger log, int max);

    [LoggerMessage(2001, LogLevel.Information, "The session is read more slowly because {Who} more than {Rate} lines a second ({Limit}).")]
    public static partial void ReadMoreSlowly(this ILogger log, string who, double rate, string limit);

    [LoggerMessage(2002, LogLevel.Information, "The session is closed because {Reason}.")]
    public static partial void ClosedAsOverdue(this ILogger log, string reason);

    [LoggerMessage(2010, LogLevel.Error, "The command {Command} failed.")]
    public static partial void CommandFailed(this ILogger log, Exception e, string? command);

    [LoggerMessage(2011, LogLevel.Error, "The command {Command} failed; the client was told the reference {Reference}.")]
    public static partial void CommandFailedWithReference(this ILogger log, Exception e, string? command, string reference);

    [LoggerMessage(2012, LogLevel.Error, "Leaving the chat failed.")]
    public static partial void LeavingFailed(this ILogger log, Exception e);

    [LoggerMessage(2013, LogLevel.Error, "The session is closed because something could not be sent to it.")]
    public static partial void SendingFailed(this ILogger log, Exception e);

    [LoggerMessage(2014, LogLevel.Error, "Closing the session failed.")]
    public static partial void ClosingFailed(this ILogger log, Exception e);

    [LoggerMessage(2020, LogLevel.Error, "The server {Server} cannot be started: {Reason}")]
    public static partial void CannotStart(this ILogger log, string server, string reason);

    [LoggerMessage(2029, LogLevel.Warning,
        "The memory for this process, {Memory} MiB, does not hold what the limits allow: maxMessages is lowered from {OldMessages} to {Messages}, and "
        + "maxCharacters from {OldCharacters} to {Characters}. Configure lower limits, or give the process more memory.")]
    public static partial void LowersLimits(this ILogger log, long memory, long oldMessages, long messages, long oldCharacters, long characters);

    [LoggerMessage(2021, LogLevel.Information, "The server {Server} cannot be started, for the same reason.")]
    public static partial void CannotStartEither(this ILogger log, string server);

    [LoggerMessage(2022, LogLevel.Warning,
        "The server {Server} lets other machines connect with {Limits} of <limits> off: clients of one address can take the processor "
        + "from all others; without the attribute there is a limit.")]
    public static partial void IsOpenWithoutLimits(this ILogger log, string server, string limits);

    [LoggerMessage(2040, LogLevel.Warning, "The certificate {Certificate} of the server {Server} ends in {Days} days, at {End:yyyy-MM-dd HH:mm}Z: renew it.")]
    public static partial void CertificateEnds(this ILogger log, string certificate, string server, int days, DateTime end);

    [LoggerMessage(2041, LogLevel.Warning,
        "The certificate {Certificate} of the server {Server} has ended at {End:yyyy-MM-dd HH:mm}Z: clients that check it refuse the connection.")]
    public static partial void CertificateEnded(this ILogger log, string certificate, string server, DateTime end);

    [LoggerMessage(2023, LogLevel.Error, "What the server does every second failed; it tries again.")]
    public static partial void SweepFailed(this ILogger log, Exception e);
}
