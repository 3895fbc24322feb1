using ChatServer.Core.Storage;

namespace ChatServer.Tests.Fuzz.Journal;

/// <summary>One file of a journal, with a look for a frame at every offset and a checksum bit by bit.</summary>
internal sealed class SlowFile
{
    /// <summary>Reads the header.</summary>
    public SlowFile(string name, long number, bool isSnapshot, byte[] bytes)
    {
        (Name, Number, IsSnapshot, Bytes) = (name, number, isSnapshot, bytes);
        if (bytes.Length < 32 || !"CHATJRNL"u8.SequenceEqual(bytes.AsSpan(0, 8)) || Crc(bytes[..28]) != BitConverter.ToUInt32(bytes, 28))
            return;
        int version = BitConverter.ToUInt16(bytes, 8);
        IsOfLaterVersion = version > 4;
        if (version is 0 or > 4 || (version >= 3 && (bytes.Length < 64 || Crc(bytes[..60]) != BitConverter.ToUInt32(bytes, 60))))
            return;
        Version = version;
        SaysSnapshot = BitConverter.ToUInt16(bytes, 10) == 1;
        HeaderNumber = BitConverter.ToUInt32(bytes, 12);
        Previous = BitConverter.ToInt64(bytes, 16);
        PreviousDigest = BitConverter.ToUInt32(bytes, 24);
        Store = version >= 3 ? Guid.ParseExact(Convert.ToHexString(bytes[32..48]), "N") : Guid.Empty;
    }

    public string Name { get; }

    public long Number { get; }

    public bool IsSnapshot { get; }

    public byte[] Bytes { get; }

    /// <summary>0 if there is no valid header.</summary>
    public int Version { get; }

    public bool IsOfLaterVersion { get; }

    public bool SaysSnapshot { get; }

    public uint HeaderNumber { get; }

    public long Previous { get; }

    public uint PreviousDigest { get; }

    public Guid Store { get; }

    /// <summary>Whether the file is a snapshot as it was written, to the byte.</summary>
    public bool IsCompleteSnapshot
    {
        get
        {
            SlowReading reading = Read(-1);
            return IsSnapshot && reading.Damages.Count == 0 && reading.Gaps.Count == 0 && reading.Tail == null
                && (Version >= 3 ? reading.HasEnd : reading.LastKind == (int)RecordKind.LastId);
        }
    }

    private int HeaderLength => Version >= 3 ? 64 : 32;

    /// <summary>CRC-32C (RFC 9260, appendix A), bit by bit.</summary>
    public static uint Crc(IEnumerable<byte> bytes, uint crc = ~0u)
    {
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) == 1 ? 0x82F63B78 : 0);
        }

        return crc;
    }

    /// <summary>Reads the records.</summary>
    /// <param name="knownEnd">Where another file says that they end; negative if none does.</param>
    public SlowReading Read(long knownEnd)
    {
        var reading = new SlowReading();
        long end = knownEnd < 0 ? Bytes.Length : Math.Min(knownEnd, Bytes.Length);
        if (knownEnd > Bytes.Length)
            reading.Damages.Add((Name, Bytes.Length, knownEnd - Bytes.Length));
        int start = Math.Min(HeaderLength, Bytes.Length);
        if (Version == 0)
            reading.Damages.Add((Name, 0, start));
        if (Version > 0 && HeaderNumber != Number)
            reading.Damages.Add((Name, 0, HeaderLength));
        if (Version > 0 && SaysSnapshot != IsSnapshot)
            reading.Damages.Add((Name, 0, HeaderLength));
        reading.Digest = Version == 0 ? 0 : BitConverter.ToUInt32(Bytes, HeaderLength - 4);

        int unread = start;
        for (int offset = start; offset < end;)
        {
            if (FrameAt(offset, end) is not { } frame)
            {
                offset++;
                continue;
            }

            byte[] bytes = Bytes[(offset + frame.HeadLength)..(offset + frame.TotalLength)];
            bool isEnd = IsSnapshot && !frame.IsOld && bytes.Length == 13 && bytes[0] == 12;
            StoreRecord? record = isEnd ? null : SlowRecord.Read(bytes);
            if (!isEnd && record == null)
            {
                offset++;
                continue;
            }

            if (offset > unread)
                reading.Gaps.Add(new SlowGap(unread, offset - unread, reading.LastBatch, frame.IsOld));
            reading.HasEnd = isEnd && reading.Gaps.Count == 0 && BitConverter.ToInt64(bytes, 1) == reading.Records.Count && BitConverter.ToUInt32(bytes, 9) == reading.Digest;
            reading.Digest = Crc(BitConverter.GetBytes(frame.Checksum), reading.Digest);
            while (!frame.IsOld && reading.LastBatch % 256 != frame.Batch)
                reading.LastBatch++;
            if (frame.IsOld)
                reading.LastBatch = 0;
            if (record != null)
                reading.Records.Add(record.Value);
            if (!isEnd)
                reading.LastKind = bytes[0];
            offset += frame.TotalLength;
            unread = offset;
        }

        if (unread < end)
            (reading.Tail, reading.HasEnd) = ((unread, end - unread), false);
        return reading;
    }

    // Without a header, frames of both kinds are looked for.
    private SlowFrame? FrameAt(int offset, long end)
    {
        if (offset + 2 > end || Bytes[offset] != 0xFF || Bytes[offset + 1] is not (0xF7 or 0xF8))
            return null;
        bool isOld = Bytes[offset + 1] == 0xF7;
        int head = isOld ? 9 : 10;
        if ((Version >= 3 && isOld) || (Version is 1 or 2 && !isOld) || offset + head > end)
            return null;
        int total = head + Bytes[offset + 2] + (256 * Bytes[offset + 3]) + (65536 * Bytes[offset + 4]);
        if (offset + total > end)
            return null;
        byte[] place = [.. BitConverter.GetBytes((uint)Number), .. BitConverter.GetBytes((ulong)offset)];
        uint checksum = BitConverter.ToUInt32(Bytes, offset + head - 4);
        return ~Crc([.. place, .. Bytes[offset..(offset + head - 4)], .. Bytes[(offset + head)..(offset + total)]]) == checksum
            ? new SlowFrame(isOld, head, total, isOld ? (byte)0 : Bytes[offset + 5], checksum)
            : null;
    }

    private sealed record SlowFrame(bool IsOld, int HeadLength, int TotalLength, byte Batch, uint Checksum);
}

/// <summary>What was read of a file.</summary>
internal sealed class SlowReading
{
    public List<StoreRecord> Records { get; } = [];

    public List<(string File, long Offset, long Length)> Damages { get; } = [];

    public List<SlowGap> Gaps { get; } = [];

    public (long Offset, long Length)? Tail { get; set; }

    public uint Digest { get; set; }

    public long LastBatch { get; set; }

    public bool HasEnd { get; set; }

    public int LastKind { get; set; }
}

/// <summary>Bytes that are no frame, before one.</summary>
internal sealed record SlowGap(long Offset, long Length, long BatchBefore, bool IsBeforeOld);

/// <summary>The file <c>manifest</c>.</summary>
internal sealed record SlowManifest(Guid Store, uint Newest, bool IsStopped, long Length, uint Digest)
{
    /// <summary>Whether it is valid, and too new.</summary>
    public static bool IsOfLaterVersion(byte[]? bytes) => IsValid(bytes) && BitConverter.ToUInt16(bytes!, 8) > 1;

    /// <summary>Reads it, if it is valid.</summary>
    public static SlowManifest? Read(byte[]? bytes)
        => IsValid(bytes) && (BitConverter.ToUInt16(bytes!, 10) == 0 || BitConverter.ToInt64(bytes!, 16) >= 64)
            ? new SlowManifest(
                Guid.ParseExact(Convert.ToHexString(bytes![32..48]), "N"), BitConverter.ToUInt32(bytes, 12), BitConverter.ToUInt16(bytes, 10) != 0, BitConverter.ToInt64(bytes, 16), BitConverter.ToUInt32(bytes, 24))
            : null;

    private static bool IsValid(byte[]? bytes)
        => bytes is { Length: 64 } && "CHATMFST"u8.SequenceEqual(bytes.AsSpan(0, 8)) && SlowFile.Crc(bytes[..60]) == BitConverter.ToUInt32(bytes, 60);
}
