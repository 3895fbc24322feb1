using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Tests.Kit;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>The reader of the journal, and <see cref="SlowJournal"/>.</summary>
internal sealed class JournalTarget : IFuzzTarget
{
    private const int InputsForOneStart = 500;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-fuzz-");

    /// <inheritdoc/>
    public void Check(Random random)
    {
        foreach (FileInfo file in _directory.EnumerateFiles())
            file.Delete();
        List<(string Name, byte[] Bytes)> files = JournalInput.Make(random, _directory.FullName);
        foreach ((string name, byte[] bytes) in files)
            File.WriteAllBytes(Path.Combine(_directory.FullName, name), bytes);
        try
        {
            SlowJournal expected = Compare(files);
            if (!expected.IsRefused && random.OneIn(InputsForOneStart))
                Start(expected);
        }
        catch (Exception e)
        {
            throw new FuzzException(string.Join(", ", files.Select(file => $"{file.Name} {Convert.ToHexString(file.Bytes)}")), e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _directory.Delete(recursive: true);

    private SlowJournal Compare(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        var expected = new SlowJournal(files);
        var records = new List<StoreRecord>();
        using JournalDirectory directory = JournalDirectory.LockToRead(_directory.FullName);
        var contents = new JournalContents(directory);
        try
        {
            contents.Read(records.Add);
        }
        catch (StoreException) when (expected.IsRefused)
        {
            return expected;
        }

        if (expected.IsRefused)
            throw new FuzzException("it was read and should not be");
        FuzzException.ThrowIfDifferent("records", expected.Records, records);
        FuzzException.ThrowIfDifferent(
            "damages",
            [.. expected.Damages.Order()],
            [.. contents.Damages.Select(damage => (Path.GetFileName(damage.FilePath), damage.Offset, damage.Length)).Order()]);
        FuzzException.ThrowIfDifferent(
            "what a crash has left",
            [.. expected.Torn.Order()],
            [.. contents.Torn.Select(torn => (Path.GetFileName(torn.FilePath), torn.Offset, torn.Length)).Order()]);
        (string, long, long)? tail = contents.TornTail is { } torn ? (Path.GetFileName(torn.Path), torn.Offset, torn.Length) : null;
        if (tail != expected.TornTail)
            throw new FuzzException($"the torn tail is {tail} instead of {expected.TornTail}");
        return expected;
    }

    // A server starts on it and stops: then nothing is lost, nothing is there twice, and nothing is torn.
    private void Start(SlowJournal before)
    {
        var state = new State();
        var store = new JournalStore(new StoreOptions { Type = StoreType.Journal, Path = _directory.FullName, CompactionBytes = 1 << 30 }, new RecordingLogFactory().GetLogger("Store"));
        store.Open(state);
        store.DisposeAsync().AsTask().GetAwaiter().GetResult();
        FuzzException.ThrowIfDifferent("records of the store", before.Records, state.Records);
        SlowJournal after = Compare(_directory.EnumerateFiles().Select(file => (file.Name, File.ReadAllBytes(file.FullName))));
        FuzzException.ThrowIfDifferent("records after a start", before.Records, after.Records);
        if (after.TornTail != null)
            throw new FuzzException($"after a start there is a torn tail {after.TornTail}");
    }

    private sealed class State : IStoreState
    {
        public List<StoreRecord> Records { get; } = [];

        public void Apply(in StoreRecord record) => Records.Add(record);

        public IEnumerable<StoreRecord> Snapshot() => Records;
    }
}
