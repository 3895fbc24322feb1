namespace ChatServer.Core.Storage.Journal;

/// <summary>A file of a journal, by its name and its header.</summary>
internal sealed class JournalEntry
{
    /// <summary>Looks at a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">The number in its name.</param>
    /// <param name="isSnapshot">Whether its name is that of a snapshot.</param>
    /// <exception cref="StoreException">It is of a later version.</exception>
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

    /// <summary>Whether every byte of a snapshot is as it was written, and none is missing.</summary>
    public bool IsCompleteSnapshot()
    {
        using var reader = new JournalReader(Path, Number, isSnapshot: true);
        while (reader.TryRead(codec: null, out _))
        {
        }

        // Up to version 2 the last record was all that said where a snapshot ends.
        bool hasEnd = reader.Header is { IsOld: true } ? reader.LastKind == RecordKind.LastId : reader.HasSnapshotEnd;
        return hasEnd && reader.Damages.Count == 0 && reader.Gaps.Count == 0 && reader.Tail == null;
    }

    /// <summary>Where this file says that the one before it ends; <see langword="null"/> if it does not.</summary>
    public JournalEnd? PreviousEnd()
        => Header is { PreviousLength: >= 0 } header && !IsSnapshot && IsWhatItsNameSays
            ? new JournalEnd(header.PreviousLength, header.IsOld ? null : header.PreviousDigest)
            : null;
}
