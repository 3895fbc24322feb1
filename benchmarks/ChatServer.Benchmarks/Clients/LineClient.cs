using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatServer.Benchmarks.Clients;

/// <summary>A connection to the server that sends and receives whole lines of utf-8. One task may read while another sends.</summary>
internal sealed class LineClient : IDisposable
{
    // Only a broken server takes so long.
    private static readonly TimeSpan SendPatience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public Task ConnectAsync(IPEndPoint server) => _socket.ConnectAsync(server);

    /// <summary>Sends text; line ends are the caller's.</summary>
    /// <returns>Whether all of it was taken by the system; not so when the connection has ended.</returns>
    /// <exception cref="TimeoutException">The server takes nothing.</exception>
    public async Task<bool> SendAsync(string lines)
    {
        using var deadline = new CancellationTokenSource(SendPatience);
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(lines);
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, deadline.Token).ConfigureAwait(false)..];
            return true;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"the server took nothing for {SendPatience.TotalSeconds} s");
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Receives the next line, without its end.</summary>
    /// <returns>The line; <see langword="null"/> at the end of the connection, however it ended. A line without an end is dropped then.</returns>
    public async ValueTask<string?> ReceiveAsync(CancellationToken cancellation = default)
    {
        int searched = _start;
        while (true)
        {
            int length = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                int end = searched + length;
                int begin = _start;
                _start = end + 1;
                if (end > begin && _buffer[end - 1] == '\r')
                    end--;
                return Encoding.UTF8.GetString(_buffer, begin, end - begin);
            }

            MakeRoom();
            searched = _end;
            int received = await ReceiveBytesAsync(cancellation).ConfigureAwait(false);
            if (received == 0)
                return null;
            _end += received;
        }
    }

    /// <summary>Ends the connection without a word.</summary>
    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveBytesAsync(CancellationToken cancellation)
    {
        try
        {
            return await _socket.ReceiveAsync(_buffer.AsMemory(_end), SocketFlags.None, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
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
