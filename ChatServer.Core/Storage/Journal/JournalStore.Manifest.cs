using ChatServer.Core.Storage.Disk;

namespace ChatServer.Core.Storage.Journal;

/// <content>The manifest: it names the newest journal and, after an orderly stop, states where that journal ends.</content>
public sealed partial class JournalStore
{
    private bool _isManifestDamaged;

    // The manifest to write at the stop if the server has written no record. It states the end that the start found. Null if files were
    // damaged or missing at the start: the old manifest must stay, so that the next start detects this again.
    private JournalManifest? _manifestIfNothingIsWritten;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> StopMark { get; private set; }

    private void PrepareManifest(JournalContents contents)
    {
        if (contents is { Damages.Count: 0, Manifest: { End: not null } stopped })
            StopMark = stopped.ToBytes();
        _isManifestDamaged = _damaged.Contains(_directory.ManifestPath) && File.Exists(_directory.ManifestPath);
        if (contents is { Damages.Count: 0, Store: { } store, NewestJournal: not null, LastEnd.Length: >= 0, Manifest: { End: null } manifest } && manifest.Newest == contents.Last)
            _manifestIfNothingIsWritten = new JournalManifest(store, contents.Last, contents.LastEnd);
    }

    // Called after an orderly stop, when all files are closed. If the disk was failing, the stop was not orderly.
    private void KeepEnd()
    {
        JournalManifest? manifest = _failure != null ? null
            : _file is { } file ? new JournalManifest(_store, file.Header.Number, new JournalEnd(file.DurableLength, file.DurableDigest))
            : _manifestIfNothingIsWritten;
        ReadOnlyMemory<byte> atStart = StopMark;
        StopMark = default;
        if (manifest == null)
        {
            // Nothing was written, so the manifest of the stop before is still there.
            if (_failure == null && _file == null)
                StopMark = atStart;
            return;
        }

        try
        {
            WriteManifest(manifest);
            StopMark = manifest.ToBytes();
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
            _log.CannotWriteStop(e.Message);
        }
    }

    // Replaces the whole file, so that it is always complete.
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
