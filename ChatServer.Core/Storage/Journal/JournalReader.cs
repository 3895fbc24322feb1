using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// Reads the records of one file. It never skips other bytes silently: each such range is in <see cref="Damages"/> or <see cref="Gaps"/>, or is the
/// <see cref="Tail"/>. It also reads the records after a damaged range. Not thread-safe.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private const int WindowLength = 1 << 20;
    private const int ShortFrame = 256;

    private readonly SafeFileHandle _handle;
    private readonly long _end;
    private readonly bool _isSnapshot;
    private readonly List<JournalDamage> _damages = [];
    private readonly List<JournalGap> _gaps = [];
    private readonly RangeChecksums _checksums = new();
    private byte[] _window;
    private long _windowStart;
    private int _windowFilled;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">The number in its name.</param>
    /// <param name="isSnapshot">Whether its name is that of a snapshot.</param>
    /// <param name="knownEnd">Where its records end, if another file states it; otherwise -1.</param>
    public JournalReader(string path, uint number, bool isSnapshot = false, long knownEnd = -1)
    {
        FilePath = path;
        Number = number;
        _isSnapshot = isSnapshot;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        FileLength = RandomAccess.GetLength(_handle);
        _window = new byte[(int)Math.Min(FileLength, WindowLength)];
        _end = knownEnd < 0 ? FileLength : Math.Min(knownEnd, FileLength);
        if (FileLength < knownEnd)
            _damages.Add(new JournalDamage(path, FileLength, knownEnd - FileLength, "the end of the file is missing"));
        ReadHeader();
    }

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>Number of the file.</summary>
    public uint Number { get; }

    /// <summary>Its length.</summary>
    public long FileLength { get; }

    /// <summary>The header, if it could be read.</summary>
    public JournalHeader? Header { get; private set; }

    /// <summary>Where the reader looks for the next record.</summary>
    public long Offset { get; private set; }

    /// <summary>Damage of the header, and a missing end of the file.</summary>
    public IReadOnlyList<JournalDamage> Damages => _damages;

    /// <summary>Ranges without a record that are followed by records.</summary>
    public IReadOnlyList<JournalGap> Gaps => _gaps;

    /// <summary>Start of a range without a record that reaches to the end. <see langword="null"/> if there is none. Known when all records are read.</summary>
    public long? Tail { get; private set; }

    /// <summary>End of the range that is read.</summary>
    public long End => _end;

    /// <summary>Number of records that were read.</summary>
    public long Records { get; private set; }

    /// <summary>The digest of the records that were read so far.</summary>
    public uint Digest { get; private set; }

    /// <summary>The batch number of the last record that was read, counted from 1. 0 up to version 2.</summary>
    public long Batch { get; private set; }

    /// <summary>Whether the end record of a snapshot was read, its content is correct, and nothing follows it.</summary>
    public bool HasSnapshotEnd { get; private set; }

    /// <summary>The kind of the last record that was read.</summary>
    public RecordKind LastKind { get; private set; }

    /// <summary>Reads the next record.</summary>
    /// <param name="codec">Decodes records. <see langword="null"/> to verify only their checksums.</param>
    /// <param name="record">The record.</param>
    /// <returns>Whether a record was read.</returns>
    public bool TryRead(RecordCodec? codec, out StoreRecord record)
    {
        long start = Offset;
        while (Offset < _end)
        {
            if (!TryReadAt(Offset, codec, out record, out FrameHead head, out uint checksum, out bool isSnapshotEnd))
            {
                Offset = NextMark(Offset + 1);
                continue;
            }

            if (Offset > start)
                _gaps.Add(new JournalGap(start, Offset - start, head.IsOld ? -1 : Batch));
            HasSnapshotEnd = isSnapshotEnd && _gaps.Count == 0 && TellsTheTruth(Offset + head.Length);
            Offset += head.TotalLength;
            Batch = BatchOf(head);
            Digest = JournalFormat.AddToDigest(Digest, checksum);
            if (!isSnapshotEnd)
            {
                Records++;
                return true;
            }

            start = Offset;
        }

        if (start < _end)
        {
            Tail = start;
            HasSnapshotEnd = false;
        }

        record = default;
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void ReadHeader()
    {
        ReadOnlySpan<byte> bytes = Window(0, JournalFormat.HeaderLength);
        if (JournalHeader.TryRead(bytes, out JournalHeader header, out int version))
        {
            Header = header;
            Offset = header.Length;
            Digest = JournalHeader.DigestOf(bytes[..header.Length]);
            if (header.Number != Number)
                _damages.Add(new JournalDamage(FilePath, 0, header.Length, $"the header is that of file {header.Number}"));
            if (header.IsSnapshot != _isSnapshot)
                _damages.Add(new JournalDamage(FilePath, 0, header.Length, $"the header is that of a {(header.IsSnapshot ? "snapshot" : "journal")}"));
            return;
        }

        if (version > JournalFormat.Version)
            throw new StoreException($"the file {FilePath} has format version {version}; this program knows versions up to {JournalFormat.Version}.");
        Offset = Math.Min(FileLength, JournalFormat.OldHeaderLength);
        _damages.Add(new JournalDamage(FilePath, 0, Offset, FileLength == 0 ? "the file is empty" : "not a header"));
    }

    private bool TryReadAt(long offset, RecordCodec? codec, out StoreRecord record, out FrameHead head, out uint checksum, out bool isSnapshotEnd)
    {
        record = default;
        checksum = 0;
        isSnapshotEnd = false;
        if (!JournalFormat.TryReadHead(Window(offset, JournalFormat.FrameLength), out head) || (Header is { } header && header.IsOld != head.IsOld))
            return false;
        int length = head.TotalLength;
        if (offset + length > _end)
            return false;
        ReadOnlySpan<byte> bytes = Window(offset, length);
        if (bytes.Length < length)
            return false;
        bool isSealed = length <= ShortFrame
            ? JournalFormat.IsIntact(bytes, head, Number, offset)
            : JournalFormat.IsIntact(_window, (int)(offset - _windowStart), head, _checksums, Number, offset);
        if (!isSealed)
            return false;
        checksum = JournalFormat.ChecksumOf(bytes, head);
        bytes = bytes[head.Length..];
        isSnapshotEnd = _isSnapshot && !head.IsOld && bytes is [JournalFormat.SnapshotEndKind, ..] && bytes.Length == JournalFormat.SnapshotEndLength;
        if (isSnapshotEnd)
            return true;
        LastKind = bytes.IsEmpty ? default : (RecordKind)bytes[0];
        return codec == null || codec.TryRead(bytes, out record);
    }

    private bool TellsTheTruth(long offset)
    {
        ReadOnlySpan<byte> record = Window(offset, JournalFormat.SnapshotEndLength);
        return BinaryPrimitives.ReadInt64LittleEndian(record[1..]) == Records && BinaryPrimitives.ReadUInt32LittleEndian(record[9..]) == Digest;
    }

    // A frame has only the low byte of the batch number. Batch numbers never fall.
    private long BatchOf(in FrameHead head) => head.IsOld ? 0 : Batch + (byte)(head.Batch - (byte)Batch);

    // Finds the position where the next frame may start.
    private long NextMark(long offset)
    {
        while (offset < _end)
        {
            // Searches all bytes in memory. Each byte is examined once, however many marks there are.
            Window(offset, JournalFormat.Mark.Length);
            ReadOnlySpan<byte> bytes = _window.AsSpan(0, _windowFilled)[(int)(offset - _windowStart)..];
            int index = IndexOfMark(bytes);
            if (index >= 0)
                return Math.Min(_end, offset + index);
            if (bytes.Length < JournalFormat.Mark.Length)
                return _end;

            // The last byte may be the first byte of a mark.
            offset += bytes.Length - 1;
        }

        return _end;
    }

    private int IndexOfMark(ReadOnlySpan<byte> bytes) => Header switch
    {
        { IsOld: true } => bytes.IndexOf(JournalFormat.OldMark),
        not null => bytes.IndexOf(JournalFormat.Mark),
        null => IndexOfAnyMark(bytes),
    };

    // Without a header, the version is unknown, so both marks are searched in one pass. A separate search for a distant mark would be repeated many times.
    private static int IndexOfAnyMark(ReadOnlySpan<byte> bytes)
    {
        for (int start = 0; bytes[start..].IndexOf(JournalFormat.Mark[0]) is >= 0 and var index; start += index + 1)
        {
            ReadOnlySpan<byte> rest = bytes[(start + index)..];
            if (rest.StartsWith(JournalFormat.Mark) || rest.StartsWith(JournalFormat.OldMark))
                return start + index;
        }

        return -1;
    }

    // Reads this number of bytes from the file, or fewer at its end.
    private ReadOnlySpan<byte> Window(long offset, int length)
    {
        if (offset < _windowStart || offset + length > _windowStart + _windowFilled)
            Fill(offset, length);
        int start = (int)(offset - _windowStart);
        return _window.AsSpan(start, Math.Min(length, _windowFilled - start));
    }

    // The window is at least twice as long as a record, so that most of it is used before it is filled again.
    private void Fill(long offset, int length)
    {
        long wanted = Math.Min(2L * length, FileLength - offset);
        if (wanted > _window.Length)
            _window = new byte[(int)wanted];
        _checksums.Reset();
        _windowStart = offset;
        _windowFilled = 0;
        int read;
        do
        {
            read = RandomAccess.Read(_handle, _window.AsSpan(_windowFilled), offset + _windowFilled);
            _windowFilled += read;
        }
        while (read > 0 && _windowFilled < _window.Length);
    }
}

/// <summary>A range of a file without a record that is followed by records.</summary>
/// <param name="Offset">Start of the range.</param>
/// <param name="Length">Length of the range in bytes.</param>
/// <param name="Batch">Number of the batch before it, 0 at the start of the file; -1 if the file has no batches.</param>
internal readonly record struct JournalGap(long Offset, long Length, long Batch);
