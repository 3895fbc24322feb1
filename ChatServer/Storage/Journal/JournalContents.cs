namespace ChatServer.Storage.Journal;

/// <summary>Reads all files of a directory in their order, without changing anything. Not thread-safe.</summary>
internal sealed class JournalContents(JournalDirectory directory)
{
    private readonly List<JournalDamage> _damages = [];
    private readonly List<JournalFileReport> _files = [];

    /// <summary>What could not be read.</summary>
    public IReadOnlyList<JournalDamage> Damages => _damages;

    /// <summary>What was read of each file.</summary>
    public IReadOnlyList<JournalFileReport> Files => _files;

    /// <summary>The tail of the last file, if its writing was cut off.</summary>
    public (string Path, long Offset, long Length)? TornTail { get; private set; }

    /// <summary>Number of the snapshot that was read; 0 if there is none.</summary>
    public uint Snapshot { get; private set; }

    /// <summary>Number of the last file; 0 if there is none.</summary>
    public uint Last { get; private set; }

    /// <summary>Where the records of the last file end; -1 if there is none.</summary>
    public long LastLength { get; private set; } = -1;

    /// <summary>Bytes of the snapshot.</summary>
    public long SnapshotBytes => Snapshot > 0 && _files.Count > 0 ? _files[0].Bytes : 0;

    /// <summary>Bytes of all files that were read.</summary>
    public long Bytes => _files.Sum(file => file.Bytes);

    /// <summary>Reads everything.</summary>
    /// <param name="apply">Gets each record, oldest first.</param>
    /// <exception cref="StoreException">A file is of a later version, or cannot be read at all.</exception>
    public void Read(Action<StoreRecord> apply)
    {
        Snapshot = directory.Snapshots().LastOrDefault();
        uint[] journals = [.. directory.Journals().Where(number => number > Snapshot)];
        Last = journals.Length > 0 ? journals[^1] : Snapshot;
        if (Last == uint.MaxValue)
            throw new StoreException($"the directory {directory.Path} has a file of the number {Last}, after which there is none.");
        var codec = new RecordCodec();
        try
        {
            if (Snapshot > 0)
                ReadFile(directory.SnapshotPath(Snapshot), Snapshot, knownEnd: -1, isLast: false, codec, apply);
            ReadJournals(journals, codec, apply);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreException($"the directory {directory.Path} cannot be read: {e.Message}", e);
        }
    }

    private void ReadJournals(uint[] journals, RecordCodec codec, Action<StoreRecord> apply)
    {
        uint expected = Snapshot + 1;
        for (int i = 0; i < journals.Length; i++)
        {
            uint number = journals[i];
            if (expected < number)
                _damages.Add(new JournalDamage(directory.JournalPath(expected), 0, 0, Missing(number - expected)));
            expected = number + 1;

            bool isLast = i == journals.Length - 1;
            long knownEnd = isLast || journals[i + 1] != number + 1 ? -1 : PreviousLengthOf(journals[i + 1]);
            ReadFile(directory.JournalPath(number), number, knownEnd, isLast, codec, apply);
        }
    }

    private static string Missing(uint files) => files == 1 ? "the file is missing" : $"the file is missing, and the {files - 1} after it";

    // A file that is not what its name says knows nothing about the one before it.
    private long PreviousLengthOf(uint number)
    {
        using var reader = new JournalReader(directory.JournalPath(number), number);
        return reader.Header is { IsSnapshot: false } header && header.Number == number ? header.PreviousLength : -1;
    }

    private void ReadFile(string path, uint number, long knownEnd, bool isLast, RecordCodec codec, Action<StoreRecord> apply)
    {
        using var reader = new JournalReader(path, number, knownEnd);
        RecordKind last = 0;
        while (reader.TryRead(codec, out StoreRecord record))
        {
            apply(record);
            last = record.Kind;
        }

        if (reader.Header is { } header && header.IsSnapshot != (number == Snapshot))
            _damages.Add(new JournalDamage(path, 0, JournalFormat.HeaderLength, $"the header is that of a {(header.IsSnapshot ? "snapshot" : "journal")}"));
        if (number == Snapshot && last != RecordKind.LastId && reader.TornTail == null)
            _damages.Add(new JournalDamage(path, reader.FileLength, 0, "the end of the snapshot is missing"));
        _damages.AddRange(reader.Damages);
        if (reader.TornTail is { } tail)
        {
            long end = knownEnd < 0 ? reader.FileLength : Math.Min(knownEnd, reader.FileLength);

            // The header was on disk before any record: a longer file without one is damaged, and not just cut off.
            bool isTorn = isLast && (reader.Header != null || reader.FileLength <= JournalFormat.HeaderLength);
            if (isTorn && end > tail)
                TornTail = (path, tail, end - tail);
            else if (end > tail)
                _damages.Add(new JournalDamage(path, tail, end - tail, "not a record"));
        }

        if (isLast)
            LastLength = TornTail?.Offset ?? reader.FileLength;
        _files.Add(new JournalFileReport(path, reader.Records, reader.FileLength));
    }
}

/// <summary>What was read of a file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Records">How many records it holds.</param>
/// <param name="Bytes">How long it is.</param>
internal sealed record JournalFileReport(string Path, long Records, long Bytes);
