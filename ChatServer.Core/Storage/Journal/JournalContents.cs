namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// Reads all files of a directory in order, without changing anything, and reports what is missing. The start of the server and the admin's check
/// both use it, so that they report the same. Not thread-safe.
/// </summary>
internal sealed class JournalContents(JournalDirectory directory)
{
    private readonly List<JournalDamage> _damages = [];
    private readonly List<JournalDamage> _torn = [];
    private readonly List<JournalFileReport> _files = [];
    private readonly RecordCodec _codec = new();
    private JournalInventory _inventory = null!;
    private Action<StoreRecord> _apply = null!;

    /// <summary>Ranges and files that could not be read.</summary>
    public IReadOnlyList<JournalDamage> Damages => _damages;

    /// <summary>
    /// What a crash left besides the torn tail: gaps in the last write of a file, and files that were not complete. Nothing in them was acknowledged.
    /// </summary>
    public IReadOnlyList<JournalDamage> Torn => _torn;

    /// <summary>A report for each file that was read.</summary>
    public IReadOnlyList<JournalFileReport> Files => _files;

    /// <summary>The torn tail: the end of the last file, if a crash interrupted its last write.</summary>
    public (string Path, long Offset, long Length)? TornTail { get; private set; }

    /// <summary>Number of the complete snapshot that was read. 0 if there is none.</summary>
    public uint Snapshot => _inventory.Base?.Number ?? 0;

    /// <summary>The greatest number of any file that exists or should exist. 0 if there is none.</summary>
    public uint Last => _inventory.Last;

    /// <summary>The newest journal. <see langword="null"/> if it could not be read.</summary>
    public string? NewestJournal { get; private set; }

    /// <summary>Where the journal with the number <see cref="Last"/> ends, or should end. -1 if there is none.</summary>
    public JournalEnd LastEnd { get; private set; } = new(-1, 0);

    /// <summary>The store to which the directory belongs, if a file states it.</summary>
    public Guid? Store => _inventory.Store;

    /// <summary>The manifest, if there is a readable one.</summary>
    public JournalManifest? Manifest => _inventory.Manifest;

    /// <summary>Whether a snapshot should soon replace the files, because some have an old version or a snapshot is damaged.</summary>
    public bool WantsSnapshot { get; private set; }

    /// <summary>Bytes of the snapshot.</summary>
    public long SnapshotBytes => Snapshot > 0 && _files.Count > 0 ? _files[0].Bytes : 0;

    /// <summary>Bytes of all files that were read.</summary>
    public long Bytes => _files.Sum(file => file.Bytes);

    /// <summary>Reads everything.</summary>
    /// <param name="apply">Receives each record, oldest first.</param>
    /// <exception cref="StoreException">A file has a newer version, or cannot be read at all.</exception>
    public void Read(Action<StoreRecord> apply)
    {
        _apply = apply;
        try
        {
            _inventory = new JournalInventory(directory);
            if (Last == uint.MaxValue)
                throw new StoreException($"the directory {directory.Path} has a file of the number {Last}, after which there is none.");
            _damages.AddRange(_inventory.Damages);
            _torn.AddRange(_inventory.Unfinished);
            if (_inventory.Base is { } complete)
                ReadSnapshot(complete);
            ReadNewerFiles();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the directory {directory.Path} cannot be read: {e.Message}", e);
        }
    }

    // An incomplete snapshot is read after the journal with its number. So the records that only the journals have are applied first.
    private void ReadNewerFiles()
    {
        IReadOnlyList<JournalEntry> journals = _inventory.Journals;
        IReadOnlyList<JournalEntry> snapshots = _inventory.IncompleteSnapshots;
        uint expected = Snapshot + 1;
        int next = 0;
        for (int i = 0; i < journals.Count; i++)
        {
            uint number = journals[i].Number;
            for (; next < snapshots.Count && snapshots[next].Number < number; next++)
                ReadIncompleteSnapshot(snapshots[next], ref expected);
            ReportMissing(expected, number - 1);
            expected = number + 1;
            ReadJournal(journals[i], i + 1 < journals.Count ? journals[i + 1] : null);
        }

        for (; next < snapshots.Count; next++)
            ReadIncompleteSnapshot(snapshots[next], ref expected);
        if (_inventory.Manifest is { } manifest)
            ReportMissing(expected, manifest.Newest);
        if (_inventory.Manifest is { End: { } end } && LastEnd.Length < 0 && _inventory.Manifest.Newest == Last)
            LastEnd = end;
    }

    // If no journal precedes the snapshot, the journals were removed when it was complete. So only the snapshot itself is damaged.
    private void ReadIncompleteSnapshot(JournalEntry snapshot, ref uint expected)
    {
        if (expected == Snapshot + 1)
            expected = snapshot.Number + 1;
        ReadSnapshot(snapshot);
    }

    private void ReportMissing(uint first, uint last)
    {
        if (first <= last)
            _damages.Add(new JournalDamage(directory.JournalPath(first), 0, 0, first == last ? "the file is missing" : $"the file is missing, and the {last - first} after it"));
    }

    private void ReadSnapshot(JournalEntry entry)
    {
        using var reader = new JournalReader(entry.Path, entry.Number, isSnapshot: true);
        ReadRecords(reader);
        AddDamages(reader, reader.Gaps);
        if (entry == _inventory.Base)
        {
            WantsSnapshot |= entry.Header is { IsOld: true };
            return;
        }

        WantsSnapshot = true;
        _damages.Add(new JournalDamage(entry.Path, reader.FileLength, 0, "the snapshot is not complete"));
    }

    private void ReadJournal(JournalEntry entry, JournalEntry? next)
    {
        JournalEnd? end = next?.Number == entry.Number + 1 ? next.PreviousEnd() : null;
        bool isStopped = end == null && _inventory.Manifest is { End: not null } manifest && manifest.Newest == entry.Number;
        if (isStopped)
            end = _inventory.Manifest!.End;
        using var reader = new JournalReader(entry.Path, entry.Number, isSnapshot: false, end?.Length ?? -1);
        ReadRecords(reader);

        // A crash can leave gaps in the last write. Its records were not acknowledged. Each earlier write was on disk before the last one started.
        bool isCrash = next == null && end == null && entry.IsWhatItsNameSays && (_inventory.Manifest?.Newest ?? 0) <= entry.Number;
        bool isAsItWas = end is { Digest: { } digest } && digest == reader.Digest && reader.FileLength >= end.Value.Length;
        bool IsTorn(JournalGap gap) => (isCrash || isAsItWas) && gap.Batch >= 0 && gap.Batch >= reader.Batch - 1;
        _torn.AddRange(reader.Gaps.Where(IsTorn).Select(gap => new JournalDamage(entry.Path, gap.Offset, gap.Length, "a hole in the last write before a crash")));
        if (isCrash && reader.Tail is { } tail)
            TornTail = (entry.Path, tail, reader.End - tail);
        int before = _damages.Count;
        AddDamages(reader, reader.Gaps.Where(gap => !IsTorn(gap)), hasTornTail: isCrash);

        if (end is { Digest: not null } && !isAsItWas && _damages.Count == before)
            _damages.Add(new JournalDamage(entry.Path, 0, reader.FileLength, isStopped ? "not the file that the server wrote before it stopped" : "not the file that the next one follows"));
        if (isStopped && reader.FileLength > reader.End)
            _damages.Add(new JournalDamage(entry.Path, reader.End, reader.FileLength - reader.End, "behind the end of the file"));

        WantsSnapshot |= entry.Header is { IsOld: true };
        if (next == null)
        {
            NewestJournal = entry.Path;
            if (entry.Number == Last)
                LastEnd = end is { Digest: not null } ? end.Value : new JournalEnd(TornTail?.Offset ?? reader.FileLength, reader.Digest);
        }
    }

    private void ReadRecords(JournalReader reader)
    {
        while (reader.TryRead(_codec, out StoreRecord record))
            _apply(record);
        _files.Add(new JournalFileReport(reader.FilePath, reader.Records, reader.FileLength));
    }

    private void AddDamages(JournalReader reader, IEnumerable<JournalGap> gaps, bool hasTornTail = false)
    {
        _damages.AddRange(reader.Damages);
        _damages.AddRange(gaps.Select(gap => new JournalDamage(reader.FilePath, gap.Offset, gap.Length, "not a record")));
        if (!hasTornTail && reader.Tail is { } tail)
            _damages.Add(new JournalDamage(reader.FilePath, tail, reader.End - tail, "not a record"));
    }
}

/// <summary>What was read from a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Records">Number of records in it.</param>
/// <param name="Bytes">Its length in bytes.</param>
internal sealed record JournalFileReport(string Path, long Records, long Bytes);
