using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <content>The manifest: which journal is the newest, and where it ends when the server has stopped in order.</content>
public sealed partial class JournalStore
{
    private bool _isManifestDamaged;

    // What is written at the end if nothing is written before: that of the start, unless something was missing then, which must not be forgotten.
    private JournalManifest? _manifestIfNothingIsWritten;

    private void PrepareManifest(JournalContents contents)
    {
        _isManifestDamaged = _damaged.Contains(_directory.ManifestPath) && File.Exists(_directory.ManifestPath);
        if (contents is { Damages.Count: 0, Store: { } store, NewestJournal: not null, LastEnd.Length: >= 0, Manifest: { End: null } manifest } && manifest.Newest == contents.Last)
            _manifestIfNothingIsWritten = new JournalManifest(store, contents.Last, contents.LastEnd);
    }

    // After an orderly stop, with all files closed. A server that could not write has not stopped in order.
    private void KeepEnd()
    {
        JournalManifest? manifest = _failure != null ? null
            : _file is { } file ? new JournalManifest(_store, file.Header.Number, new JournalEnd(file.DurableLength, file.DurableDigest))
            : _manifestIfNothingIsWritten;
        if (manifest == null)
            return;
        try
        {
            WriteManifest(manifest);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            _log.CannotWriteStop(e.Message);
        }
    }

    // Replaced as a whole, so that it is always complete.
    private void WriteManifest(JournalManifest manifest)
    {
        string path = _directory.ManifestPath;
        string temporary = JournalDirectory.TemporaryPath(path);
        if (_isManifestDamaged && File.Exists(path))
            _directory.KeepManifestAside();
        _isManifestDamaged = false;
        JournalFile.WriteWhole(temporary, manifest.ToBytes(), Faults);
        File.Move(temporary, path, overwrite: true);
        _directory.Flush();
    }
}
