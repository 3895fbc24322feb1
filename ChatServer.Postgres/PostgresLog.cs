using Microsoft.Extensions.Logging;

namespace ChatServer.Postgres;

/// <summary>Log lines of the store in a database: event ids 3300 to 3399.</summary>
internal static partial class PostgresLog
{
    [LoggerMessage(3300, LogLevel.Error, "The database cannot be written; new messages are refused until it can. {Reason}")]
    public static partial void CannotBeWritten(this ILogger log, Exception? e, string reason);

    [LoggerMessage(3301, LogLevel.Warning, "The database can be written again.")]
    public static partial void CanBeWrittenAgain(this ILogger log);

    [LoggerMessage(3302, LogLevel.Error,
        "The server stops, and the database could not be written: {Failure} {Records} records are lost; nobody was told that they were stored.")]
    public static partial void LosesRecords(this ILogger log, string? failure, long records);

    [LoggerMessage(3303, LogLevel.Critical, "This node ends: {Reason}")]
    public static partial void NodeEnds(this ILogger log, string reason);

    [LoggerMessage(3304, LogLevel.Warning, "{Users} users had logged in at other nodes while {Records} of their requests were on the way; these were not stored, and nobody was told that they were.")]
    public static partial void RefusedOfMovedUsers(this ILogger log, int users, int records);

    [LoggerMessage(3305, LogLevel.Warning, "The account {Account} was created at another node at the same time.")]
    public static partial void AccountExisted(this ILogger log, string account);

    [LoggerMessage(3306, LogLevel.Error, "The database has not answered for too long; all users are disconnected, so that they log in at other nodes.")]
    public static partial void LeaseIsOver(this ILogger log);

    [LoggerMessage(3307, LogLevel.Warning, "The node {Name} ({Node}) has not renewed its row and is gone.")]
    public static partial void DeclaredGone(this ILogger log, string name, int node);

    [LoggerMessage(3308, LogLevel.Warning, "A login could not be stored: {Reason}")]
    public static partial void LoginFailed(this ILogger log, string reason);

    [LoggerMessage(3309, LogLevel.Error, "Something unexpected failed in the {Thread} thread; it is tried again.")]
    public static partial void ThreadFailed(this ILogger log, Exception e, string thread);

    [LoggerMessage(3310, LogLevel.Information, "The node {Name} ({Node}) is connected.")]
    public static partial void Linked(this ILogger log, string name, int node);

    [LoggerMessage(3311, LogLevel.Warning, "A connection from {EndPoint} was refused: {Reason}")]
    public static partial void RefusedLink(this ILogger log, string? endPoint, string reason);

    [LoggerMessage(3312, LogLevel.Debug, "The connection to the node {Node} at {Address} ended: {Reason}")]
    public static partial void LinkEnded(this ILogger log, int node, string address, string reason);

    [LoggerMessage(3313, LogLevel.Information, "Registered in {Place} as node {Name} ({Node}).")]
    public static partial void Registered(this ILogger log, string place, string name, int node);
}
