using System.Buffers.Binary;
using ChatServer.Core.Storage.Disk;
using Microsoft.Win32.SafeHandles;

namespace ChatServer.Core.Storage.Journal;

/// <summary>A file that is being written from its start to its end. Not thread-safe.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly SafeFileHandle _handle;
    private readonly FaultPoints _faults;
    private byte _batch;
    private bool _isInBatch;
    private long _records;
    private readonly FileStatus _status;

    private JournalFile(FileStream stream, JournalHeader header, FaultPoints faults)
    {
        _stream = stream;
        _handle = stream.SafeFileHandle;
        _faults = faults;
        Path = stream.Name;
        _status = FileStatus.Of(_handle, Path);
        Header = header;
    }

    /// <summary>Its current path.</summary>
    public string Path { get; private set; }

    /// <summary>The header at its start.</summary>
    public JournalHeader Header { get; }

    /// <summary>Bytes that were written.</summary>
    public long Length { get; private set; }

    /// <summary>The digest of the bytes that were written.</summary>
    public uint Digest { get; private set; }

    /// <summary>Bytes that are durable.</summary>
    public long DurableLength { get; private set; }

    /// <summary>The digest of the bytes that are durable.</summary>
    public uint DurableDigest { get; private set; }

    /// <summary>Creates a file with its header. Both are durable after <see cref="Flush"/> and a flush of the directory.</summary>
    public static JournalFile Create(string path, JournalHeader header, FaultPoints faults)
    {
        faults.BeforeWrite();

        // A file that a failed attempt left behind contains no durable record.
        File.Delete(path);
        FileStream stream = NewFile.Create(path);
        JournalFile file;
        try
        {
            file = new JournalFile(stream, header, faults);
        }
        catch
        {
            stream.Dispose();
            throw;
        }

        try
        {
            byte[] bytes = header.ToBytes();
            file.Write(bytes);
            file.Digest = JournalHeader.DigestOf(bytes);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Creates a file with the given content. It is durable after a flush of the directory.</summary>
    public static void WriteWhole(string path, ReadOnlySpan<byte> bytes, FaultPoints faults)
    {
        faults.BeforeWrite();
        File.Delete(path);
        using FileStream stream = NewFile.Create(path);
        stream.Write(bytes);
        faults.BeforeFlush();
        DiskFlush.File(stream.SafeFileHandle, path);
    }

    /// <summary>Writes bytes at the end.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _faults.BeforeWrite();
        RandomAccess.Write(_handle, bytes, Length);
        Length += bytes.Length;
    }

    /// <summary>Computes the checksums of frames, which depend on their positions in the file. Then writes the frames at the end.</summary>
    /// <param name="frames">Whole frames with their records.</param>
    public void WriteFrames(Span<byte> frames)
    {
        // Everything written between two flushes is one batch. A frame of a later batch proves that all earlier batches were on disk.
        if (!_isInBatch)
            _batch++;
        _isInBatch = true;
        for (int start = 0; start < frames.Length;)
        {
            JournalFormat.TryReadHead(frames[start..], out FrameHead head);
            int end = start + head.TotalLength;
            Digest = JournalFormat.AddToDigest(Digest, JournalFormat.WriteChecksum(frames[start..end], Header.Number, Length + start, _batch));
            _records++;
            start = end;
        }

        Write(frames);
    }

    /// <summary>Writes the record that completes a snapshot: the number of its records and their digest.</summary>
    public void WriteSnapshotEnd()
    {
        byte[] frame = new byte[JournalFormat.FrameLength + JournalFormat.SnapshotEndLength];
        JournalFormat.WriteFrame(frame, JournalFormat.SnapshotEndLength);
        Span<byte> record = frame.AsSpan(JournalFormat.FrameLength);
        record[0] = JournalFormat.SnapshotEndKind;
        BinaryPrimitives.WriteInt64LittleEndian(record[1..], _records);
        BinaryPrimitives.WriteUInt32LittleEndian(record[9..], Digest);
        WriteFrames(frame);
    }

    /// <summary>Makes the written bytes durable.</summary>
    public void Flush()
    {
        _faults.BeforeFlush();
        DiskFlush.File(_handle, Path);
        DurableLength = Length;
        DurableDigest = Digest;
        _isInBatch = false;
    }

    /// <summary>Renames the file to its final name. The name is durable after a flush of the directory.</summary>
    public void MoveTo(string path)
    {
        File.Move(Path, path, overwrite: true);
        Path = path;
    }

    /// <summary>The current status of the open file, even if its path leads to another file.</summary>
    public FileStatus GetStatus() => FileStatus.Of(_handle, Path);

    /// <summary>Checks that the path still leads to this file and that the file is unchanged.</summary>
    /// <exception cref="FilesGoneException">The path leads elsewhere, or the file changed.</exception>
    /// <exception cref="IOException">The file cannot be examined.</exception>
    public void CheckPlace()
    {
        FileStatus? there = FileStatus.Find(Path);
        if (there == null)
            throw new FilesGoneException($"The file {Path} was removed by another program.");
        if (!there.Value.IsSameFile(_status))
            throw new FilesGoneException($"The file {Path} was replaced by another program.");
        if (there.Value.Length != Length)
            throw new FilesGoneException($"The file {Path} was changed by another program: it has {there.Value.Length} bytes, and {Length} were written.");
    }

    /// <summary>Truncates the file to its durable length. Ignores failures, because the next file states where this one ends.</summary>
    public void CutToDurable()
    {
        try
        {
            RandomAccess.SetLength(_handle, DurableLength);
        }
        catch (Exception e) when (DiskFailure.IsOne(e))
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();
}
