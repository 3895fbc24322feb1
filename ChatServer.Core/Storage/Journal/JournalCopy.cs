namespace ChatServer.Core.Storage.Journal;

/// <summary>Copies records from a file that is being written to another one. Checks each record, and gives it the checksum of its new place.</summary>
internal static class JournalCopy
{
    private const int BufferLength = 1024 * 1024;

    /// <summary>Appends a range of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="number">Its number.</param>
    /// <param name="start">Where the first record starts.</param>
    /// <param name="end">Where the last record ends.</param>
    /// <param name="target">The file to append to.</param>
    /// <exception cref="StoreException">A record is damaged.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Append(string path, uint number, long start, long end, JournalFile target)
    {
        if (start == end)
            return;
        using var source = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] buffer = new byte[BufferLength];
        int needed = JournalFormat.FrameLength;
        for (long offset = start; offset < end;)
        {
            if (needed > buffer.Length)
                buffer = new byte[needed];
            Span<byte> bytes = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - offset));
            Fill(source, bytes, offset, path);
            int whole = GetWholeFrames(bytes, number, offset, out needed);
            if (whole == 0 && needed <= buffer.Length)
                throw new StoreException($"the file {path} is damaged at offset {offset}");
            target.WriteFrames(bytes[..whole]);
            offset += whole;
        }
    }

    // The length of the undamaged frames at the start. If there is none because the buffer is too small, the length of the first one is larger than the buffer.
    private static int GetWholeFrames(ReadOnlySpan<byte> bytes, uint number, long offset, out int needed)
    {
        int position = 0;
        needed = JournalFormat.FrameLength;
        while (JournalFormat.TryReadHead(bytes[position..], out FrameHead head) && !head.IsOld)
        {
            needed = head.TotalLength;
            if (bytes.Length - position < needed || !JournalFormat.IsIntact(bytes.Slice(position, needed), head, number, offset + position))
                break;
            position += needed;
        }

        return position;
    }

    private static void Fill(Microsoft.Win32.SafeHandles.SafeFileHandle source, Span<byte> bytes, long offset, string path)
    {
        for (int read; !bytes.IsEmpty; bytes = bytes[read..], offset += read)
        {
            read = RandomAccess.Read(source, bytes, offset);
            if (read == 0)
                throw new StoreException($"the file {path} was cut by another program");
        }
    }
}
