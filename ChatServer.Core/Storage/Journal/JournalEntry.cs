namespace ChatServer.Core.Storage.Journal;

/// <summary>A journal or snapshot file as its name and its header describe it.</summary>
internal sealed class JournalEntry
{
    /// <summary>Reads the header of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">The number in its name.</param>
    /// <param name="isSnapshot">Whether its name is that of a snapshot.</param>
    /// <exception cref="StoreException">The file has a newer version.</exception>
    public JournalEntry(string path, uint number, bool isSnapshot)
    {
        Path = path;
        Number = number;
        IsSnapshot = isSnapshot;
        Header = JournalHeader.Read(path, out long length);
        Length = length;
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The number in its name.</summary>
    public uint Number { get; }

    /// <summary>Whether its name is that of a snapshot.</summary>
    public bool IsSnapshot { get; }

    /// <summary>Its header, if it has a valid one.</summary>
    public JournalHeader? Header { get; }

    /// <summary>Its length.</summary>
    public long Length { get; }

    /// <summary>Whether it has a header that agrees with its name.</summary>
    public bool IsWhatItsNameSays => Header is { } header && header.Number == Number && header.IsSnapshot == IsSnapshot;

    /// <summary>Whether a snapshot is complete and undamaged.</summary>
    public bool IsCompleteSnapshot()
    {
        using var reader = new JournalReader(Path, Number, isSnapshot: true);
        while (reader.TryRead(codec: null, out _))
        {
        }

        // Up to version 2, only the last record shows where a snapshot ends.
        bool hasEnd = reader.Header is { IsOld: true } ? reader.LastKind == RecordKind.LastId : reader.HasSnapshotEnd;
        return hasEnd && reader.Damages.Count == 0 && reader.Gaps.Count == 0 && reader.Tail == null;
    }

    /// <summary>Where the previous file ends according to this file. <see langword="null"/> if this file does not state it.</summary>
    public JournalEnd? PreviousEnd()
        => Header is { PreviousLength: >= 0 } header && !IsSnapshot && IsWhatItsNameSays
            ? new JournalEnd(header.PreviousLength, header.IsOld ? null : header.PreviousDigest)
            : null;
}
