using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace ChatServer.Storage.Journal;

/// <summary>The layout of journal files; docs/journal.md describes it. All numbers are little-endian.</summary>
internal static class JournalFormat
{
    /// <summary>The version that is written, and the greatest that is read. 2 has groups.</summary>
    public const ushort Version = 2;

    /// <summary>Length of a file's header.</summary>
    public const int HeaderLength = 32;

    /// <summary>Length of what precedes each record: two bytes of mark, three of length, four of checksum.</summary>
    public const int FrameLength = 9;

    /// <summary>Longest record.</summary>
    public const int MaxRecordLength = (1 << 24) - 1;

    private const int ChecksumOffset = 5;

    /// <summary>The first bytes of a file.</summary>
    public static ReadOnlySpan<byte> Magic => "CHATJRNL"u8;

    /// <summary>The first bytes of a frame. Neither occurs in UTF-8, so no text can look like a frame.</summary>
    public static ReadOnlySpan<byte> Mark => [0xFF, 0xF7];

    /// <summary>Writes a frame without its checksum.</summary>
    public static void WriteFrame(Span<byte> frame, int recordLength)
    {
        Mark.CopyTo(frame);
        frame[2] = (byte)recordLength;
        frame[3] = (byte)(recordLength >> 8);
        frame[4] = (byte)(recordLength >> 16);
    }

    /// <summary>The length of a frame's record, if it begins as a frame does.</summary>
    public static bool TryReadLength(ReadOnlySpan<byte> frame, out int recordLength)
    {
        recordLength = 0;
        if (frame.Length < FrameLength || !frame.StartsWith(Mark))
            return false;
        recordLength = frame[2] | (frame[3] << 8) | (frame[4] << 16);
        return true;
    }

    /// <summary>Puts the checksum into a frame, which depends on where the frame will be.</summary>
    /// <param name="frameAndRecord">Both.</param>
    /// <param name="file">Number of the file.</param>
    /// <param name="offset">Where in the file.</param>
    public static void Seal(Span<byte> frameAndRecord, uint file, long offset)
        => BinaryPrimitives.WriteUInt32LittleEndian(frameAndRecord[ChecksumOffset..], Checksum(frameAndRecord, file, offset));

    /// <summary>Whether a frame and its record are what was written there.</summary>
    public static bool IsSealed(ReadOnlySpan<byte> frameAndRecord, uint file, long offset)
        => BinaryPrimitives.ReadUInt32LittleEndian(frameAndRecord[ChecksumOffset..]) == Checksum(frameAndRecord, file, offset);

    /// <summary>The same of a frame in a block, in a time that does not grow with its length.</summary>
    /// <param name="block">Holds the frame and its record.</param>
    /// <param name="start">Where in the block they begin.</param>
    /// <param name="end">Where they end.</param>
    /// <param name="checksums">Those of the block.</param>
    /// <param name="file">Number of the file.</param>
    /// <param name="offset">Where in the file.</param>
    public static bool IsSealed(ReadOnlySpan<byte> block, int start, int end, StretchChecksums checksums, uint file, long offset)
        => BinaryPrimitives.ReadUInt32LittleEndian(block[(start + ChecksumOffset)..])
            == ~checksums.Crc(FrameCrc(block[start..], file, offset), block, start + FrameLength, end);

    /// <summary>CRC-32C (Castagnoli, RFC 9260 appendix A) of bytes.</summary>
    public static uint Crc(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, word);
        foreach (byte b in bytes[(bytes.Length & ~7)..])
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }

    private static uint Checksum(ReadOnlySpan<byte> frameAndRecord, uint file, long offset)
        => ~Crc(FrameCrc(frameAndRecord, file, offset), frameAndRecord[FrameLength..]);

    private static uint FrameCrc(ReadOnlySpan<byte> frame, uint file, long offset)
        => Crc(BitOperations.Crc32C(BitOperations.Crc32C(~0u, file), (ulong)offset), frame[..ChecksumOffset]);
}
