using System.Text;

namespace TestKit;

/// <summary>Reads lines that end with CR LF, and bytes, through a buffer that grows. Not thread-safe.</summary>
/// <param name="receive">Receives some bytes; 0 at the end of the stream.</param>
public sealed class LineReader(Func<Memory<byte>, CancellationToken, ValueTask<int>> receive)
{
    private byte[] _buffer = new byte[8 * 1024];
    private int _start;
    private int _end;

    /// <summary>Bytes that are received and not read. After the end of the stream: a line without its end.</summary>
    public ReadOnlySpan<byte> Unread => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Reads a line.</summary>
    /// <returns>The line without its CR LF; <see langword="null"/> at the end of the stream.</returns>
    public async ValueTask<string?> ReadLineAsync(Encoding encoding, CancellationToken cancellation = default)
    {
        int searched = 0;
        while (true)
        {
            int length = Unread[searched..].IndexOf("\r\n"u8);
            if (length >= 0)
            {
                string line = Take(searched + length, encoding);
                _start += 2;
                return line;
            }

            searched = Math.Max(0, Unread.Length - 1);
            if (!await FillAsync(cancellation).ConfigureAwait(false))
                return null;
        }
    }

    /// <summary>Receives bytes behind the unread ones.</summary>
    /// <returns>Whether there were some; <see langword="false"/> at the end of the stream.</returns>
    public async ValueTask<bool> FillAsync(CancellationToken cancellation = default)
    {
        MakeRoom();
        int received = await receive(_buffer.AsMemory(_end), cancellation).ConfigureAwait(false);
        _end += received;
        return received > 0;
    }

    /// <summary>Receives until there are so many unread bytes.</summary>
    /// <returns>Whether there are; <see langword="false"/> at the end of the stream.</returns>
    public async ValueTask<bool> FillAsync(int count, CancellationToken cancellation = default)
    {
        while (Unread.Length < count)
        {
            if (!await FillAsync(cancellation).ConfigureAwait(false))
                return false;
        }

        return true;
    }

    /// <summary>Takes unread bytes.</summary>
    public byte[] Take(int count)
    {
        byte[] bytes = Unread[..count].ToArray();
        _start += count;
        return bytes;
    }

    /// <summary>Takes unread bytes as text.</summary>
    public string Take(int count, Encoding encoding)
    {
        string text = encoding.GetString(Unread[..count]);
        _start += count;
        return text;
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            Unread.CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
