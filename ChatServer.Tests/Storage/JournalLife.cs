using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;

namespace ChatServer.Tests.Storage;

/// <summary>The directory of a server that has started, written, been killed and stopped some times, and has stopped in order at last.</summary>
internal sealed class JournalLife : IDisposable
{
    private readonly StoreDirectory _directory = new();
    private readonly Random _random;
    private readonly List<Dictionary<string, byte[]>> _olderTimes = [];

    private JournalLife(Random random) => _random = random;

    /// <summary>The files at the end.</summary>
    public Dictionary<string, byte[]> Files { get; private set; } = [];

    /// <summary>The files at earlier times.</summary>
    public IReadOnlyList<Dictionary<string, byte[]>> OlderTimes => _olderTimes;

    /// <summary>What a start reads at the end.</summary>
    public List<StoreRecord> Records { get; private set; } = [];

    /// <summary>Lives.</summary>
    public static async Task<JournalLife> Make(int seed)
    {
        var life = new JournalLife(new Random(seed));
        for (int run = life._random.Next(2, 5); run >= 0; run--)
            await life.Run(isLast: run == 0);
        life.Files = life.Take();
        (JournalContents contents, life.Records) = Read(life._directory.Path);
        if (contents.Damages.Count + contents.Torn.Count > 0 || contents.TornTail != null)
            throw new InvalidOperationException($"seed {seed}: {string.Join(", ", contents.Damages.Concat(contents.Torn))}");
        return life;
    }

    /// <summary>Reads a directory as a start and the operator's check do.</summary>
    public static (JournalContents Contents, List<StoreRecord> Records) Read(string path)
    {
        var records = new List<StoreRecord>();
        using JournalDirectory directory = JournalDirectory.LockToRead(path);
        var contents = new JournalContents(directory);
        contents.Read(records.Add);
        return (contents, records);
    }

    /// <summary>Starts and stops a store.</summary>
    /// <returns>What it has read, and what it has logged as an error.</returns>
    public static async Task<(List<StoreRecord> Records, string[] Errors)> Start(string path)
    {
        var log = new RecordingLogFactory();
        var state = new State();
        await using var store = new JournalStore(new StoreOptions { Type = StoreType.Journal, Path = path, CompactionBytes = 1 << 30 }, log.GetLogger("Store"));
        store.Open(state);
        return (state.Records, [.. log.Lines.Where(line => line.Level >= SuperSocket.SocketBase.Logging.LogLevel.Error).Select(line => line.Message)]);
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Dispose();

    private async Task Run(bool isLast)
    {
        bool isKilled = !isLast && _random.Next(3) == 0;
        var state = new RecordList();
        await using var store = (JournalStore)_directory.Make(StoreKind.Journal, compactionBytes: isKilled || _random.Next(2) == 0 ? 1 << 30 : 3000);
        store.Open(state);
        for (int i = _random.Next(isLast ? 1 : 0, 6); i > 0; i--)
        {
            // One to three batches.
            foreach (StoreRecord record in RecordList.OfEveryKind($"{_random.Next()}").OrderBy(_ => _random.Next()).Take(_random.Next(1, 6)))
                state.Append(store, record);
            await store.WhenDurableAsync(store.Append(RecordList.OfEveryKind("last").First()));
            if (_random.Next(3) == 0 && isKilled)
                _olderTimes.Add(Take());
        }

        if (!isKilled)
        {
            await store.DisposeAsync();
            _olderTimes.Add(Take());
            return;
        }

        Dictionary<string, byte[]> killed = Take();
        await store.DisposeAsync();
        foreach (string file in Directory.GetFiles(_directory.Path))
            File.Delete(file);
        foreach ((string name, byte[] bytes) in killed)
            File.WriteAllBytes(Path.Combine(_directory.Path, name), bytes);
        _olderTimes.Add(killed);
    }

    // The lock is held while a store is open, and holds nothing.
    private Dictionary<string, byte[]> Take()
        => Directory.GetFiles(_directory.Path)
            .Where(path => Path.GetExtension(path) is ".journal" or ".snapshot" || Path.GetFileName(path) == JournalManifest.FileName)
            .ToDictionary(path => Path.GetFileName(path), Bytes);

    private static byte[] Bytes(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private sealed class State : IStoreState
    {
        public List<StoreRecord> Records { get; } = [];

        public void Apply(in StoreRecord record) => Records.Add(record);

        public IEnumerable<StoreRecord> Snapshot() => Records;
    }
}
