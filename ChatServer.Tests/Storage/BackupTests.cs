using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>A backup of a store that is being written, and what a restore of it gives.</summary>
public class BackupTests
{
    private readonly StoreDirectory _directory = new();
    private readonly DirectoryInfo _backups = Directory.CreateTempSubdirectory("chat-backups-");

    private string Backup => Path.Combine(_backups.FullName, "deep", "er", "one");

    [TearDown]
    public void DeleteDirectories()
    {
        _directory.Dispose();
        _backups.Delete(recursive: true);
    }

    [Test]
    public async Task A_backup_under_load_is_the_state_of_one_moment()
    {
        var state = new ChangingState();
        await using var store = (JournalStore)_directory.Make(StoreKind.Journal, compactionBytes: 20_000);
        store.Open(state);
        int next = 0;
        Task writing = Task.Run(async () =>
        {
            // Bounded, and as fast as the disk.
            while (next < 10_000)
            {
                state.Append(store, new StoreRecord { Kind = RecordKind.AccountSet, User = $"user{next}", Text = "hash", Time = next + 1 });
                if (Interlocked.Increment(ref next) % 10 == 0)
                    await store.WhenDurableAsync(store.Appended);
            }
        });
        for (int i = 0; i < 5; i++)
        {
            int before = Volatile.Read(ref next);
            BackupSummary summary = await store.BackUpAsync(Backup + i);
            int after = Volatile.Read(ref next) + 1;
            (JournalContents contents, List<StoreRecord> records) = JournalLife.Read(Backup + i);
            long[] numbers = [.. records.Where(record => record.Kind == RecordKind.AccountSet).Select(record => record.Time).Distinct().Order()];
            Assert.That((contents.Damages.Count, contents.TornTail, summary.Records), Is.EqualTo((0, ((string, long, long)?)null, (long)records.Count)));
            Assert.That(numbers, Is.EqualTo(Enumerable.Range(1, numbers.Length)), "an earlier record is missing");
            Assert.That(numbers, Has.Length.InRange(before, after));
        }

        await writing;
    }

    [Test]
    public async Task A_restored_backup_is_the_same_state()
    {
        StoreRecord[] records = [.. RecordList.OfEveryKind("a")];
        await BackUp(records);
        string target = Path.Combine(_backups.FullName, "restored");
        BackupSummary summary = BackupReader.Restore(Backup, target);
        Assert.That((summary.Directory, summary.Files), Is.EqualTo((Backup, 3)));
        (List<StoreRecord> read, string[] errors) = await JournalLife.Start(target);
        Assert.That(errors, Is.Empty);
        Assert.That(read.Where(record => record.Kind != RecordKind.LastId), Is.EqualTo(records));
        Assert.That(Directory.GetFileSystemEntries(_backups.FullName, "*.tmp*", SearchOption.AllDirectories), Is.Empty);
    }

    [Test]
    public async Task A_backup_never_overwrites_and_leaves_nothing_behind_when_it_fails()
    {
        await using var store = (JournalStore)_directory.Make(StoreKind.Journal);
        var state = new RecordList();
        store.Open(state);
        state.Append(store, RecordList.OfEveryKind("a").First());
        Directory.CreateDirectory(Backup);
        Assert.That(() => store.BackUpAsync(Backup), Throws.TypeOf<StoreException>().With.Message.Contains("exists already"));
        Directory.Delete(Backup);
        await store.WhenDurableAsync(store.Appended);
        store.Faults.Write = new IOException("No space left on device");
        Assert.That(() => store.BackUpAsync(Backup), Throws.TypeOf<IOException>());
        store.Faults.Write = null;
        Assert.That(Directory.GetFileSystemEntries(Path.GetDirectoryName(Backup)!), Is.Empty);

        // What a killed process left is no obstacle.
        Directory.CreateDirectory(Backup + ".incomplete");
        await File.WriteAllTextAsync(Path.Combine(Backup + ".incomplete", "00000001.snapshot"), "half");
        await store.BackUpAsync(Backup);
        Assert.That(Directory.GetFiles(Backup), Has.Length.EqualTo(3));
    }

    [Test]
    public async Task Every_changed_or_missing_byte_of_a_backup_is_found_before_anything_is_restored()
    {
        await BackUp([.. RecordList.OfEveryKind("a")]);
        string target = Path.Combine(_backups.FullName, "restored");
        foreach (string file in Directory.GetFiles(Backup))
        {
            byte[] whole = await File.ReadAllBytesAsync(file);
            for (int i = 0; i < whole.Length; i += 7)
            {
                byte[] changed = [.. whole];
                changed[i] ^= 0x10;
                await File.WriteAllBytesAsync(file, changed);
                Assert.That(() => BackupReader.Restore(Backup, target), Throws.TypeOf<StoreException>(), $"{file} at {i}");
            }

            await File.WriteAllBytesAsync(file, whole[..^1]);
            Assert.That(() => BackupReader.Restore(Backup, target), Throws.TypeOf<StoreException>(), file);
            File.Delete(file);
            Assert.That(() => BackupReader.Restore(Backup, target), Throws.TypeOf<StoreException>(), file);
            await File.WriteAllBytesAsync(file, whole);
        }

        Assert.That(Directory.Exists(target), Is.False);
        BackupReader.Restore(Backup, target);
    }

    [Test]
    public async Task A_directory_in_use_or_with_a_journal_is_not_restored_to()
    {
        await BackUp([.. RecordList.OfEveryKind("a")]);
        Assert.That(() => BackupReader.Restore(Backup, _directory.Path), Throws.TypeOf<StoreException>().With.Message.Contains("is not empty: it has"));
        await using var store = (JournalStore)_directory.Make(StoreKind.Journal);
        store.Open(new RecordList());
        Assert.That(() => BackupReader.Restore(Backup, _directory.Path), Throws.TypeOf<StoreException>().With.Message.Contains("in use"));
    }

    [Test]
    public async Task An_interrupted_restore_keeps_the_server_from_starting_and_can_be_done_again()
    {
        await BackUp([.. RecordList.OfEveryKind("a")]);
        string target = Path.Combine(_backups.FullName, "restored");
        Directory.CreateDirectory(Path.Combine(target, "restore.tmp"));
        File.Copy(Path.Combine(Backup, "00000001.snapshot"), Path.Combine(target, "00000001.snapshot"));
        Assert.That(() => JournalLife.Start(target), Throws.TypeOf<StoreException>().With.Message.Contains("was interrupted; restore it again"));
        File.WriteAllText(Path.Combine(target, "00000009.journal"), "of somebody else");
        Assert.That(() => BackupReader.Restore(Backup, target), Throws.TypeOf<StoreException>().With.Message.Contains("9.journal is not of this backup"));
        File.Delete(Path.Combine(target, "00000009.journal"));
        BackupReader.Restore(Backup, target);
        Assert.That((await JournalLife.Start(target)).Errors, Is.Empty);
    }

    [Test]
    public async Task What_has_ended_is_removed_from_the_disk_on_demand()
    {
        var state = new RecordList();
        await using var store = (JournalStore)_directory.Make(StoreKind.Journal);
        store.Open(state);
        store.Append(new StoreRecord { Kind = RecordKind.BanSet, User = "bob", Text = "not in the state" });
        StoreRecord kept = RecordList.OfEveryKind("kept").First();
        state.Append(store, kept);
        Assert.That(await store.EraseEndedAsync(), Is.Empty);
        Assert.That(_directory.Files("0*").Sum(file => Count(file, "not in the state")), Is.Zero);
        Assert.That(_directory.Files("*.snapshot").Sum(file => Count(file, "kept")), Is.Positive);
        Assert.That(await store.EraseEndedAsync(), Is.Empty, "also when nothing was written since");
    }

    [Test]
    public async Task A_stop_ends_the_removal_with_its_reason()
    {
        var state = new SlowState();
        JournalStore store = (JournalStore)_directory.Make(StoreKind.Journal);
        store.Open(state);
        state.IsSlow = true;
        Task erasing = store.EraseEndedAsync();
        await state.Started.Task.WaitAsync(TimeSpan.FromSeconds(60));
        ValueTask stopping = store.DisposeAsync();
        state.MayGoOn.SetResult();
        Assert.That(() => erasing, Throws.TypeOf<StoreException>().With.Message.EqualTo("the server stops"));
        await stopping;
    }

    private async Task BackUp(StoreRecord[] records)
    {
        var state = new RecordList();
        await using var store = (JournalStore)_directory.Make(StoreKind.Journal);
        store.Open(state);
        foreach (StoreRecord record in records)
            state.Append(store, record);
        await store.BackUpAsync(Backup);
    }

    // Its snapshots contain later records, and lack earlier ones.
    private sealed class ChangingState : IStoreState
    {
        private readonly List<StoreRecord> _records = [];

        public void Apply(in StoreRecord record) => _records.Add(record);

        public void Append(IStore store, in StoreRecord record)
        {
            lock (_records)
            {
                store.Append(record);
                _records.Add(record);
            }
        }

        public IEnumerable<StoreRecord> Snapshot()
        {
            StoreRecord[] earlier = Take(0);

            // Widens the window in which records arrive during a snapshot. The test holds without it.
            Thread.Sleep(20);
            StoreRecord[] later = Take(1);
            return [.. earlier, .. later, new StoreRecord { Kind = RecordKind.LastId, Id = Guid.CreateVersion7() }];
        }

        private StoreRecord[] Take(int rest)
        {
            lock (_records)
                return [.. _records.Where(record => record.Time % 2 == rest)];
        }
    }

    // Its snapshots wait in the middle.
    private sealed class SlowState : IStoreState
    {
        public bool IsSlow { get; set; }

        public TaskCompletionSource Started { get; } = new();

        public TaskCompletionSource MayGoOn { get; } = new();

        public void Apply(in StoreRecord record)
        {
        }

        public IEnumerable<StoreRecord> Snapshot()
        {
            if (IsSlow)
            {
                Started.TrySetResult();
                MayGoOn.Task.Wait(TimeSpan.FromSeconds(60));
                for (int i = 0; i < 100; i++)
                    yield return new StoreRecord { Kind = RecordKind.BanSet, User = $"user{i}", Text = new string('x', 10_000) };
            }

            yield return new StoreRecord { Kind = RecordKind.LastId, Id = Guid.CreateVersion7() };
        }
    }

    private static int Count(string file, string text) => File.ReadAllText(file, System.Text.Encoding.Latin1).Split(text).Length - 1;
}
