using Microsoft.Win32.SafeHandles;

namespace ChatServer.Storage.Journal;

/// <summary>
/// Reads the records of one file. Bytes that are no record are never skipped silently: each stretch of them is in <see cref="Damages"/>, or is
/// the <see cref="TornTail"/>. What is readable behind a damage is read. Not thread-safe.
/// </summary>
internal sealed class JournalReader : IDisposable
{
    private const int WindowLength = 1 << 20;
    private const int ShortFrame = 256;

    private readonly SafeFileHandle _handle;
    private readonly long _end;
    private readonly List<JournalDamage> _damages = [];
    private readonly StretchChecksums _checksums = new();
    private byte[] _window;
    private long _windowStart;
    private int _windowFilled;

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">Its number, which its name says.</param>
    /// <param name="knownEnd">Where its records end, if another file says so; -1 if not.</param>
    public JournalReader(string path, uint number, long knownEnd = -1)
    {
        FilePath = path;
        Number = number;
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        FileLength = RandomAccess.GetLength(_handle);
        _window = new byte[(int)Math.Min(FileLength, WindowLength)];
        _end = knownEnd < 0 ? FileLength : Math.Min(knownEnd, FileLength);
        Offset = JournalFormat.HeaderLength;
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

    /// <summary>What could not be read, besides a torn tail.</summary>
    public IReadOnlyList<JournalDamage> Damages => _damages;

    /// <summary>Where a tail begins that holds no record: its writing was cut off. <see langword="null"/> if there is none; known at the end.</summary>
    public long? TornTail { get; private set; }

    /// <summary>Number of records that were read.</summary>
    public long Records { get; private set; }

    /// <summary>Reads the next record.</summary>
    /// <param name="codec">Knows records.</param>
    /// <param name="record">The record.</param>
    /// <returns>Whether there is one more.</returns>
    public bool TryRead(RecordCodec codec, out StoreRecord record)
    {
        long start = Offset;
        while (Offset < _end)
        {
            if (TryReadAt(Offset, codec, out record, out int length))
            {
                if (Offset > start)
                    _damages.Add(new JournalDamage(FilePath, start, Offset - start, "not a record"));
                Offset += length;
                Records++;
                return true;
            }

            Offset = NextMark(Offset + 1);
        }

        if (start < _end)
            TornTail = start;
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
            if (header.Number != Number)
                _damages.Add(new JournalDamage(FilePath, 0, JournalFormat.HeaderLength, $"the header is that of file {header.Number}"));
        }
        else if (version > JournalFormat.Version)
        {
            throw new StoreException($"the file {FilePath} has format version {version}; this program knows versions up to {JournalFormat.Version}.");
        }
        else if (FileLength > JournalFormat.HeaderLength)
        {
            _damages.Add(new JournalDamage(FilePath, 0, JournalFormat.HeaderLength, "not a header"));
        }
        else
        {
            TornTail = 0;
            Offset = FileLength;
        }
    }

    private bool TryReadAt(long offset, RecordCodec codec, out StoreRecord record, out int length)
    {
        record = default;
        length = 0;
        if (!JournalFormat.TryReadLength(Window(offset, JournalFormat.FrameLength), out int recordLength))
            return false;
        length = JournalFormat.FrameLength + recordLength;
        if (offset + length > _end)
            return false;
        ReadOnlySpan<byte> bytes = Window(offset, length);
        if (bytes.Length < length)
            return false;
        int start = (int)(offset - _windowStart);
        bool isSealed = length <= ShortFrame
            ? JournalFormat.IsSealed(bytes, Number, offset)
            : JournalFormat.IsSealed(_window, start, start + length, _checksums, Number, offset);
        return isSealed && codec.TryRead(bytes[JournalFormat.FrameLength..], out record);
    }

    // Where the next frame may begin.
    private long NextMark(long offset)
    {
        while (offset < _end)
        {
            // All that is in memory: a byte is looked at once, however many marks there are.
            Window(offset, JournalFormat.Mark.Length);
            ReadOnlySpan<byte> bytes = _window.AsSpan(0, _windowFilled)[(int)(offset - _windowStart)..];
            int index = bytes.IndexOf(JournalFormat.Mark);
            if (index >= 0)
                return Math.Min(_end, offset + index);
            if (bytes.Length < JournalFormat.Mark.Length)
                return _end;

            // The mark may begin with the last byte.
            offset += bytes.Length - 1;
        }

        return _end;
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
