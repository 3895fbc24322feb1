using System.Net;
using System.Net.Sockets;
using System.Text;
using TestKit;

namespace ChatServer.Benchmarks.Clients;

/// <summary>A connection to the server that sends and receives whole lines of utf-8. One task may read while another sends.</summary>
internal sealed class LineClient : IDisposable
{
    // Much longer than any server without a bug takes.
    private static readonly TimeSpan SendTimeout = TimeSpan.FromSeconds(30);

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly LineReader _reader;

    /// <summary>Creates a client that is not connected.</summary>
    public LineClient() => _reader = new LineReader(ReceiveBytesAsync);

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public Task ConnectAsync(IPEndPoint server) => _socket.ConnectAsync(server);

    /// <summary>Sends text; line ends are the caller's.</summary>
    /// <returns>Whether all of it was taken by the system; not so when the connection has ended.</returns>
    /// <exception cref="TimeoutException">The server takes nothing.</exception>
    public async Task<bool> SendAsync(string lines)
    {
        using var deadline = new CancellationTokenSource(SendTimeout);
        ReadOnlyMemory<byte> bytes = Encoding.UTF8.GetBytes(lines);
        try
        {
            while (!bytes.IsEmpty)
                bytes = bytes[await _socket.SendAsync(bytes, SocketFlags.None, deadline.Token).ConfigureAwait(false)..];
            return true;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"the server took nothing for {SendTimeout.TotalSeconds} s");
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Receives the next line, without its end.</summary>
    /// <returns>The line; <see langword="null"/> at the end of the connection, however it ended. A line without an end is dropped then.</returns>
    public ValueTask<string?> ReceiveAsync(CancellationToken cancellation = default) => _reader.ReadLineAsync(Encoding.UTF8, cancellation);

    /// <summary>Closes the connection without a command.</summary>
    public void Dispose() => _socket.Dispose();

    private async ValueTask<int> ReceiveBytesAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        try
        {
            return await _socket.ReceiveAsync(buffer, SocketFlags.None, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            return 0;
        }
    }
}
