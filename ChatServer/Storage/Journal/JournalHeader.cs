using System.Buffers.Binary;

namespace ChatServer.Storage.Journal;

/// <summary>What stands at the beginning of each file.</summary>
/// <param name="IsSnapshot">Whether the file holds the state that all files up to its number made, in place of them.</param>
/// <param name="Number">The file's number.</param>
/// <param name="PreviousLength">How long the file before it is: what stands behind that was given up. -1 if there is none.</param>
internal readonly record struct JournalHeader(bool IsSnapshot, uint Number, long PreviousLength)
{
    private const int ChecksumOffset = 28;

    /// <summary>Writes the header.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[JournalFormat.HeaderLength];
        JournalFormat.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), JournalFormat.Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), IsSnapshot ? (ushort)1 : (ushort)0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), PreviousLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumOffset), JournalFormat.Crc(~0u, bytes.AsSpan(0, ChecksumOffset)));
        return bytes;
    }

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The first bytes of the file.</param>
    /// <param name="header">The header.</param>
    /// <param name="version">Its version, also when the header is not understood for it.</param>
    /// <returns>Whether it is one of a version that is known.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalHeader header, out int version)
    {
        header = default;
        version = 0;
        if (bytes.Length < JournalFormat.HeaderLength || !bytes.StartsWith(JournalFormat.Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]) != JournalFormat.Crc(~0u, bytes[..ChecksumOffset]))
        {
            return false;
        }

        version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        header = new JournalHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]) == 1,
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]));
        return version is > 0 and <= JournalFormat.Version;
    }
}
