using Microsoft.Win32.SafeHandles;

namespace ChatServer.Storage.Journal;

/// <summary>A file that is being written from its beginning to its end. Not thread-safe.</summary>
internal sealed class JournalFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly FaultPoints _faults;

    private JournalFile(SafeFileHandle handle, JournalHeader header, FaultPoints faults)
    {
        _handle = handle;
        _faults = faults;
        Header = header;
    }

    /// <summary>What it begins with.</summary>
    public JournalHeader Header { get; }

    /// <summary>How much of it was written.</summary>
    public long Length { get; private set; }

    /// <summary>How much of it is durable.</summary>
    public long DurableLength { get; private set; }

    /// <summary>Makes a file with its header; both are durable when <see cref="Flush"/> was called and the directory was flushed.</summary>
    public static JournalFile Create(string path, JournalHeader header, FaultPoints faults)
    {
        faults.BeforeWrite();

        // What a failed attempt has left has no durable record.
        File.Delete(path);
        using (new FileStream(path, JournalDirectory.NewFile()))
        {
            // Only a stream can be made with the rights of its file.
        }

        var file = new JournalFile(File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read), header, faults);
        try
        {
            file.Write(header.ToBytes());
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes bytes at the end.</summary>
    public void Write(ReadOnlySpan<byte> bytes)
    {
        _faults.BeforeWrite();
        RandomAccess.Write(_handle, bytes, Length);
        Length += bytes.Length;
    }

    /// <summary>Seals frames for their places, and writes them at the end.</summary>
    /// <param name="frames">Whole frames with their records.</param>
    public void WriteFrames(Span<byte> frames)
    {
        for (int start = 0; start < frames.Length;)
        {
            JournalFormat.TryReadLength(frames[start..], out int length);
            int end = start + JournalFormat.FrameLength + length;
            JournalFormat.Seal(frames[start..end], Header.Number, Length + start);
            start = end;
        }

        Write(frames);
    }

    /// <summary>Makes what was written durable.</summary>
    public void Flush()
    {
        _faults.BeforeFlush();
        RandomAccess.FlushToDisk(_handle);
        DurableLength = Length;
    }

    /// <summary>Cuts off what is not known to be durable. Does what it can: the next file says where this one ends.</summary>
    public void Abandon()
    {
        try
        {
            RandomAccess.SetLength(_handle, DurableLength);
        }
        catch (IOException)
        {
        }
        finally
        {
            Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();
}
