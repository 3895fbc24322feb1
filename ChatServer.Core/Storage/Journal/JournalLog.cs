using Microsoft.Extensions.Logging;

namespace ChatServer.Core.Storage.Journal;

/// <summary>Log lines of the journal: event ids 3100 to 3199.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(3100, LogLevel.Error, "The journal is damaged; everything else in it was read. {Damage}")]
    public static partial void IsDamaged(this ILogger log, JournalDamage damage);

    [LoggerMessage(3101, LogLevel.Error,
        "Messages or accounts may be among what could not be read. With accounts mode=\"open\" whoever logs in first as somebody "
        + "whose account is gone gets that id and its messages; docs/journal.md says what to do.")]
    public static partial void MayLackAccounts(this ILogger log);

    [LoggerMessage(3102, LogLevel.Warning,
        "The last write to the journal was cut off: {Bytes} bytes at offset {Offset} of {File} hold no record ({What}). After a crash "
        + "this is as it should be: nobody was told that what stood there was stored.")]
    public static partial void HasTornTail(this ILogger log, long bytes, long offset, string file, string what);

    [LoggerMessage(3103, LogLevel.Warning,
        "The last write to the journal was cut off: {Bytes} bytes at offset {Offset} of {File} hold no record and are removed. After "
        + "a crash this is as it should be: nobody was told that what stood there was stored.")]
    public static partial void CutsTornTail(this ILogger log, long bytes, long offset, string file);

    [LoggerMessage(3110, LogLevel.Error, "The journal cannot be written; new messages are refused until it can. {Reason}")]
    public static partial void CannotBeWritten(this ILogger log, Exception? e, string reason);

    [LoggerMessage(3111, LogLevel.Warning, "The journal can be written again.")]
    public static partial void CanBeWrittenAgain(this ILogger log);

    [LoggerMessage(3112, LogLevel.Error,
        "The server stops, and the journal could not be written to {Directory}: {Failure} {Records} records are lost; nobody was told "
        + "that they were stored.")]
    public static partial void LosesRecords(this ILogger log, string directory, string? failure, long records);

    [LoggerMessage(3113, LogLevel.Error, "Files of the journal were removed or replaced while the server ran: what was in them is lost, too.")]
    public static partial void LosesRemovedFiles(this ILogger log);

    [LoggerMessage(3114, LogLevel.Warning, "Files of the journal were removed or replaced. The server has written all that it keeps to {File}.")]
    public static partial void ReplacedLostFiles(this ILogger log, string file);

    [LoggerMessage(3120, LogLevel.Warning, "The disk was full. The journal was compacted to make room.")]
    public static partial void MadeRoom(this ILogger log);

    [LoggerMessage(3121, LogLevel.Debug, "The journal could not be compacted on a full disk: {Reason}")]
    public static partial void CannotMakeRoom(this ILogger log, string reason);

    [LoggerMessage(3122, LogLevel.Warning, "The journal could not be compacted: {Reason}")]
    public static partial void CannotBeginCompaction(this ILogger log, string reason);

    [LoggerMessage(3123, LogLevel.Warning, "The journal could not be compacted; it grows until it can. {Reason}")]
    public static partial void CompactionFailed(this ILogger log, Exception e, string reason);

    [LoggerMessage(3130, LogLevel.Warning,
        "The server has stopped in order, and could not write that down; the next start takes it for a crash. {Reason}")]
    public static partial void CannotWriteStop(this ILogger log, string reason);

    [LoggerMessage(3131, LogLevel.Error, "Somebody who waited for the journal failed.")]
    public static partial void WaiterFailed(this ILogger log, Exception e);
}
