using System.Diagnostics;
using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <content>What the writer does when the disk fails: it tells those who wait, refuses what is new, and tries again until it works.</content>
public sealed partial class JournalStore
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LastRetry = TimeSpan.FromSeconds(1);

    private bool _mustRebuild;

    // The writer's thread. Whatever is thrown ends in the state "failing", and never the thread: memory may be short, the file of a kind nobody thought of.
    private void Run()
    {
        TimeSpan pause = FirstRetry;
        while (true)
        {
            try
            {
                if (!WriteNext())
                    return;
                pause = FirstRetry;
                continue;
            }
            catch (Exception e)
            {
                if (DiskFailure.IsFull(e) && MayHaveRoomNow())
                    continue;
                bool wasRebuilding = _mustRebuild;
                Fail(e);

                // At once: what was acknowledged is in memory only. But not again and again on a file system that shows other files than it has.
                if (_mustRebuild && !wasRebuilding && Stopwatch.GetElapsedTime(_lastRebuild) > LastRetry)
                    continue;
            }

            if (_end.WaitOne(pause))
                break;
            pause = pause * 2 < LastRetry ? pause * 2 : LastRetry;
        }

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
        }
        catch (Exception)
        {
            // Memory is short, or the log is on the same disk. The state is what counts.
            _failure ??= DiskFailure.NoMemory;
        }
    }

    private void Recovered()
    {
        _failure = null;
        _log.CanBeWrittenAgain();
    }

    // At the end, so that no start takes for durable what may only be in the system's memory.
    private void Abandon()
    {
        _log.LosesRecords(_directory.Path, _failure, _appended - Durable);
        if (_mustRebuild)
            _log.LosesRemovedFiles();
        _file?.CutToDurable();
    }

    // After a failed write or flush nobody knows what the file holds behind its durable part; it is never written again.
    private JournalFile BeginAnotherFile()
    {
        if (_file is { } failed && failed.DurableLength > JournalFormat.HeaderLength)
        {
            _file = CreateFile(NextHeader(failed));
            failed.CutToDurable();
            WatchClosed(failed);
            return _file;
        }

        // One without a record is made anew.
        if (_file != null)
            _firstHeader = _file.Header;
        _file?.Dispose();
        _file = null;
        return _file = CreateFile(_firstHeader);
    }
}
