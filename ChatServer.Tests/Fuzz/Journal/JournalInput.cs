using System.Globalization;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>The files of a journal, as they were written, and then as a bad disk, a crash or a bad administrator left them.</summary>
internal sealed class JournalInput
{
    private static readonly Guid Store = new("00112233-4455-6677-8899-aabbccddeeff");

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

    // One to three files, the first one perhaps a snapshot; those of version 2 come first. Mostly with the manifest that belongs to them.
    private void Write()
    {
        uint number = (uint)_random.Of(1, 1, 1, 7, 99_999_999);
        var end = new JournalEnd(-1, 0);
        bool isSnapshot = _random.OneIn(4);
        int count = _random.Next(1, 4);
        int old = _random.OneIn(3) ? _random.Next(count + 1) : 0;
        for (int i = 0; i < count; i++)
        {
            var header = new JournalHeader(isSnapshot, number, end.Length, end.Digest ?? 0, Store) { Version = i >= old ? _random.Of(3, 4) : _random.Of(1, 2) };
            end = WriteFile(header, isSnapshot);
            if (isSnapshot)
                end = new JournalEnd(-1, 0);
            number++;
            isSnapshot = false;
        }

        if (old < count && !_random.OneIn(6))
            Files.Add((JournalManifest.FileName, new JournalManifest(Store, number - 1, end.Length > 0 && _random.OneIn(2) ? end : null).ToBytes()));
    }

    private JournalEnd WriteFile(JournalHeader header, bool isSnapshot)
    {
        string name = header.Number.ToString("D8", CultureInfo.InvariantCulture) + (isSnapshot ? ".snapshot" : ".journal");
        List<byte[]> records = [.. Enumerable.Range(0, _random.Next(12)).Select(_ => Bytes(RandomRecords.Make(_random)))];
        if (isSnapshot && header.IsOld)
            records.Add(Bytes(new StoreRecord { Kind = RecordKind.LastId, Id = Guid.Empty }));
        (byte[] bytes, uint digest) = header.IsOld ? OldFile(header, records)
            : _random.OneIn(16) ? WithJournalFile(Path.Combine(_directory, name), header, records)
            : InMemory(header, records);
        Files.Add((name, bytes));
        return new JournalEnd(bytes.Length, digest);
    }

    private (byte[] Bytes, uint Digest) WithJournalFile(string path, JournalHeader header, IEnumerable<byte[]> records)
    {
        uint digest;
        using (JournalFile file = JournalFile.Create(path, header, _noFaults))
        {
            foreach (byte[][] batch in records.Chunk(3))
            {
                file.WriteFrames(batch.SelectMany(Frame).ToArray());
                if (_random.OneIn(2))
                    file.Flush();
            }

            if (header.IsSnapshot)
                file.WriteSnapshotEnd();
            digest = file.Digest;
        }

        byte[] bytes = File.ReadAllBytes(path);
        File.Delete(path);
        return (bytes, digest);
    }

    // The same, some times faster.
    private (byte[] Bytes, uint Digest) InMemory(JournalHeader header, IEnumerable<byte[]> records)
    {
        List<byte> bytes = [.. header.ToBytes()];
        uint digest = BitConverter.ToUInt32([.. bytes], 60);
        byte batch = 1;
        int count = 0;
        void Add(byte[] record)
        {
            byte[] frame = Frame(record);
            digest = JournalFormat.AddToDigest(digest, JournalFormat.WriteChecksum(frame, header.Number, bytes.Count, batch));
            bytes.AddRange(frame);
            batch += (byte)(_random.OneIn(3) ? 1 : 0);
        }

        foreach (byte[] record in records)
        {
            Add(record);
            count++;
        }

        if (header.IsSnapshot)
            Add([12, .. BitConverter.GetBytes((long)count), .. BitConverter.GetBytes(digest)]);
        return ([.. bytes], digest);
    }

    private static (byte[] Bytes, uint Digest) OldFile(JournalHeader header, IEnumerable<byte[]> records)
    {
        List<byte> bytes = [.. header.ToBytes()];
        uint digest = BitConverter.ToUInt32([.. bytes], 28);
        foreach (byte[] record in records)
        {
            byte[] head = [0xFF, 0xF7, (byte)record.Length, (byte)(record.Length >> 8), (byte)(record.Length >> 16)];
            byte[] checksum = BitConverter.GetBytes(~SlowFile.Crc([.. BitConverter.GetBytes(header.Number), .. BitConverter.GetBytes((long)bytes.Count), .. head, .. record]));
            digest = SlowFile.Crc(checksum, digest);
            bytes.AddRange([.. head, .. checksum, .. record]);
        }

        return ([.. bytes], digest);
    }

    private static byte[] Bytes(StoreRecord record)
    {
        byte[] bytes = new byte[RecordCodec.MaxBytes(record)];
        return bytes[..RecordCodec.Write(record, bytes)];
    }

    private static byte[] Frame(byte[] record)
    {
        byte[] frame = new byte[JournalFormat.FrameLength + record.Length];
        JournalFormat.WriteFrame(frame, record.Length);
        record.CopyTo(frame, JournalFormat.FrameLength);
        return frame;
    }

    private void Mutate()
    {
        int index = _random.Next(Files.Count);
        (string name, byte[] bytes) = Files[index];
        int at = _random.Next(bytes.Length + 1);
        int length = Math.Min(_random.Next(_random.Of(3, 40, 400)), bytes.Length - at);
        byte[] range = bytes[at..(at + length)];
        switch (_random.Next(14))
        {
            case 0 when _random.OneIn(6) && Files.Count > 1:
                Files.RemoveAt(index);
                return;
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
                bytes = [.. bytes[..at], .. range, .. bytes[at..]];
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
                    "4294967290.journal", "99999999999.journal", "0000000012.journal", "+0000001.journal", "x.journal", "00000001.snapshot.tmp", "manifest", "00000001.snapshot");
                break;
            case 12 when name == JournalManifest.FileName:
                bytes = NewManifest();
                break;
            case 12:
                byte[] header = NewHeader();
                bytes = [.. header, .. bytes.Skip(header.Length)];
                break;
            case 13:
                // Over what is there.
                byte[] garbage = Garbage();
                bytes = [.. bytes[..at], .. garbage, .. bytes.Skip(at + garbage.Length)];
                break;
        }

        Files[index] = (name, bytes);
        for (int i = Files.Count - 1; i >= 0; i--)
        {
            if (i != index && Files[i].Name == name)
                Files.RemoveAt(i);
        }
    }

    private byte[] Garbage()
    {
        byte[] other = Files[_random.Next(Files.Count)].Bytes;
        int at = _random.Next(other.Length + 1);
        return _random.Next(7) switch
        {
            0 => _random.Bytes(_random.Next(20)),
            1 => new byte[_random.Next(600)],
            2 => Enumerable.Repeat<byte[]>([0xFF, Mark()], _random.Next(10)).SelectMany(mark => mark).ToArray(),
            3 => [0xFF, Mark(), (byte)_random.Next(256), (byte)_random.Next(3), 0, .. _random.Bytes(_random.Next(30))],
            4 => Frame(Bytes(RandomRecords.Make(_random))),
            5 => [0xFF, Mark(), .. _random.Bytes(_random.Next(8))],
            _ => other[at..Math.Min(other.Length, at + _random.Next(600))],
        };
    }

    private byte Mark() => _random.Of<byte>(0xF7, 0xF8);

    // A valid one that says something else.
    private byte[] NewHeader()
    {
        byte version = _random.Of<byte>(1, 2, 3, 3, 4, 4, 0, 5);
        Guid store = _random.OneIn(3) ? new Guid(_random.Bytes(16)) : Store;
        long previous = _random.Of<long>(-1, 0, 5, 32, 50, 64, 300, 1000, long.MaxValue, long.MinValue);
        var header = new JournalHeader(_random.OneIn(3), (uint)_random.Next(1, 4), previous, (uint)_random.Next(2), store) { Version = version is 1 or 2 ? 2 : 3 };
        byte[] bytes = header.ToBytes();
        bytes[8] = version;
        BitConverter.TryWriteBytes(bytes.AsSpan(28), SlowFile.Crc(bytes[..28]));
        if (bytes.Length > 60)
            BitConverter.TryWriteBytes(bytes.AsSpan(60), SlowFile.Crc(bytes[..60]));
        return bytes;
    }

    private byte[] NewManifest()
    {
        var end = new JournalEnd(_random.Of<long>(0, 64, 100, 500, long.MaxValue), (uint)_random.Next(2));
        byte[] bytes = new JournalManifest(_random.OneIn(3) ? new Guid(_random.Bytes(16)) : Store, (uint)_random.Of(1, 2, 3, 7, 8), _random.OneIn(2) ? end : null).ToBytes();
        bytes[8] = _random.Of<byte>(1, 1, 1, 1, 2);
        BitConverter.TryWriteBytes(bytes.AsSpan(60), SlowFile.Crc(bytes[..60]));
        return bytes;
    }
}
