using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;

namespace ChatServer.Tests.Storage;

/// <summary>The implementations that the same tests run over.</summary>
public enum StoreKind
{
    /// <summary>See <see cref="MemoryStore"/>.</summary>
    Memory,

    /// <summary>See <see cref="JournalStore"/>.</summary>
    Journal,
}

/// <summary>A directory of a test's own, and stores in it.</summary>
public sealed class StoreDirectory : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-store-");

    /// <summary>The directory of the journal.</summary>
    public string Path => System.IO.Path.Combine(_directory.FullName, "data");

    /// <summary>What stores have logged.</summary>
    public RecordingLogFactory Log { get; } = new();

    /// <summary>Makes a store that is not open yet.</summary>
    public IStore Make(StoreKind kind, long compactionBytes = 1 << 30)
        => kind == StoreKind.Memory
            ? new MemoryStore()
            : new JournalStore(new StoreOptions { Type = StoreType.Journal, Path = Path, CompactionBytes = compactionBytes }, Log.GetLogger("Store"));

    /// <summary>The files of the journal, in order.</summary>
    public string[] Files(string pattern = "*.journal") => [.. Directory.GetFiles(Path, pattern).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);
}
