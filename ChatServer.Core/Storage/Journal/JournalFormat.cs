using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ChatServer.Core.Storage.Journal;

/// <summary>The layout of journal files; docs/journal.md describes it. All numbers are little-endian.</summary>
internal static class JournalFormat
{
    /// <summary>
    /// The version that is written, and the highest that can be read. Version 2 added groups. Version 3 added stores, batches, chains and a manifest.
    /// Version 4 added account flags and bans.
    /// </summary>
    public const ushort Version = 4;

    /// <summary>The last version without store, batches, chain and manifest.</summary>
    public const ushort OldVersion = 2;

    /// <summary>Length of a file's header.</summary>
    public const int HeaderLength = 64;

    /// <summary>
    /// Length of a file's header up to version 2. The first bytes of every later header have the same form, so that an older program refuses the file.
    /// </summary>
    public const int OldHeaderLength = 32;

    /// <summary>Length of the frame before each record: two bytes for the mark, three for the length, one for the batch, four for the checksum.</summary>
    public const int FrameLength = 10;

    /// <summary>Length of the frame up to version 2, which has no batch.</summary>
    public const int OldFrameLength = 9;

    /// <summary>Maximum length of a record in bytes.</summary>
    public const int MaxRecordLength = (1 << 24) - 1;

    /// <summary>
    /// Kind of the record that ends a complete snapshot. It contains the number of records and their digest. Only the journal uses it.
    /// </summary>
    public const byte SnapshotEndKind = 12;

    /// <summary>Length of that record.</summary>
    public const int SnapshotEndLength = 13;

    private const int BatchOffset = 5;

    /// <summary>The first bytes of a file.</summary>
    public static ReadOnlySpan<byte> Magic => "CHATJRNL"u8;

    /// <summary>The first bytes of a frame. Neither byte occurs in UTF-8, so no text can look like a frame.</summary>
    public static ReadOnlySpan<byte> Mark => [0xFF, 0xF8];

    /// <summary>The first bytes of a frame up to version 2.</summary>
    public static ReadOnlySpan<byte> OldMark => [0xFF, 0xF7];

    /// <summary>Writes a frame without its batch and checksum.</summary>
    public static void WriteFrame(Span<byte> frame, int recordLength)
    {
        Mark.CopyTo(frame);
        frame[2] = (byte)recordLength;
        frame[3] = (byte)(recordLength >> 8);
        frame[4] = (byte)(recordLength >> 16);
    }

    /// <summary>Reads the start of a frame of any version.</summary>
    public static bool TryReadHead(ReadOnlySpan<byte> frame, out FrameHead head)
    {
        head = default;
        if (frame.Length < OldFrameLength || frame[0] != Mark[0])
            return false;
        bool isOld = frame[1] == OldMark[1];
        if (!isOld && (frame[1] != Mark[1] || frame.Length < FrameLength))
            return false;
        head = new FrameHead(isOld, frame[2] | (frame[3] << 8) | (frame[4] << 16), isOld ? (byte)0 : frame[BatchOffset]);
        return true;
    }

    /// <summary>Writes the batch and the checksum into a frame. The checksum depends on the position of the frame.</summary>
    /// <param name="frameAndRecord">The frame and its record.</param>
    /// <param name="file">Number of the file.</param>
    /// <param name="offset">Position of the frame in the file.</param>
    /// <param name="batch">The low byte of the number of its batch.</param>
    /// <returns>The checksum.</returns>
    public static uint WriteChecksum(Span<byte> frameAndRecord, uint file, long offset, byte batch)
    {
        frameAndRecord[BatchOffset] = batch;
        uint checksum = ~Crc(FrameCrc(frameAndRecord[..(FrameLength - sizeof(uint))], file, offset), frameAndRecord[FrameLength..]);
        BinaryPrimitives.WriteUInt32LittleEndian(frameAndRecord[(FrameLength - sizeof(uint))..], checksum);
        return checksum;
    }

    /// <summary>Reads the checksum of a frame.</summary>
    public static uint ChecksumOf(ReadOnlySpan<byte> frame, in FrameHead head)
        => BinaryPrimitives.ReadUInt32LittleEndian(frame[(head.Length - sizeof(uint))..]);

    /// <summary>Whether a frame and its record are undamaged and at their original position.</summary>
    public static bool IsIntact(ReadOnlySpan<byte> frameAndRecord, in FrameHead head, uint file, long offset)
        => ChecksumOf(frameAndRecord, head) == ~Crc(FrameCrc(frameAndRecord[..(head.Length - sizeof(uint))], file, offset), frameAndRecord[head.Length..]);

    /// <summary>
    /// Whether a frame in a block and its record are undamaged and at their original position. The duration does not depend on the length of the record.
    /// </summary>
    /// <param name="block">Contains the frame and its record.</param>
    /// <param name="start">Start of the frame in the block.</param>
    /// <param name="head">The start of the frame.</param>
    /// <param name="checksums">The checksums of the block.</param>
    /// <param name="file">Number of the file.</param>
    /// <param name="offset">Position of the frame in the file.</param>
    public static bool IsIntact(ReadOnlySpan<byte> block, int start, in FrameHead head, RangeChecksums checksums, uint file, long offset)
        => ChecksumOf(block[start..], head)
            == ~checksums.Crc(FrameCrc(block.Slice(start, head.Length - sizeof(uint)), file, offset), block, start + head.Length, start + head.TotalLength);

    /// <summary>Adds a frame to the digest of a file's records. The digest starts with the checksum of the file's header.</summary>
    /// <param name="digest">The digest of the bytes before the frame.</param>
    /// <param name="frameChecksum">The frame's checksum.</param>
    public static uint AddToDigest(uint digest, uint frameChecksum) => BitOperations.Crc32C(digest, frameChecksum);

    /// <summary>CRC-32C (Castagnoli, RFC 9260 appendix A) of bytes.</summary>
    public static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, word);
        foreach (byte b in bytes[(bytes.Length & ~7)..])
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }

    private static uint FrameCrc(ReadOnlySpan<byte> head, uint file, long offset)
        => Crc(BitOperations.Crc32C(BitOperations.Crc32C(~0u, file), (ulong)offset), head);
}

/// <summary>The start of the frame that precedes a record.</summary>
/// <param name="IsOld">Whether the version is 1 or 2, which have no batches.</param>
/// <param name="RecordLength">Length of the record.</param>
/// <param name="Batch">The low byte of the number of its batch.</param>
internal readonly record struct FrameHead(bool IsOld, int RecordLength, byte Batch)
{
    /// <summary>Length of the frame without the record.</summary>
    public int Length => IsOld ? JournalFormat.OldFrameLength : JournalFormat.FrameLength;

    /// <summary>Length of the frame and the record.</summary>
    public int TotalLength => Length + RecordLength;
}
