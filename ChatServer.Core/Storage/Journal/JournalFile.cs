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

    /// <summary>Where it was made.</summary>
    public string Path { get; private set; }

    /// <summary>What it starts with.</summary>
    public JournalHeader Header { get; }

    /// <summary>How much of it was written.</summary>
    public long Length { get; private set; }

    /// <summary>The digest of what was written.</summary>
    public uint Digest { get; private set; }

    /// <summary>How much of it is durable.</summary>
    public long DurableLength { get; private set; }

    /// <summary>The digest of what is durable.</summary>
    public uint DurableDigest { get; private set; }

    /// <summary>Makes a file with its header; both are durable when <see cref="Flush"/> was called and the directory was flushed.</summary>
    public static JournalFile Create(string path, JournalHeader header, FaultPoints faults)
    {
        faults.BeforeWrite();

        // What a failed attempt has left has no durable record.
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

    /// <summary>Makes a file with some bytes, which are durable when the directory was flushed.</summary>
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

    /// <summary>Writes the checksums of frames for their places, and writes them at the end.</summary>
    /// <param name="frames">Whole frames with their records.</param>
    public void WriteFrames(Span<byte> frames)
    {
        // What is written between two flushes is one batch: a frame of a later one proves that all before it was on disk.
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

    /// <summary>Writes what makes a snapshot complete: how many records were written, and their digest.</summary>
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

    /// <summary>Makes what was written durable.</summary>
    public void Flush()
    {
        _faults.BeforeFlush();
        DiskFlush.File(_handle, Path);
        DurableLength = Length;
        DurableDigest = Digest;
        _isInBatch = false;
    }

    /// <summary>Gives it its name. The directory must be flushed for it.</summary>
    public void MoveTo(string path)
    {
        File.Move(Path, path, overwrite: true);
        Path = path;
    }

    /// <summary>What it is now, whatever its path leads to.</summary>
    public FileStatus GetStatus() => FileStatus.Of(_handle, Path);

    /// <summary>Makes sure that the path leads to this file, as it was written.</summary>
    /// <exception cref="FilesGoneException">It does not.</exception>
    /// <exception cref="IOException">It cannot be looked at.</exception>
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

    /// <summary>Cuts off what is not known to be durable. Does what it can: the next file says where this one ends.</summary>
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
