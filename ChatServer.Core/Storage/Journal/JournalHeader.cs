using System.Buffers.Binary;

namespace ChatServer.Core.Storage.Journal;

/// <summary>The header at the start of each file.</summary>
/// <param name="IsSnapshot">Whether the file is a snapshot: it holds the state that results from all files up to its number, and replaces them.</param>
/// <param name="Number">The file's number.</param>
/// <param name="PreviousLength">Length of the previous file in bytes. Bytes after it are ignored. -1 if there is no previous file.</param>
/// <param name="PreviousDigest">The digest of the previous file up to <paramref name="PreviousLength"/>.</param>
/// <param name="Store">The store to which the file belongs. Empty up to version 2.</param>
internal readonly record struct JournalHeader(bool IsSnapshot, uint Number, long PreviousLength, uint PreviousDigest = 0, Guid Store = default)
{
    private const int OldChecksumOffset = JournalFormat.OldHeaderLength - sizeof(uint);
    private const int StoreOffset = JournalFormat.OldHeaderLength;
    private const int ChecksumOffset = JournalFormat.HeaderLength - sizeof(uint);

    /// <summary>The version of the file.</summary>
    public int Version { get; init; } = JournalFormat.Version;

    /// <summary>Whether the version is one without stores, batches and chains.</summary>
    public bool IsOld => Version <= JournalFormat.OldVersion;

    /// <summary>Length of the header.</summary>
    public int Length => IsOld ? JournalFormat.OldHeaderLength : JournalFormat.HeaderLength;

    /// <summary>Writes the header.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        JournalFormat.Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), IsSnapshot ? (ushort)1 : (ushort)0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Number);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), PreviousLength);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(24), PreviousDigest);
        WriteChecksum(bytes, OldChecksumOffset);
        if (IsOld)
            return bytes;
        Store.TryWriteBytes(bytes.AsSpan(StoreOffset), bigEndian: true, out _);
        WriteChecksum(bytes, ChecksumOffset);
        return bytes;
    }

    /// <summary>The digest of a file that has this header and no records.</summary>
    /// <param name="header">The header as bytes.</param>
    public static uint DigestOf(ReadOnlySpan<byte> header) => BinaryPrimitives.ReadUInt32LittleEndian(header[^sizeof(uint)..]);

    /// <summary>Reads a header.</summary>
    /// <param name="bytes">The first bytes of the file.</param>
    /// <param name="header">The header.</param>
    /// <param name="version">Its version, even if this program does not know the version.</param>
    /// <returns>Whether the bytes are a header of a known version.</returns>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out JournalHeader header, out int version)
    {
        header = default;
        version = 0;
        if (bytes.Length < JournalFormat.OldHeaderLength || !bytes.StartsWith(JournalFormat.Magic) || !HasChecksum(bytes, OldChecksumOffset))
            return false;

        version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        bool isOld = version <= JournalFormat.OldVersion;
        if (version is 0 or > JournalFormat.Version || (!isOld && (bytes.Length < JournalFormat.HeaderLength || !HasChecksum(bytes, ChecksumOffset))))
            return false;
        header = new JournalHeader(
            BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]) == 1,
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]),
            isOld ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
            isOld ? default : new Guid(bytes.Slice(StoreOffset, 16), bigEndian: true))
        {
            Version = version,
        };
        return true;
    }

    /// <summary>Reads the header of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="length">Length of the file in bytes.</param>
    /// <returns>The header, or <see langword="null"/> if there is none.</returns>
    /// <exception cref="StoreException">The file has a newer version.</exception>
    public static JournalHeader? Read(string path, out long length)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        length = RandomAccess.GetLength(handle);
        byte[] bytes = new byte[JournalFormat.HeaderLength];
        int filled = 0;
        for (int read; filled < bytes.Length && (read = RandomAccess.Read(handle, bytes.AsSpan(filled), filled)) > 0;)
            filled += read;
        if (TryRead(bytes.AsSpan(0, filled), out JournalHeader header, out int version))
            return header;
        return version <= JournalFormat.Version
            ? null
            : throw new StoreException($"the file {path} has format version {version}; this program knows versions up to {JournalFormat.Version}.");
    }

    private static void WriteChecksum(byte[] bytes, int offset)
        => BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(offset), JournalFormat.Crc(~0u, bytes.AsSpan(0, offset)));

    private static bool HasChecksum(ReadOnlySpan<byte> bytes, int offset)
        => BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]) == JournalFormat.Crc(~0u, bytes[..offset]);
}
