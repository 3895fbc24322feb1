namespace ChatServer.Core.Storage.Disk;

/// <summary>
/// The free space on the disk of a directory. A file keeps part of it in reserve, because on a full disk a compaction needs space before it frees any.
/// Not thread-safe.
/// </summary>
/// <param name="directory">The directory.</param>
/// <param name="reservePath">Path of the reserve file.</param>
/// <param name="getFree">Gets the free space in place of the disk; for tests.</param>
internal sealed class DiskSpace(string directory, string reservePath, Func<long>? getFree = null)
{
    /// <summary>Minimum size of the reserve in bytes. A directory needs at least the same space in addition.</summary>
    public const long MinReserve = 1024 * 1024;

    private readonly DriveInfo? _drive = Find(directory);
    private long _reserved;

    /// <summary>Size of the whole disk in bytes. <see cref="long.MaxValue"/> if unknown.</summary>
    public long Total => Ask(static drive => drive.TotalSize);

    /// <summary>Free space for the server's files in bytes, without the reserve. <see cref="long.MaxValue"/> if unknown.</summary>
    public long Free => getFree?.Invoke() ?? Ask(static drive => drive.AvailableFreeSpace);

    /// <summary>Reserves space for a snapshot, as far as the disk has it.</summary>
    /// <param name="snapshotBytes">Size of the last snapshot in bytes. The next one may be as large.</param>
    public void Reserve(long snapshotBytes)
    {
        // Does not reserve all free space, because the journal also needs some.
        long needed = Math.Max(MinReserve, snapshotBytes);
        long allowed = Math.Max(MinReserve, (Free + _reserved) / 4);
        long wanted = Math.Min(needed, allowed);

        // The free space changes constantly. A reserve that follows it closely would be recreated every second.
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
            // The server continues without a reserve. A full disk then stays full until an admin frees space.
        }
    }

    /// <summary>Releases the reserve.</summary>
    public void Release()
    {
        _reserved = 0;
        try
        {
            File.Delete(reservePath);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            // The file does not exist, or the write that needs the space fails in the same way and reports the error.
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
