using System.Security.Cryptography;
using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <summary>Checks backups, and restores them into the directory of a server that does not run.</summary>
public static class BackupReader
{
    private const string MoveAway = "A restore overwrites nothing: move the files of the journal and restore.tmp away first.";

    /// <summary>Reads every record of a backup. A copy of the directory of a server that has stopped in order is one, too.</summary>
    /// <param name="path">The directory.</param>
    /// <returns>What was read.</returns>
    /// <exception cref="StoreException">It is no complete and undamaged backup.</exception>
    public static BackupSummary Verify(string path)
    {
        using JournalDirectory directory = LockToRead(path);
        return Verify(directory, out _);
    }

    /// <summary>
    /// Copies a backup into the directory of a server, and checks it before and after. If this is interrupted, no server starts there until it was done again.
    /// </summary>
    /// <param name="backup">The directory of the backup. It is not changed.</param>
    /// <param name="path">The directory of the server. It is created if it does not exist.</param>
    /// <returns>What was restored.</returns>
    /// <exception cref="StoreException">The backup is damaged, or the directory is in use or has a journal.</exception>
    public static BackupSummary Restore(string backup, string path)
    {
        using JournalDirectory source = LockToRead(backup);
        string[] files = [.. FindFiles(source)];
        using JournalDirectory target = JournalDirectory.Lock(path);
        try
        {
            return Restore(source, files, target);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            throw new StoreException($"the backup cannot be restored to {path}: {e.Message}", e);
        }
    }

    private static BackupSummary Restore(JournalDirectory source, string[] files, JournalDirectory target)
    {
        if (Directory.Exists(target.RestorePath))
            CheckUnfinished(target, files);
        else if (target.FindJournalFiles().FirstOrDefault() is { } own)
            throw new StoreException($"the directory {target.Path} is not empty: it has {Path.GetFileName(own)}. {MoveAway}");
        NewFile.CreateDirectory(target.RestorePath);
        string[] copies = [.. files.Select(file => Copy(file, target.RestorePath))];
        DiskFlush.Directory(target.RestorePath);
        BackupSummary summary = Verify(target.RestorePath);
        foreach (string copy in copies)
            File.Move(copy, Path.Combine(target.Path, Path.GetFileName(copy)), overwrite: true);
        target.Flush();
        Directory.Delete(target.RestorePath, recursive: true);
        target.Flush();
        return summary with { Directory = source.Path };
    }

    // No server starts after an interrupted restore, so there is nothing but a part of its files.
    private static void CheckUnfinished(JournalDirectory target, string[] files)
    {
        foreach (string own in target.FindJournalFiles())
        {
            if (files.FirstOrDefault(file => Path.GetFileName(file) == Path.GetFileName(own)) is not { } file || !Hash(file).SequenceEqual(Hash(own)))
            {
                throw new StoreException(
                    $"the directory {target.Path} has an interrupted restore of another backup: {Path.GetFileName(own)} is not of this backup. {MoveAway}");
            }
        }
    }

    private static byte[] Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return SHA256.HashData(stream);
    }

    private static JournalDirectory LockToRead(string path)
        => Directory.Exists(path) ? JournalDirectory.LockToRead(path) : throw new StoreException($"there is no directory {path}.");

    private static IEnumerable<string> FindFiles(JournalDirectory directory)
    {
        Verify(directory, out JournalContents contents);
        return contents.Files.Select(file => file.Path).Append(directory.ManifestPath);
    }

    private static BackupSummary Verify(JournalDirectory directory, out JournalContents contents)
    {
        long records = 0;
        contents = new JournalContents(directory);
        contents.Read(_ => records++);
        if (contents.Manifest is not { End: not null })
            throw new StoreException($"the directory {directory.Path} is no complete backup: it has no manifest that says where the journal ends.");
        if (contents.Damages.Count > 0)
            throw new StoreException($"the backup in {directory.Path} is damaged: {contents.Damages[0]}");
        return new BackupSummary(directory.Path, contents.Files.Count + 1, records, contents.Bytes + JournalManifest.FileLength);
    }

    private static string Copy(string file, string directory)
    {
        string path = Path.Combine(directory, Path.GetFileName(file));
        File.Delete(path);
        using FileStream target = NewFile.Create(path);
        using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read);
        source.CopyTo(target);
        DiskFlush.File(target.SafeFileHandle, path);
        return path;
    }
}
