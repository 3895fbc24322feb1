namespace ChatServer.Core.Storage.Disk;

/// <summary>
/// The room on the disk of a directory. A file keeps some of it in reserve: when the disk is full, a compaction needs room before it makes room. Not thread-safe.
/// </summary>
/// <param name="directory">The directory.</param>
/// <param name="reservePath">Path of the file that keeps the reserve.</param>
/// <param name="getFree">Gets the room for files of ours in place of the disk, for tests.</param>
internal sealed class DiskSpace(string directory, string reservePath, Func<long>? getFree = null)
{
    /// <summary>The smallest reserve, and the room that a directory needs at least besides it.</summary>
    public const long MinReserve = 1024 * 1024;

    private readonly DriveInfo? _drive = Find(directory);
    private long _reserved;

    /// <summary>The size of the whole disk; <see cref="long.MaxValue"/> if nobody knows.</summary>
    public long Total => Ask(static drive => drive.TotalSize);

    /// <summary>The room for files of ours, without the reserve; <see cref="long.MaxValue"/> if nobody knows.</summary>
    public long Free => getFree?.Invoke() ?? Ask(static drive => drive.AvailableFreeSpace);

    /// <summary>Keeps room for a snapshot, as far as the disk has it.</summary>
    /// <param name="snapshotBytes">How long the last snapshot was. The next may be as long.</param>
    public void Reserve(long snapshotBytes)
    {
        // Not all that is left: the journal needs some, too.
        long needed = Math.Max(MinReserve, snapshotBytes);
        long allowed = Math.Max(MinReserve, (Free + _reserved) / 4);
        long wanted = Math.Min(needed, allowed);

        // The free room changes all the time: a reserve that follows it closely would be made anew each second.
        if (_reserved >= Math.Min(needed, allowed / 2) && _reserved <= 4 * wanted)
            return;
        Release();
        try
        {
            NewFile.Create(reservePath, reserve: wanted).Dispose();
            _reserved = wanted;
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            // Without room for a reserve the server goes on; then a full disk is full until somebody makes room.
        }
    }

    /// <summary>Gives the reserve back to the disk.</summary>
    public void Release()
    {
        _reserved = 0;
        try
        {
            File.Delete(reservePath);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            // Then it is not there, or the write that needs the room fails in the same way and reports it.
        }
    }

    private static DriveInfo? Find(string directory)
    {
        try
        {
            return new DriveInfo(directory);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            return null;
        }
    }

    private long Ask(Func<DriveInfo, long> question)
    {
        try
        {
            return _drive == null ? long.MaxValue : question(_drive);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            return long.MaxValue;
        }
    }
}
