using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>A peer on a raw socket. Every read has a deadline.</summary>
public sealed class TestClient : IDisposable
{
    private readonly byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    private TestClient(Socket socket) => Socket = socket;

    public Socket Socket { get; }

    public static async Task<TestClient> ConnectAsync(IPEndPoint endPoint, int receiveBuffer = 0, IPAddress? from = null)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
            socket.ReceiveBufferSize = receiveBuffer;
        if (from != null)
            socket.Bind(new IPEndPoint(from, 0));
        using var deadline = new CancellationTokenSource(Until.Deadline);
        await socket.ConnectAsync(endPoint, deadline.Token);
        return new TestClient(socket);
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = new CancellationTokenSource(Until.Deadline);
        while (bytes.Length > 0)
            bytes = bytes[await Socket.SendAsync(bytes, SocketFlags.None, deadline.Token)..];
    }

    /// <summary>Sends a line and reads one line.</summary>
    public async Task<string?> AskAsync(string line)
    {
        await SendAsync(line + "\r\n");
        return await ReadLineAsync();
    }

    /// <summary>The next line without its CR LF; <see langword="null"/> at the end of the stream.</summary>
    public async Task<string?> ReadLineAsync()
    {
        var line = new List<byte>();
        while (true)
        {
            int next = await ReadByteAsync();
            if (next < 0)
                return line.Count == 0 ? null : throw new EndOfStreamException($"The stream ended within '{Text(line)}'.");
            line.Add((byte)next);
            if (line is [.., (byte)'\r', (byte)'\n'])
                return Text(line)[..^2];
        }
    }

    public async Task<byte[]> ReadExactlyAsync(int count)
    {
        byte[] bytes = new byte[count];
        for (int have = 0; have < count;)
        {
            if (_start == _end && !await FillAsync())
                throw new EndOfStreamException($"The stream ended after {have} of {count} bytes.");
            int length = Math.Min(count - have, _end - _start);
            _buffer.AsSpan(_start, length).CopyTo(bytes.AsSpan(have));
            _start += length;
            have += length;
        }

        return bytes;
    }

    public async Task<string> ReadTextAsync(int count) => Encoding.UTF8.GetString(await ReadExactlyAsync(count));

    /// <summary>Everything up to the orderly end of the stream.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var bytes = new List<byte>();
        for (int next = await ReadByteAsync(); next >= 0; next = await ReadByteAsync())
            bytes.Add((byte)next);
        return Text(bytes);
    }

    /// <summary>Waits until the server has closed the connection, orderly or not; drops what still comes.</summary>
    public async Task WaitForEndAsync()
    {
        try
        {
            await ReadToEndAsync();
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Closed all the same.
        }
    }

    /// <summary>Closes so that the server sees a reset.</summary>
    public void Abort()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Dispose();
    }

    public void Dispose() => Socket.Dispose();

    private static string Text(List<byte> bytes) => Encoding.UTF8.GetString([.. bytes]);

    private async ValueTask<int> ReadByteAsync() => _start < _end || await FillAsync() ? _buffer[_start++] : -1;

    private async ValueTask<bool> FillAsync()
    {
        using var deadline = new CancellationTokenSource(Until.Deadline);
        _start = 0;
        _end = 0;
        _end = await Socket.ReceiveAsync(_buffer.AsMemory(), SocketFlags.None, deadline.Token);
        return _end > 0;
    }
}
