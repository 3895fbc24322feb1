using System.Globalization;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>
/// Files that were damaged while no server ran: nothing is lost, or it is said. <c>CHAT_DAMAGES</c> is how many random damages are tried: 400 in <c>./test</c>.
/// </summary>
public class JournalDamageTests
{
    private const int DamagesOfOneLife = 50;
    private const int DamagesForOneStart = 5;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-damage-");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public async Task Every_damage_after_an_orderly_stop_is_harmless_or_reported()
    {
        int damages = int.Parse(Environment.GetEnvironmentVariable("CHAT_DAMAGES") ?? "400", CultureInfo.InvariantCulture);
        int first = int.Parse(Environment.GetEnvironmentVariable("CHAT_DAMAGE_SEED") ?? "1", CultureInfo.InvariantCulture);
        int reported = 0;
        List<string> silent = [];
        for (int i = 0; i < damages; i += DamagesOfOneLife)
        {
            int seed = (first * 1000) + (i / DamagesOfOneLife);
            using JournalLife life = await JournalLife.Make(seed);
            using JournalLife other = await JournalLife.Make(seed + 500_000);
            for (int j = 0; j < Math.Min(DamagesOfOneLife, damages - i); j++)
            {
                var random = new Random((seed * 100) + j);
                Put(RandomDamage.Do(random, life, other, out string what));
                (JournalContents contents, List<StoreRecord> records) = JournalLife.Read(_directory.FullName);
                bool isReported = contents.Damages.Count > 0;
                reported += isReported ? 1 : 0;
                if (!isReported && !records.SequenceEqual(life.Records))
                    silent.Add($"seed {seed}, damage {j}: {what}: {records.Count} of {life.Records.Count} records");
                if (j % DamagesForOneStart != 0)
                    continue;
                (List<StoreRecord> started, string[] errors) = await JournalLife.Start(_directory.FullName);
                Assert.That(started, Is.EqualTo(records), $"seed {seed}, damage {j}: {what}");
                Assert.That(errors.Length > 0, Is.EqualTo(isReported), $"seed {seed}, damage {j}: {what}: start and check agree. {string.Join(' ', errors)}");
            }
        }

        TestContext.Out.WriteLine($"{damages} damages: {reported} reported, {damages - reported - silent.Count} harmless, {silent.Count} silent");
        Assert.That(silent, Is.Empty);
        Assert.That(reported, Is.GreaterThan(damages / 2), "the damages are damages");
    }

    [TestCase("newest emptied")]
    [TestCase("newest deleted")]
    [TestCase("newest replaced by an older copy")]
    [TestCase("newest cut between records")]
    [TestCase("a bit of the last record")]
    [TestCase("newest and manifest deleted")]
    [TestCase("manifest emptied")]
    public async Task What_happens_to_the_newest_file_after_an_orderly_stop_is_reported_until_a_snapshot_replaces_it(string damage)
    {
        using JournalLife life = await JournalLife.Make(7);
        Dictionary<string, byte[]> files = new(life.Files);
        string newest = files.Keys.Where(name => name.EndsWith(".journal", StringComparison.Ordinal)).Max(StringComparer.Ordinal)!;
        byte[] bytes = files[newest];
        switch (damage)
        {
            case "newest emptied":
                files[newest] = [];
                break;
            case "newest deleted":
                files.Remove(newest);
                break;
            case "newest replaced by an older copy":
                files[newest] = bytes[..64];
                break;
            case "newest cut between records":
                JournalFormat.TryReadHead(bytes.AsSpan(64), out FrameHead head);
                files[newest] = bytes[..(64 + head.TotalLength)];
                break;
            case "a bit of the last record":
                files[newest] = [.. bytes[..^1], (byte)(bytes[^1] ^ 1)];
                break;
            case "newest and manifest deleted":
                files.Remove(newest);
                files.Remove(JournalManifest.FileName);
                break;
            default:
                files[JournalManifest.FileName] = [];
                break;
        }

        Put(files);
        for (int start = 0; start < 2; start++)
        {
            Assert.That(JournalVerification.Run(_directory.FullName, TextWriter.Null), Is.False, $"check before start {start}");
            Assert.That((await JournalLife.Start(_directory.FullName)).Errors, Is.Not.Empty, $"start {start}");
        }
    }

    [Test]
    public async Task An_empty_snapshot_beside_an_intact_journal_costs_nothing_and_is_reported()
    {
        using var directory = new StoreDirectory();
        StoreRecord[] records = [.. RecordList.OfEveryKind("a")];
        await Append(directory, records);
        File.WriteAllBytes(Path.Combine(directory.Path, "00000001.snapshot"), []);
        Assert.That(JournalVerification.Run(directory.Path, TextWriter.Null), Is.False);

        // The first record afterwards makes a snapshot that is complete. The empty one is kept under another name.
        var state = new RecordList();
        await using (var store = (JournalStore)directory.Make(StoreKind.Journal))
        {
            store.Open(state);
            Assert.That(state.Records, Is.EqualTo(records));
            Assert.That(directory.Log.Lines.Select(line => line.Message), Has.Some.Contains("00000001.snapshot: damaged"));
            Assert.That(File.Exists(Path.Combine(directory.Path, "00000001.journal")), Is.True, "nothing is deleted on its word");
            state.Append(store, RecordList.OfEveryKind("b").First());
            await Wait.Until(() => store.SnapshotNumber != 0, "there is a snapshot");
        }

        Assert.That(File.Exists(Path.Combine(directory.Path, "00000001.snapshot.damaged")), Is.True);
        Assert.That(JournalVerification.Run(directory.Path, TextWriter.Null), Is.True);
        Assert.That(JournalLife.Read(directory.Path).Records.Where(record => record.Kind != RecordKind.LastId), Is.EquivalentTo(state.Records));
    }

    [Test]
    public async Task What_is_readable_of_a_damaged_snapshot_is_kept_when_the_journals_are_gone()
    {
        using var directory = new StoreDirectory();
        var state = new RecordList();
        await using (var store = (JournalStore)directory.Make(StoreKind.Journal, compactionBytes: 1))
        {
            store.Open(state);
            foreach (StoreRecord record in RecordList.OfEveryKind("a"))
                state.Append(store, record);
            await Wait.Until(() => store.SnapshotNumber != 0, "there is a snapshot");
        }

        string snapshot = directory.Files("*.snapshot").Single();
        byte[] bytes = File.ReadAllBytes(snapshot);
        bytes[80] ^= 1;
        File.WriteAllBytes(snapshot, bytes);
        (JournalContents contents, List<StoreRecord> records) = JournalLife.Read(directory.Path);
        Assert.That(contents.Damages.Select(damage => damage.FilePath).Distinct(), Is.EqualTo(new[] { snapshot }));
        Assert.That(records.Distinct().Count(record => record.Kind != RecordKind.LastId), Is.EqualTo(state.Records.Count - 1), "all but the one that was changed");
    }

    [Test]
    public async Task A_file_of_another_server_is_kept_aside_and_not_read()
    {
        using JournalLife life = await JournalLife.Make(3);
        using JournalLife other = await JournalLife.Make(4);
        Dictionary<string, byte[]> files = new(life.Files);
        string newest = other.Files.Keys.Where(name => name.EndsWith(".journal", StringComparison.Ordinal)).Max(StringComparer.Ordinal)!;
        files["00000099.journal"] = other.Files[newest];
        Put(files);
        (List<StoreRecord> records, string[] errors) = await JournalLife.Start(_directory.FullName);
        Assert.That(records, Is.EqualTo(life.Records));
        Assert.That(errors, Has.Some.Contains("another server's"));
        Assert.That(File.Exists(Path.Combine(_directory.FullName, "00000099.journal.damaged")), Is.True);
        Assert.That(JournalVerification.Run(_directory.FullName, TextWriter.Null), Is.True, "it is put right");
    }

    [Test]
    public async Task A_manifest_of_another_server_does_not_empty_a_server()
    {
        using JournalLife life = await JournalLife.Make(3);
        using JournalLife other = await JournalLife.Make(4);
        Put(new(life.Files) { [JournalManifest.FileName] = other.Files[JournalManifest.FileName] });
        Assert.That(JournalVerification.Run(_directory.FullName, TextWriter.Null), Is.False);
        for (int start = 0; start < 2; start++)
        {
            (List<StoreRecord> records, string[] errors) = await JournalLife.Start(_directory.FullName);
            Assert.That(records, Is.EqualTo(life.Records));
            Assert.That(errors, Has.Some.Contains("the manifest is another server's"));
        }

        Assert.That(_directory.GetFiles("*.damaged"), Is.Empty);
    }

    [Test]
    public async Task A_backup_beside_the_empty_files_of_a_new_server_is_not_put_aside()
    {
        using JournalLife backup = await JournalLife.Make(3);
        var own = Guid.NewGuid();
        Dictionary<string, byte[]> files = new(backup.Files)
        {
            ["00000099.journal"] = new JournalHeader(false, 99, -1, Store: own).ToBytes(),
            [JournalManifest.FileName] = new JournalManifest(own, 99, End: null).ToBytes(),
        };
        Put(files);
        Assert.That(async () => await JournalLife.Start(_directory.FullName), Throws.TypeOf<StoreException>().With.Message.Contains("move 00000099.journal, manifest away and start again"));
        Assert.That(files.Keys.Select(name => Path.Combine(_directory.FullName, name)), Is.All.Matches<string>(File.Exists));

        File.Delete(Path.Combine(_directory.FullName, "00000099.journal"));
        File.Delete(Path.Combine(_directory.FullName, JournalManifest.FileName));
        Assert.That((await JournalLife.Start(_directory.FullName)).Records, Is.EqualTo(backup.Records));
    }

    [Test]
    public void Files_that_are_kept_aside_do_not_overwrite_those_before()
    {
        string path = Path.Combine(_directory.FullName, "00000001.journal");
        (Action KeepAside, string Name)[] ways =
        [
            (() => JournalDirectory.KeepAside(path), "00000001.journal.damaged"),
            (() => JournalDirectory.Remove([path], new HashSet<string> { path }), "00000001.journal.damaged2"),
            (() => JournalDirectory.KeepAside(path), "00000001.journal.damaged3"),
            (() => JournalDirectory.PutAside(path), "00000001.journal.replaced"),
            (() => JournalDirectory.PutAside(path), "00000001.journal.replaced2"),
        ];
        foreach ((Action keepAside, string name) in ways)
        {
            File.WriteAllText(path, name);
            keepAside();
        }

        Assert.That(ways.Select(way => way.Name), Is.All.Matches<string>(name => File.ReadAllText(Path.Combine(_directory.FullName, name)) == name));
    }

    [Test]
    public async Task A_hole_in_the_last_write_before_a_crash_is_no_damage_and_one_in_an_earlier_write_is()
    {
        using var directory = new StoreDirectory();
        await using (IStore store = directory.Make(StoreKind.Journal))
        {
            store.Open(new RecordList());
            await store.WhenDurableAsync(store.Append(RecordList.OfEveryKind("first").First()));
            foreach (StoreRecord record in RecordList.OfEveryKind("second"))
                store.Append(record);
        }

        string file = directory.Files().Single();
        byte[] bytes = File.ReadAllBytes(file);
        string manifest = Path.Combine(directory.Path, JournalManifest.FileName);
        File.WriteAllBytes(manifest, (JournalManifest.Read(File.ReadAllBytes(manifest), manifest)! with { End = null }).ToBytes());
        JournalFormat.TryReadHead(bytes.AsSpan(64), out FrameHead first);
        int second = 64 + first.TotalLength;

        File.WriteAllBytes(file, [.. bytes[..(second + 20)], .. new byte[100], .. bytes[(second + 120)..]]);
        int left = 0;
        for (int start = 0; start < 3; start++)
        {
            (JournalContents contents, List<StoreRecord> records) = JournalLife.Read(directory.Path);
            Assert.That((contents.Damages.Count, contents.Torn.Count), Is.EqualTo((0, 1)), $"start {start}");
            Assert.That(records, Has.Count.GreaterThan(5), "what stands behind the hole is read");
            left = start == 0 ? records.Count : left;
            Assert.That(records, Has.Count.EqualTo(left + start));

            // The next file says that this is what the crash has left.
            await Append(directory, [RecordList.OfEveryKind($"{start}").First()]);
        }

        Assert.That(directory.Log.Lines.Where(line => line.Level >= SuperSocket.SocketBase.Logging.LogLevel.Error), Is.Empty);
    }

    [Test]
    public async Task A_hole_before_a_later_write_is_damage_also_after_a_crash()
    {
        using var directory = new StoreDirectory();
        await using (IStore store = directory.Make(StoreKind.Journal))
        {
            store.Open(new RecordList());
            foreach (string text in (string[])["first", "second", "third"])
                await store.WhenDurableAsync(store.Append(RecordList.OfEveryKind(text).First()));
        }

        string file = directory.Files().Single();
        byte[] bytes = File.ReadAllBytes(file);
        string manifest = Path.Combine(directory.Path, JournalManifest.FileName);
        File.WriteAllBytes(manifest, (JournalManifest.Read(File.ReadAllBytes(manifest), manifest)! with { End = null }).ToBytes());
        bytes[80] ^= 1;
        File.WriteAllBytes(file, bytes);
        (JournalContents contents, List<StoreRecord> records) = JournalLife.Read(directory.Path);
        Assert.That((contents.Damages.Single().Offset, contents.Torn.Count, records.Count), Is.EqualTo((64L, 0, 2)));
    }

    private static async Task Append(StoreDirectory directory, StoreRecord[] records)
    {
        await using IStore store = directory.Make(StoreKind.Journal);
        store.Open(new RecordList());
        foreach (StoreRecord record in records)
            store.Append(record);
    }

    private void Put(Dictionary<string, byte[]> files)
    {
        foreach (FileInfo file in _directory.EnumerateFiles())
            file.Delete();
        foreach ((string name, byte[] bytes) in files)
            File.WriteAllBytes(Path.Combine(_directory.FullName, name), bytes);
    }
}
