using System.Globalization;
using ChatServer.Storage;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>
/// Reads the files of a journal: each as a whole, with a look for a frame at every offset and a checksum bit by bit. Slow, and easy to check.
/// </summary>
internal sealed class SlowJournal
{
    private const int HeaderLength = 32, FrameLength = 9;

    private readonly SortedDictionary<long, (string Name, byte[] Bytes)> _journals = [];
    private readonly SortedDictionary<long, (string Name, byte[] Bytes)> _snapshots = [];

    /// <summary>Reads files.</summary>
    /// <param name="files">By name.</param>
    public SlowJournal(IEnumerable<(string Name, byte[] Bytes)> files)
    {
        foreach ((string name, byte[] bytes) in files)
        {
            if (NumberOf(name, ".journal") is > 0 and var journal)
                _journals[journal] = (name, bytes);
            if (NumberOf(name, ".snapshot") is > 0 and var snapshot)
                _snapshots[snapshot] = (name, bytes);
        }

        Read();
    }

    /// <summary>What must be found.</summary>
    public List<StoreRecord> Records { get; } = [];

    /// <summary>What must be reported: file, offset, length.</summary>
    public List<(string File, long Offset, long Length)> Damages { get; } = [];

    /// <summary>The tail that must be reported.</summary>
    public (string File, long Offset, long Length)? TornTail { get; private set; }

    /// <summary>Whether nothing may be read, because a later version has written here or no number is left.</summary>
    public bool IsRefused { get; private set; }

    /// <summary>CRC-32C (RFC 9260, appendix A), bit by bit.</summary>
    public static uint Crc(IEnumerable<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) == 1 ? 0x82F63B78 : 0);
        }

        return crc;
    }

    private static long NumberOf(string name, string extension)
    {
        if (!name.EndsWith(extension, StringComparison.Ordinal))
            return 0;
        string digits = name[..^extension.Length];
        bool isOurs = digits.All(char.IsAsciiDigit) && (digits.Length == 8 || (digits.Length is 9 or 10 && digits[0] != '0'));
        return isOurs && long.Parse(digits, CultureInfo.InvariantCulture) is <= uint.MaxValue and var number ? number : 0;
    }

    // Version, whether it is a snapshot, number, length of the file before; null if it is no header.
    private static (int Version, bool IsSnapshot, uint Number, long Previous)? Header(byte[] bytes)
        => bytes.Length >= HeaderLength && "CHATJRNL"u8.SequenceEqual(bytes.AsSpan(0, 8)) && Crc(bytes[..28]) == BitConverter.ToUInt32(bytes, 28)
            ? (BitConverter.ToUInt16(bytes, 8), BitConverter.ToUInt16(bytes, 10) == 1, BitConverter.ToUInt32(bytes, 12), BitConverter.ToInt64(bytes, 16))
            : null;

    private void Read()
    {
        long snapshot = _snapshots.Count > 0 ? _snapshots.Keys.Last() : 0;
        long[] journals = [.. _journals.Keys.Where(number => number > snapshot)];
        IsRefused = snapshot == uint.MaxValue || journals.Contains(uint.MaxValue)
            || journals.Select(number => _journals[number]).Append(snapshot > 0 ? _snapshots[snapshot] : ("", [])).Any(file => Header(file.Item2)?.Version > 2);
        if (IsRefused)
            return;

        if (snapshot > 0)
            ReadFile(_snapshots[snapshot], snapshot, isSnapshot: true, knownEnd: -1, isLast: false);
        for (long before = snapshot, i = 0; i < journals.Length; before = journals[i], i++)
        {
            if (journals[i] > before + 1)
                Damages.Add(((before + 1).ToString("D8", CultureInfo.InvariantCulture) + ".journal", 0, 0));
            long knownEnd = -1;
            if (_journals.TryGetValue(journals[i] + 1, out var next) && Header(next.Bytes) is { Version: 1 or 2, IsSnapshot: false } header && header.Number == journals[i] + 1)
                knownEnd = header.Previous;
            ReadFile(_journals[journals[i]], journals[i], isSnapshot: false, knownEnd, isLast: i == journals.Length - 1);
        }
    }

    private void ReadFile((string Name, byte[] Bytes) file, long number, bool isSnapshot, long knownEnd, bool isLast)
    {
        // What becomes of each byte: nothing may stay unset.
        char[] fates = new char[file.Bytes.Length];
        long end = knownEnd < 0 ? file.Bytes.Length : Math.Min(knownEnd, file.Bytes.Length);
        Array.Fill(fates, 'g', (int)end, (int)(file.Bytes.Length - end));
        if (knownEnd > file.Bytes.Length)
            Damages.Add((file.Name, file.Bytes.Length, knownEnd - file.Bytes.Length));

        int start = HeaderLength;
        if (Header(file.Bytes) is { Version: 1 or 2 } header)
        {
            Array.Fill(fates, 'h', 0, HeaderLength);
            if (header.Number != number)
                Damages.Add((file.Name, 0, HeaderLength));
            if (header.IsSnapshot != isSnapshot)
                Damages.Add((file.Name, 0, HeaderLength));
        }
        else if (file.Bytes.Length > HeaderLength)
        {
            Array.Fill(fates, 'd', 0, HeaderLength);
            Damages.Add((file.Name, 0, HeaderLength));
        }
        else
        {
            start = 0;
        }

        bool hasEnd = false;
        int unread = start;
        for (int offset = start; offset < end;)
        {
            if (start == 0 || Frame(file.Bytes, offset, end, number) is not { } record)
            {
                offset++;
                continue;
            }

            if (offset > unread)
                AddDamage(file.Name, fates, unread, offset);
            int length = FrameLength + LengthAt(file.Bytes, offset);
            Array.Fill(fates, 'r', offset, length);
            Records.Add(record);
            hasEnd = record.Kind == RecordKind.LastId;
            offset += length;
            unread = offset;
        }

        bool isDamaged = start != 0 && Header(file.Bytes) is not { Version: 1 or 2 };
        if (unread < end && (!isLast || isDamaged))
            AddDamage(file.Name, fates, unread, end);
        else if (isLast && unread < end)
        {
            TornTail = (file.Name, unread, end - unread);
            Array.Fill(fates, 't', unread, (int)end - unread);
        }

        if (isSnapshot && !hasEnd && unread >= end && start != 0)
            Damages.Add((file.Name, file.Bytes.Length, 0));
        if (fates.Contains('\0'))
            throw new FuzzException($"the oracle has no fate for a byte of {file.Name}");
    }

    private void AddDamage(string name, char[] fates, long from, long to)
    {
        Array.Fill(fates, 'd', (int)from, (int)(to - from));
        Damages.Add((name, from, to - from));
    }

    private static int LengthAt(byte[] bytes, int offset) => bytes[offset + 2] + (256 * bytes[offset + 3]) + (65536 * bytes[offset + 4]);

    private static StoreRecord? Frame(byte[] bytes, int offset, long end, long number)
    {
        if (bytes[offset] != 0xFF || offset + FrameLength > end || bytes[offset + 1] != 0xF7 || offset + FrameLength + LengthAt(bytes, offset) > end)
            return null;
        byte[] record = bytes[(offset + FrameLength)..(offset + FrameLength + LengthAt(bytes, offset))];
        byte[] place = [.. BitConverter.GetBytes((uint)number), .. BitConverter.GetBytes((ulong)offset)];
        uint crc = ~Crc([.. place, .. bytes[offset..(offset + 5)], .. record]);
        return crc == BitConverter.ToUInt32(bytes, offset + 5) ? SlowRecord.Read(record) : null;
    }
}
