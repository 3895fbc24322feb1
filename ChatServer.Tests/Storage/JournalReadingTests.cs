using System.Diagnostics;
using System.Globalization;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>Reading what nobody wrote: files that were moved, renamed or made up.</summary>
public class JournalReadingTests
{
    private const int HostileLength = 8 * 1024 * 1024;

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-journal-");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [TestCase("FFF8")]
    [TestCase("FFF800004000")]
    [TestCase("FFF8FFFF0F00")]
    [TestCase("FFF7")]
    [TestCase("FFF7000040")]
    [TestCase("FFF7FFFF0F")]
    [TestCase("FFF7000100")]
    [TestCase("FFF700100000000000")]
    [TestCase("FFF70000")]
    [TestCase("00")]
    public void Bytes_that_all_look_like_the_beginnings_of_records_are_read_in_bounded_time(string hex)
    {
        byte[] pattern = Convert.FromHexString(hex);
        byte[] bytes = new byte[HostileLength];
        for (int i = 0; i < bytes.Length; i++)
            bytes[i] = pattern[i % pattern.Length];
        Put("00000001.journal", [.. new JournalHeader(false, 1, -1).ToBytes(), .. bytes]);
        var clock = Stopwatch.StartNew();
        (JournalContents contents, List<StoreRecord> records) = Read();
        Assert.That(clock.Elapsed, Is.LessThan(TimeSpan.FromMinutes(3)), "it takes 1 s or less on an idle machine, and hours if it grows with the square");
        Assert.That(records, Is.Empty);
        Assert.That(contents.TornTail, Is.EqualTo((Path("00000001.journal"), 64L, (long)HostileLength)));
    }

    [Test]
    public void Long_and_short_records_between_hostile_bytes_are_found()
    {
        byte[] marks = [.. Enumerable.Repeat(new byte[] { 0xFF, 0xF7, 0, 0, 0x10 }, 1000).SelectMany(mark => mark)];
        StoreRecord[] records = [Text('a', 2_000_000), Text('b', 3), Text('c', 16_000_000), Text('d', 300), Text('e', 5_000_000)];
        using (JournalFile file = JournalFile.Create(Path("00000001.journal"), new JournalHeader(false, 1, -1), new FaultPoints()))
        {
            foreach (StoreRecord record in records)
            {
                file.Write(marks);
                file.WriteFrames(Frame(record));
            }
        }

        (JournalContents contents, List<StoreRecord> read) = Read();
        Assert.That(read, Is.EqualTo(records));
        Assert.That(contents.Damages, Is.Empty, "one write before a crash");
        Assert.That(contents.Torn.Select(damage => damage.Length), Is.EqualTo(Enumerable.Repeat((long)marks.Length, 5)));
    }

    [Test]
    public void The_checksum_of_a_range_is_that_of_its_bytes()
    {
        var random = new Random(1);
        byte[] block = new byte[10_000];
        random.NextBytes(block);
        var checksums = new RangeChecksums();
        for (int i = 0; i < 1000; i++)
        {
            int start = random.Next(block.Length), end = random.Next(start, block.Length + 1);
            Assert.That(checksums.Crc(~0u, block, start, end), Is.EqualTo(JournalFormat.Crc(~0u, block.AsSpan(start, end - start))), $"{start}..{end}");
        }
    }

    [Test]
    public void A_file_with_the_name_of_another_does_not_hide_records_of_the_one_before_it()
    {
        WriteFile("00000001.journal", new JournalHeader(false, 1, -1), [Text('a', 100), Text('b', 100)]);
        WriteFile("00000002.journal", new JournalHeader(false, 3, 40), [Text('c', 1)]);
        (JournalContents contents, List<StoreRecord> records) = Read();
        Assert.That(records, Has.Count.EqualTo(2));
        Assert.That(contents.Damages, Has.One.Matches<JournalDamage>(damage => damage.What == "the header is that of file 3"));
    }

    [Test]
    public void A_journal_with_the_name_of_a_snapshot_is_reported()
    {
        WriteFile("00000001.snapshot", new JournalHeader(false, 1, -1), [new StoreRecord { Kind = RecordKind.LastId }]);
        Assert.That(Read().Contents.Damages.Select(damage => damage.What), Is.EqualTo(new[] { "the header is that of a journal", "the snapshot is not complete" }));
    }

    [Test]
    public void A_file_is_read_once_however_its_number_is_written_beside_it()
    {
        WriteFile("00000001.journal", new JournalHeader(false, 1, -1), [Text('a', 1)]);
        File.Copy(Path("00000001.journal"), Path("1.journal"));
        Assert.That(Read().Records, Has.Count.EqualTo(1));
    }

    [Test]
    public void Billions_of_missing_files_are_one_damage()
    {
        WriteFile("4000000000.journal", new JournalHeader(false, 4_000_000_000, -1), [Text('a', 1)]);
        JournalContents contents = Read().Contents;
        Assert.That(contents.Damages.Single().ToString(), Does.Contain("00000001.journal").And.Contain("the 3999999998 after it"));
    }

    [Test]
    public void A_file_after_which_no_number_is_left_is_refused()
    {
        WriteFile("4294967295.journal", new JournalHeader(false, uint.MaxValue, -1), [Text('a', 1)]);
        Assert.That(() => Read(), Throws.TypeOf<StoreException>().With.Message.Contains("4294967295"));
    }

    [Test]
    public void What_is_missing_is_not_reported_twice()
    {
        WriteFile("00000001.journal", new JournalHeader(false, 1, -1), [Text('a', 1)]);
        long length = new FileInfo(Path("00000001.journal")).Length;
        File.AppendAllText(Path("00000001.journal"), "torn");
        WriteFile("00000002.journal", new JournalHeader(false, 2, length + 10), []);
        Assert.That(Read().Contents.Damages.Select(damage => (damage.Offset, damage.Length)), Is.EqualTo(new[] { (length + 4, 6L), (length, 4L) }));
    }

    [TestCase("0601FF", Description = "a name that is no text")]
    [TestCase("05000000000000000000C3", Description = "a text that is none")]
    [TestCase("0200000000000000000000000000000000040000000000000000016A", Description = "an end that does not exist")]
    [TestCase("010000000000000000000000000000000004016A016B", Description = "a flag that does not exist")]
    [TestCase("06016A00", Description = "bytes behind the record")]
    public void Bytes_that_were_never_written_are_no_record(string hex)
        => Assert.That(new RecordCodec().TryRead(Convert.FromHexString(hex), out _), Is.False);

    [Test]
    public void A_header_without_a_version_is_none()
    {
        byte[] header = new JournalHeader(false, 1, -1).ToBytes();
        header[8] = 0;
        BitConverter.TryWriteBytes(header.AsSpan(28), JournalFormat.Crc(~0u, header.AsSpan(0, 28)));
        Assert.That(JournalHeader.TryRead(header, out _, out _), Is.False);
    }

    private static StoreRecord Text(char c, int length) => new() { Kind = RecordKind.AccountSet, User = "romeo", Text = new string(c, length) };

    private static byte[] Frame(StoreRecord record)
    {
        byte[] bytes = new byte[JournalFormat.FrameLength + RecordCodec.MaxBytes(record)];
        int length = RecordCodec.Write(record, bytes.AsSpan(JournalFormat.FrameLength));
        JournalFormat.WriteFrame(bytes, length);
        return bytes[..(JournalFormat.FrameLength + length)];
    }

    private void WriteFile(string name, JournalHeader header, StoreRecord[] records)
    {
        using JournalFile file = JournalFile.Create(Path(name), header, new FaultPoints());
        foreach (StoreRecord record in records)
            file.WriteFrames(Frame(record));
    }

    private void Put(string name, byte[] bytes) => File.WriteAllBytes(Path(name), bytes);

    private string Path(string name) => System.IO.Path.Combine(_directory.FullName, name);

    // As after a crash.
    private (JournalContents Contents, List<StoreRecord> Records) Read()
    {
        uint newest = Directory.GetFiles(_directory.FullName, "*.journal")
            .Select(path => uint.Parse(System.IO.Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        Put(JournalManifest.FileName, new JournalManifest(Guid.Empty, newest, End: null).ToBytes());
        var records = new List<StoreRecord>();
        using JournalDirectory directory = JournalDirectory.LockToRead(_directory.FullName);
        var contents = new JournalContents(directory);
        contents.Read(records.Add);
        return (contents, records);
    }
}
