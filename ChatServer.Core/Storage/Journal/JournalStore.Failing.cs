using System.Diagnostics;
using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <content>Disk failures: the writer notifies the waiting observers, refuses new messages, and retries until a write succeeds.</content>
public sealed partial class JournalStore
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);

    private bool _mustRebuild;

    // The main loop of the writer thread. Every exception leads to the state "failing" and never ends the thread. Memory may be short, and a file may be of an
    // unexpected kind.
    private void Run()
    {
        TimeSpan pause = FirstRetry;
        while (true)
        {
            try
            {
                if (!WriteNext())
                {
                    ServeRequests("the server stops");
                    return;
                }

                pause = FirstRetry;
                continue;
            }
            catch (Exception e)
            {
                if (DiskFailure.IsFull(e) && MayHaveRoomNow())
                    continue;
                bool wasRebuilding = _mustRebuild;
                Fail(e);

                // Rebuild at once, because acknowledged records are only in memory. Limit the rate, because the file system may never show the written files.
                if (_mustRebuild && !wasRebuilding && Stopwatch.GetElapsedTime(_lastRebuild) > LastRetry)
                    continue;
            }

            if (_end.WaitOne(pause))
                break;
            pause = pause * 2 < LastRetry ? pause * 2 : LastRetry;
        }

        ServeRequests("the server stops");
        Abandon();
    }

    private void Fail(Exception e)
    {
        _mustRebuild |= e is FilesGoneException;
        bool isFirst = _failure == null;
        try
        {
            _failure = DiskFailure.Describe(e);
            if (isFirst)
                _log.CannotBeWritten(DiskFailure.IsOne(e) ? null : e, e.Message);
            if (DiskFailure.IsFull(e))
                MakeRoomSoon();
            TellReady();
            _waiters.Fail(_failure, endAll: false);
            ServeRequests(_failure);
        }
        catch (Exception)
        {
            // Memory is short, or the log is on the same disk. Only the state matters.
            _failure ??= DiskFailure.NoMemory;
        }
    }

    private void Recovered()
    {
        _failure = null;
        _log.CanBeWrittenAgain();
    }

    // Called at the end. Truncates the file, so that no start treats records as durable that may only be in the page cache.
    private void Abandon()
    {
        _log.LosesRecords(_directory.Path, _failure, _appended - Durable);
        if (_mustRebuild)
            _log.LosesRemovedFiles();
        _file?.CutToDurable();
    }

    // After a failed write or flush, the content of the file after its durable part is unknown. The file is never written again.
    private JournalFile BeginAnotherFile()
    {
        if (_file is { } failed && failed.DurableLength > JournalFormat.HeaderLength)
        {
            _file = CreateFile(NextHeader(failed));
            failed.CutToDurable();
            WatchClosed(failed);
            return _file;
        }

        // A file without a record is created again.
        if (_file != null)
            _firstHeader = _file.Header;
        _file?.Dispose();
        _file = null;
        return _file = CreateFile(_firstHeader);
    }
}
