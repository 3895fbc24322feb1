using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace SuperSocket.Soak;

/// <summary>Reads lines from a socket and passes over the server's ticks.</summary>
internal sealed class LineReader(Socket socket)
{
    // Only a broken server takes so long for a line.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private byte[] _buffer = new byte[8 * 1024];
    private int _start;
    private int _end;

    /// <summary>The next line without its CR LF; <see langword="null"/> at the end of the stream.</summary>
    /// <exception cref="SocketException">The connection was reset.</exception>
    /// <exception cref="EndOfStreamException">The stream ended within a line.</exception>
    /// <exception cref="TimeoutException">The line did not come in time.</exception>
    public async ValueTask<string?> ReadAsync()
    {
        int searched = 0;
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf("\r\n"u8);
            if (length >= 0)
            {
                string line = Encoding.ASCII.GetString(_buffer, _start, searched + length);
                _start += searched + length + 2;
                searched = 0;
                if (line.StartsWith(Plan.TickMark))
                    continue;
                return line;
            }

            searched = Math.Max(0, _end - _start - 1);
            MakeRoom();
            int received = await ReceiveAsync(Patience - Stopwatch.GetElapsedTime(start)).ConfigureAwait(false);
            if (received == 0)
                return _start == _end ? null : throw new EndOfStreamException();
            _end += received;
        }
    }

    private async ValueTask<int> ReceiveAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience > TimeSpan.Zero ? patience : TimeSpan.Zero);
        try
        {
            return await socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"no line came for {Patience.TotalSeconds} s");
        }
    }

    private void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
