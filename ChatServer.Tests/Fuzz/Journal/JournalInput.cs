using System.Globalization;
using ChatServer.Storage;
using ChatServer.Storage.Journal;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>The files of a journal, as they were written, and then as a bad disk, a crash or a bad administrator left them.</summary>
internal sealed class JournalInput
{
    private readonly Random _random;
    private readonly string _directory;
    private readonly FaultPoints _noFaults = new();

    private JournalInput(Random random, string directory)
    {
        _random = random;
        _directory = directory;
    }

    private List<(string Name, byte[] Bytes)> Files { get; } = [];

    /// <summary>Makes files.</summary>
    /// <param name="random">Says which.</param>
    /// <param name="directory">Where files are written; it is empty again afterwards.</param>
    public static List<(string Name, byte[] Bytes)> Make(Random random, string directory)
    {
        var input = new JournalInput(random, directory);
        input.Write();
        for (int i = random.Next(5); i > 0; i--)
            input.Mutate();
        return input.Files;
    }

    // One to three files, the first one perhaps a snapshot.
    private void Write()
    {
        uint number = (uint)_random.Of(1, 1, 1, 7, 99_999_999);
        long previous = -1;
        bool isSnapshot = _random.OneIn(4);
        for (int i = _random.Next(1, 4); i > 0; i--)
        {
            previous = WriteFile(new JournalHeader(isSnapshot, number, previous), isSnapshot);
            previous = isSnapshot ? -1 : previous;
            number++;
            isSnapshot = false;
        }
    }

    private long WriteFile(JournalHeader header, bool isSnapshot)
    {
        string name = header.Number.ToString("D8", CultureInfo.InvariantCulture) + (isSnapshot ? ".snapshot" : ".journal");
        List<byte[]> frames = [.. Enumerable.Range(0, _random.Next(12)).Select(_ => Frame(RandomRecords.Make(_random)))];
        if (isSnapshot)
            frames.Add(Frame(new StoreRecord { Kind = RecordKind.LastId, Id = Guid.Empty }));
        byte[] bytes = _random.OneIn(16) ? WithJournalFile(Path.Combine(_directory, name), header, frames) : InMemory(header, frames);
        Files.Add((name, bytes));
        return bytes.Length;
    }

    private byte[] WithJournalFile(string path, JournalHeader header, IEnumerable<byte[]> frames)
    {
        using (JournalFile file = JournalFile.Create(path, header, _noFaults))
        {
            foreach (byte[][] batch in frames.Chunk(3))
                file.WriteFrames(batch.SelectMany(frame => frame).ToArray());
        }

        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return bytes;
    }

    // The same, some times faster.
    private static byte[] InMemory(JournalHeader header, IEnumerable<byte[]> frames)
    {
        List<byte> bytes = [.. header.ToBytes()];
        foreach (byte[] frame in frames)
        {
            JournalFormat.Seal(frame, header.Number, bytes.Count);
            bytes.AddRange(frame);
        }

        return [.. bytes];
    }

    private static byte[] Frame(StoreRecord record)
    {
        byte[] bytes = new byte[JournalFormat.FrameLength + RecordCodec.MostBytes(record)];
        int length = RecordCodec.Write(record, bytes.AsSpan(JournalFormat.FrameLength));
        JournalFormat.WriteFrame(bytes, length);
        return bytes[..(JournalFormat.FrameLength + length)];
    }

    private void Mutate()
    {
        int index = _random.Next(Files.Count);
        (string name, byte[] bytes) = Files[index];
        int at = _random.Next(bytes.Length + 1);
        int length = Math.Min(_random.Next(_random.Of(3, 40, 400)), bytes.Length - at);
        byte[] stretch = bytes[at..(at + length)];
        switch (_random.Next(14))
        {
            case < 3 when bytes.Length > 0:
                bytes[Math.Min(at, bytes.Length - 1)] ^= (byte)(1 << _random.Next(8));
                break;
            case 3:
                bytes = [.. bytes[..at], .. Garbage(), .. bytes[at..]];
                break;
            case 4:
                bytes = [.. bytes[..at], .. bytes[(at + length)..]];
                break;
            case 5:
                bytes = bytes[..at];
                break;
            case 6:
                bytes = [.. bytes[..at], .. stretch, .. bytes[at..]];
                break;
            case 7:
                Array.Clear(bytes, at, length);
                break;
            case 8:
                int other = _random.Next(Files.Count);
                (Files[other], bytes) = ((Files[other].Name, bytes), Files[other].Bytes);
                break;
            case < 11:
                bytes = [.. bytes, .. Garbage()];
                break;
            case 11 when _random.OneIn(4):
                name = _random.Of("00000001.journal", "00000002.journal", "00000003.snapshot", "1.journal", "00000000.journal", "4294967295.journal",
                    "4294967290.journal", "99999999999.journal", "0000000012.journal", "+0000001.journal", "x.journal", "00000001.snapshot.tmp");
                break;
            case 12:
                bytes = [.. NewHeader(), .. bytes.Skip(32)];
                break;
            case 13:
                // Over what is there.
                byte[] garbage = Garbage();
                bytes = [.. bytes[..at], .. garbage, .. bytes.Skip(at + garbage.Length)];
                break;
        }

        Files[index] = (name, bytes);
        if (Files.FindIndex(file => file.Name == name) is var first && first != index)
            Files.RemoveAt(first);
    }

    private byte[] Garbage()
    {
        byte[] other = Files[_random.Next(Files.Count)].Bytes;
        int at = _random.Next(other.Length + 1);
        return _random.Next(7) switch
        {
            0 => _random.Bytes(_random.Next(20)),
            1 => new byte[_random.Next(600)],
            2 => Enumerable.Repeat<byte[]>([0xFF, 0xF7], _random.Next(10)).SelectMany(mark => mark).ToArray(),
            3 => [0xFF, 0xF7, (byte)_random.Next(256), (byte)_random.Next(3), 0, .. _random.Bytes(_random.Next(30))],
            4 => Frame(RandomRecords.Make(_random)),
            5 => [0xFF, 0xF7, .. _random.Bytes(_random.Next(8))],
            _ => other[at..Math.Min(other.Length, at + _random.Next(600))],
        };
    }

    // A valid one that says something else.
    private byte[] NewHeader()
    {
        var header = new JournalHeader(_random.OneIn(3), (uint)_random.Next(1, 4), _random.Of<long>(-1, 0, 5, 32, 50, 300, 1000, long.MaxValue, long.MinValue));
        byte[] bytes = header.ToBytes();
        bytes[8] = _random.Of<byte>(1, 1, 1, 1, 1, 0, 2);
        BitConverter.TryWriteBytes(bytes.AsSpan(28), SlowJournal.Crc(bytes[..28]));
        return bytes;
    }
}
