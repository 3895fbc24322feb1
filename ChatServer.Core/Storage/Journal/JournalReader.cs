using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Journal;

/// <summary>
/// Reads the records of one file. Bytes that are no record are never skipped silently: each range of them is in <see cref="Damages"/>, in
/// <see cref="Gaps"/>, or is the <see cref="Tail"/>. What is readable behind a damage is read. Not thread-safe.
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
    /// <param name="number">Its number, which its name says.</param>
    /// <param name="isSnapshot">Whether its name is that of a snapshot.</param>
    /// <param name="knownEnd">Where its records end, if another file says so; -1 if not.</param>
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

    /// <summary>What the header says, if it could be read.</summary>
    public JournalHeader? Header { get; private set; }

    /// <summary>Where the next record is looked for.</summary>
    public long Offset { get; private set; }

    /// <summary>What is wrong with the header, and an end that is missing.</summary>
    public IReadOnlyList<JournalDamage> Damages => _damages;

    /// <summary>Ranges that hold no record, with records behind them.</summary>
    public IReadOnlyList<JournalGap> Gaps => _gaps;

    /// <summary>Where a range starts that holds no record and nothing behind it. <see langword="null"/> if there is none; known at the end.</summary>
    public long? Tail { get; private set; }

    /// <summary>Where the range that is read ends.</summary>
    public long End => _end;

    /// <summary>Number of records that were read.</summary>
    public long Records { get; private set; }

    /// <summary>The digest of what was read until now.</summary>
    public uint Digest { get; private set; }

    /// <summary>The number of the batch of the record that was read last; it counts from 1. 0 up to version 2.</summary>
    public long Batch { get; private set; }

    /// <summary>Whether the record was read that ends a snapshot, it told the truth, and nothing stands behind it.</summary>
    public bool HasSnapshotEnd { get; private set; }

    /// <summary>What the record that was read last says.</summary>
    public RecordKind LastKind { get; private set; }

    /// <summary>Reads the next record.</summary>
    /// <param name="codec">Knows records; <see langword="null"/> to look at their checksums only.</param>
    /// <param name="record">The record.</param>
    /// <returns>Whether there is one more.</returns>
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

    // A frame has the low byte only; batches never go back.
    private long BatchOf(in FrameHead head) => head.IsOld ? 0 : Batch + (byte)(head.Batch - (byte)Batch);

    // Where the next frame may start.
    private long NextMark(long offset)
    {
        while (offset < _end)
        {
            // All that is in memory: a byte is looked at once, however many marks there are.
            Window(offset, JournalFormat.Mark.Length);
            ReadOnlySpan<byte> bytes = _window.AsSpan(0, _windowFilled)[(int)(offset - _windowStart)..];
            int index = IndexOfMark(bytes);
            if (index >= 0)
                return Math.Min(_end, offset + index);
            if (bytes.Length < JournalFormat.Mark.Length)
                return _end;

            // The mark may start with the last byte.
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

    // Without a header the file may be of either kind. One pass: a mark that is far away must not be looked for again and again.
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

    // So many bytes of the file, or fewer at its end.
    private ReadOnlySpan<byte> Window(long offset, int length)
    {
        if (offset < _windowStart || offset + length > _windowStart + _windowFilled)
            Fill(offset, length);
        int start = (int)(offset - _windowStart);
        return _window.AsSpan(start, Math.Min(length, _windowFilled - start));
    }

    // The window is at least two times as long as a record, so that much of it is used before it is filled again.
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

/// <summary>A range of a file that holds no record, with records behind it.</summary>
/// <param name="Offset">Where it starts.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Batch">Number of the batch before it, 0 at the start of the file; -1 if the file has no batches.</param>
internal readonly record struct JournalGap(long Offset, long Length, long Batch);
