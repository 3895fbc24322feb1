namespace ChatServer.Core.Storage.Journal;

/// <summary>A range of a file that should contain records but does not.</summary>
/// <param name="FilePath">The file.</param>
/// <param name="Offset">Start of the range.</param>
/// <param name="Length">Length of the range in bytes.</param>
/// <param name="What">A description of the damage.</param>
internal sealed record JournalDamage(string FilePath, long Offset, long Length, string What)
{
    /// <summary>Whether the file belongs to another server.</summary>
    public bool IsForeign { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{FilePath}: damaged at offset {Offset}, {Length} bytes: {What}";
}
