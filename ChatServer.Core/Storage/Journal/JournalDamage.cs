namespace ChatServer.Core.Storage.Journal;

/// <summary>Bytes of a file that should be records and are not.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="Offset">Where they start.</param>
/// <param name="Length">How many there are.</param>
/// <param name="What">What is wrong.</param>
internal sealed record JournalDamage(string FilePath, long Offset, long Length, string What)
{
    /// <summary>Whether the file is that of another server.</summary>
    public bool IsForeign { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{FilePath}: damaged at offset {Offset}, {Length} bytes: {What}";
}
