using System.Buffers.Binary;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// The content of the file <c>manifest</c>: the newest journal, and where it ends after an orderly stop. With it, a start can distinguish a journal that
/// was deleted or truncated after the stop from one that a crash truncated.
/// </summary>
/// <param name="Store">The store to which the directory belongs.</param>
/// <param name="Newest">Number of the newest journal that may hold records.</param>
/// <param name="End">Where its records end after an orderly stop; otherwise <see langword="null"/>.</param>
internal sealed record JournalManifest(Guid Store, uint Newest, JournalEnd? End)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "manifest";

    /// <summary>Length of the file.</summary>
    public const int FileLength = 64;

    private const ushort Version = 1;
    private const int ChecksumOffset = FileLength - sizeof(uint);

    private static ReadOnlySpan<byte> Magic => "CHATMFST"u8;

    /// <summary>Writes the manifest.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[FileLength];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(10), End == null ? (ushort)0 : (ushort)1);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(12), Newest);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), End?.Length ?? 0);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(24), End?.Digest ?? 0);
        Store.TryWriteBytes(bytes.AsSpan(32), bigEndian: true, out _);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(ChecksumOffset), JournalFormat.Crc(~0u, bytes.AsSpan(0, ChecksumOffset)));
        return bytes;
    }

    /// <summary>Reads a manifest.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="path">The file, for error messages.</param>
    /// <returns>The manifest, or <see langword="null"/> if the bytes are not a manifest.</returns>
    /// <exception cref="StoreException">The manifest has a newer version.</exception>
    public static JournalManifest? Read(ReadOnlySpan<byte> bytes, string path)
    {
        if (bytes.Length != FileLength || !bytes.StartsWith(Magic)
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[ChecksumOffset..]) != JournalFormat.Crc(~0u, bytes[..ChecksumOffset]))
        {
            return null;
        }

        int version = BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]);
        if (version > Version)
            throw new StoreException($"the file {path} has version {version}; this program knows versions up to {Version}.");
        if (BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]) != 0 && BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]) < JournalFormat.HeaderLength)
            return null;
        JournalEnd? end = BinaryPrimitives.ReadUInt16LittleEndian(bytes[10..]) == 0
            ? null
            : new JournalEnd(BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]));
        return new JournalManifest(new Guid(bytes.Slice(32, 16), bigEndian: true), BinaryPrimitives.ReadUInt32LittleEndian(bytes[12..]), end);
    }
}

/// <summary>Where the records of a file end.</summary>
/// <param name="Length">Length of the file up to this point, in bytes.</param>
/// <param name="Digest">The digest of its records; <see langword="null"/> if unknown.</param>
internal readonly record struct JournalEnd(long Length, uint? Digest);
