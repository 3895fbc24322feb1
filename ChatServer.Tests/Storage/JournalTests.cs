using System.Runtime.Versioning;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;
using SuperSocket.SocketBase.Logging;

namespace ChatServer.Tests.Storage;

/// <summary>What a journal keeps, and what it says about what it cannot keep.</summary>
public class JournalTests
{
    private readonly StoreDirectory _directory = new();

    [TearDown]
    public void DeleteDirectory() => _directory.Dispose();

    [Test]
    public async Task Every_record_comes_back_as_it_was_in_the_same_order()
    {
        StoreRecord[] records = [.. RecordList.OfEveryKind("text 文字"), .. RecordList.OfEveryKind(new string('x', 100_000))];
        await Write(records);
        Assert.That(await Read(), Is.EqualTo(records));
        Assert.That(await Read(), Is.EqualTo(records), "also after a start that wrote nothing");
        Assert.That(Said(), Is.Empty);
    }

    [Test]
    public async Task A_write_that_was_cut_off_anywhere_costs_the_last_record_only()
    {
        StoreRecord[] records = [.. RecordList.OfEveryKind("a")];
        await Write(records);
        byte[] whole = await File.ReadAllBytesAsync(_directory.Files()[^1]);
        long last = EndOf(_directory.Files()[^1], records.Length - 1);
        for (long length = whole.Length - 1; length > last; length--)
        {
            Replace(whole[..(int)length]);
            Crash();
            Assert.That(await Read(), Is.EqualTo(records[..^1]), $"cut at {length}");
            Assert.That(Said(), Does.Match($"removed|hold no record").And.Contains($"{length - last} bytes at offset {last} "));
        }

        Replace(whole[..(int)last]);
        Crash();
        Assert.That(await Read(), Is.EqualTo(records[..^1]), "cut between two records");
        Assert.That(Said(), Is.Empty);
    }

    [Test]
    public async Task A_changed_byte_in_the_last_record_costs_that_record_only()
    {
        StoreRecord[] records = [.. RecordList.OfEveryKind("a")];
        await Write(records);
        byte[] whole = await File.ReadAllBytesAsync(_directory.Files()[^1]);
        long last = EndOf(_directory.Files()[^1], records.Length - 1);
        for (long offset = last; offset < whole.Length; offset++)
        {
            byte[] changed = [.. whole];
            changed[offset] ^= 0x10;
            Replace(changed);
            Crash();
            Assert.That(await Read(), Is.EqualTo(records[..^1]), $"changed at {offset}");
            Assert.That(Said(), Does.Contain($"offset {last} "));
        }
    }

    [Test]
    public async Task A_damaged_record_in_the_middle_is_reported_and_all_others_are_kept()
    {
        StoreRecord[] records = [.. RecordList.OfEveryKind("a")];
        await Write(records);
        byte[] whole = await File.ReadAllBytesAsync(_directory.Files()[^1]);
        long start = EndOf(_directory.Files()[^1], 2);
        long end = EndOf(_directory.Files()[^1], 3);
        StoreRecord[] others = [.. records[..2], .. records[3..]];
        for (long offset = start; offset < end; offset++)
        {
            byte[] changed = [.. whole];
            changed[offset] ^= 0x81;
            Replace(changed);
            Assert.That(await Read(), Is.EqualTo(others), $"changed at {offset}");
            Assert.That(Said(), Does.Contain("damaged").And.Contain($"offset {start}, {end - start} bytes").And.Contain(_directory.Files()[0]));
        }
    }

    [Test]
    public async Task A_file_that_is_missing_or_shorter_than_it_was_is_reported()
    {
        await Write([.. RecordList.OfEveryKind("a")]);
        StoreRecord[] second = [.. RecordList.OfEveryKind("b")];
        await Write(second);
        string first = _directory.Files()[0];
        using (var file = new FileStream(first, FileMode.Open))
            file.SetLength(EndOf(first, 3));
        Assert.That((await Read())[^second.Length..], Is.EqualTo(second));
        Assert.That(Said(), Does.Contain("the end of the file is missing"));

        File.Delete(first);
        Assert.That(await Read(), Is.EqualTo(second));
        Assert.That(Said(), Does.Contain("the file is missing").And.Contain(first));
    }

    [Test]
    public async Task A_file_of_a_later_version_is_not_touched()
    {
        await Write([.. RecordList.OfEveryKind("a")]);
        string file = _directory.Files()[0];
        byte[] header = new JournalHeader(false, 1, -1).ToBytes();
        header[8] = 5;
        BitConverter.TryWriteBytes(header.AsSpan(28), JournalFormat.Crc(~0u, header.AsSpan(0, 28)));
        byte[] bytes = [.. header, .. (await File.ReadAllBytesAsync(file))[64..]];
        await File.WriteAllBytesAsync(file, bytes);

        await using IStore store = _directory.Make(StoreKind.Journal);
        Assert.That(() => store.Open(new RecordList()), Throws.TypeOf<StoreException>().With.Message.Contains("version 5"));
        Assert.That(await File.ReadAllBytesAsync(file), Is.EqualTo(bytes));
    }

    [Test]
    public async Task One_directory_is_for_one_store()
    {
        await using IStore first = _directory.Make(StoreKind.Journal);
        first.Open(new RecordList());
        await using IStore second = _directory.Make(StoreKind.Journal);
        Assert.That(() => second.Open(new RecordList()), Throws.TypeOf<StoreException>().With.Message.Contains("in use by another server"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_can_read_the_files()
    {
        await Write([.. RecordList.OfEveryKind("a")]);
        Assert.That(File.GetUnixFileMode(_directory.Path), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        foreach (string file in Directory.GetFiles(_directory.Path))
            Assert.That(File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite), file);
    }

    [Test]
    public async Task Compaction_while_records_are_appended_loses_none()
    {
        var state = new RecordList();
        await using (var store = (JournalStore)_directory.Make(StoreKind.Journal, compactionBytes: 1000))
        {
            store.Open(state);
            var deadline = new Deadline(30);
            for (int i = 0; store.SnapshotNumber < 5; i++)
            {
                foreach (StoreRecord record in RecordList.OfEveryKind($"{i}"))
                    state.Append(store, record);
                await store.WhenDurableAsync(store.Append(RecordList.OfEveryKind("unwatched").Last()));
                Assert.That(deadline.IsOver, Is.False, "five snapshots");
            }
        }

        Assert.That((await Read()).Where(record => record.User != "unwatched"), Is.EquivalentTo(state.Records));
        Assert.That(_directory.Files(), Has.Length.LessThan(6), "old files are removed");
        Assert.That(Said(), Is.Empty);
    }

    [Test]
    public async Task A_file_whose_successor_could_not_be_made_is_not_written_any_more()
    {
        var state = new RecordList();
        await using (var store = (JournalStore)_directory.Make(StoreKind.Journal, compactionBytes: 100_000))
        {
            int faults = 0;
            store.Faults.AfterHeader = number => number == 2 && Interlocked.Increment(ref faults) == 1 ? new IOException("Too many open files") : null;
            store.Open(state);

            // So much that the journal is to be compacted, once.
            foreach (StoreRecord record in RecordList.OfEveryKind(new string('x', 200_000)))
                state.Append(store, record);
            await store.WhenDurableAsync(store.Durable + 1);
            await Wait.Until(() => Volatile.Read(ref faults) != 0, "the fault happens");

            foreach (StoreRecord record in RecordList.OfEveryKind("acknowledged"))
                state.Append(store, record);
        }

        Assert.That(await Read(), Is.EquivalentTo(state.Records));
        Assert.That(Said(), Does.Not.Contain("damaged"));
    }

    [Test]
    public async Task A_snapshot_that_could_not_be_written_leaves_nothing()
    {
        var state = new RecordList();
        await using var store = (JournalStore)_directory.Make(StoreKind.Journal, compactionBytes: 1);
        store.Open(new NoSnapshot());
        await store.WhenDurableAsync(store.Append(RecordList.OfEveryKind("a").First()));
        await Wait.Until(() => Said().Contains("could not be compacted", StringComparison.Ordinal), "the failure is logged");

        Assert.That(_directory.Files("*.tmp"), Is.Empty);
    }

    [Test]
    public async Task A_damaged_file_is_kept_under_another_name_when_it_is_compacted()
    {
        await Write([.. RecordList.OfEveryKind("a")]);
        byte[] bytes = await File.ReadAllBytesAsync(_directory.Files()[0]);
        bytes[70] ^= 1;
        Replace(bytes);
        var state = new RecordList();
        await using (var store = (JournalStore)_directory.Make(StoreKind.Journal, compactionBytes: 1))
        {
            store.Open(state);
            var deadline = new Deadline();
            while (store.SnapshotNumber == 0 && !deadline.IsOver)
                await store.WhenDurableAsync(store.Append(RecordList.OfEveryKind("b").Last()));
        }

        Assert.That(await File.ReadAllBytesAsync(_directory.Files("*.damaged").Single()), Is.EqualTo(bytes));
        Assert.That(await Read(), Is.SupersetOf(state.Records));
    }

    private async Task Write(StoreRecord[] records)
    {
        await using IStore store = _directory.Make(StoreKind.Journal);
        store.Open(new RecordList());
        foreach (StoreRecord record in records)
            store.Append(record);
        await store.DisposeAsync();
        _manifest = await File.ReadAllBytesAsync(System.IO.Path.Combine(_directory.Path, JournalManifest.FileName));
    }

    private async Task<StoreRecord[]> Read()
    {
        var state = new RecordList();
        await using IStore store = _directory.Make(StoreKind.Journal);
        store.Open(state);
        return [.. state.Records];
    }

    // What the store has said since the last time.
    private string Said()
    {
        string said = string.Join('\n', _directory.Log.Lines.Where(line => line.Level >= LogLevel.Warn).Skip(_read).Select(line => line.Message));
        _read = _directory.Log.Lines.Count(line => line.Level >= LogLevel.Warn);
        return said;
    }

    private int _read;
    private byte[] _manifest = [];

    // The server has not stopped in order.
    private void Crash()
    {
        string path = System.IO.Path.Combine(_directory.Path, JournalManifest.FileName);
        JournalManifest manifest = JournalManifest.Read(File.ReadAllBytes(path), path)!;
        File.WriteAllBytes(path, (manifest with { End = null }).ToBytes());
    }

    // A directory with this one file, and what was there first besides.
    private void Replace(byte[] bytes)
    {
        foreach (string file in _directory.Files())
            File.Delete(file);
        File.WriteAllBytes(System.IO.Path.Combine(_directory.Path, "00000001.journal"), bytes);
        File.WriteAllBytes(System.IO.Path.Combine(_directory.Path, JournalManifest.FileName), _manifest);
    }

    // Where the first so many records end.
    private static long EndOf(string file, int records)
    {
        using var reader = new JournalReader(file, 1);
        var codec = new RecordCodec();
        for (int i = 0; i < records; i++)
            Assert.That(reader.TryRead(codec, out _), Is.True);
        return reader.Offset;
    }

    private sealed class NoSnapshot : IStoreState
    {
        public void Apply(in StoreRecord record)
        {
        }

        public IEnumerable<StoreRecord> Snapshot()
        {
            yield return RecordList.OfEveryKind("half").First();
            throw new IOException("No space left on device");
        }
    }
}
