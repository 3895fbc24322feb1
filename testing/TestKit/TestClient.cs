using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace TestKit;

/// <summary>A client of UTF-8 lines over TCP or TLS. Every operation has a deadline.</summary>
public sealed class TestClient : IDisposable
{
    private readonly LineReader _reader;

    private TestClient(Socket socket)
    {
        Socket = socket;
        _reader = new LineReader((buffer, cancellation) => Tls?.ReadAsync(buffer, cancellation) ?? Socket.ReceiveAsync(buffer, cancellation));
    }

    /// <summary>The socket.</summary>
    public Socket Socket { get; }

    /// <summary>The TLS connection after <see cref="SecureAsync"/>.</summary>
    public SslStream? Tls { get; private set; }

    /// <summary>Connects.</summary>
    /// <param name="server">Address of the server.</param>
    /// <param name="receiveBuffer">Size of the socket's receive buffer in bytes; 0 for the default of the system.</param>
    /// <param name="from">The client's own address; <see langword="null"/> for any.</param>
    public static async Task<TestClient> ConnectAsync(IPEndPoint server, int receiveBuffer = 0, IPAddress? from = null)
        => new(await ConnectSocketAsync(server, receiveBuffer, from).ConfigureAwait(false));

    /// <summary>Connects a socket.</summary>
    /// <inheritdoc cref="ConnectAsync"/>
    public static async Task<Socket> ConnectSocketAsync(IPEndPoint server, int receiveBuffer = 0, IPAddress? from = null)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
            socket.ReceiveBufferSize = receiveBuffer;
        if (from != null)
            socket.Bind(new IPEndPoint(from, 0));
        using var deadline = new CancellationTokenSource(Deadline.Default);
        await socket.ConnectAsync(server, deadline.Token).ConfigureAwait(false);
        return socket;
    }

    /// <summary>Starts TLS. Accepts every certificate of the server.</summary>
    /// <param name="protocols">Versions of TLS.</param>
    /// <param name="own">Certificate of the client.</param>
    /// <param name="wrap">Puts a stream between TLS and the socket.</param>
    /// <param name="suites">Cipher suites.</param>
    public async Task<TestClient> SecureAsync(
        SslProtocols protocols = SslProtocols.None, X509Certificate2? own = null, Func<Stream, Stream>? wrap = null, CipherSuitesPolicy? suites = null)
    {
        var stream = new NetworkStream(Socket, ownsSocket: true);
        var tls = new SslStream(wrap?.Invoke(stream) ?? stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate != null);
        Tls = tls;
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            CipherSuitesPolicy = suites,
            ClientCertificates = own == null ? null : [own],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        await tls.AuthenticateAsClientAsync(options).WaitAsync(Deadline.Default).ConfigureAwait(false);
        return this;
    }

    /// <summary>Sends text.</summary>
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>Sends bytes.</summary>
    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        using var deadline = new CancellationTokenSource(Deadline.Default);
        if (Tls != null)
        {
            await Tls.WriteAsync(bytes, deadline.Token).ConfigureAwait(false);
            return;
        }

        while (bytes.Length > 0)
            bytes = bytes[await Socket.SendAsync(bytes, SocketFlags.None, deadline.Token).ConfigureAwait(false)..];
    }

    /// <summary>Sends a line and reads one line.</summary>
    public async Task<string?> AskAsync(string line)
    {
        await SendAsync(line + "\r\n").ConfigureAwait(false);
        return await ReadLineAsync().ConfigureAwait(false);
    }

    /// <summary>The next line without its CR LF; <see langword="null"/> at the end of the stream.</summary>
    /// <exception cref="EndOfStreamException">The stream ended within a line.</exception>
    public async Task<string?> ReadLineAsync()
    {
        string? line = await InTime(cancellation => _reader.ReadLineAsync(Encoding.UTF8, cancellation)).ConfigureAwait(false);
        return line != null || _reader.Unread.IsEmpty
            ? line
            : throw new EndOfStreamException($"The stream ended within '{Encoding.UTF8.GetString(_reader.Unread)}'.");
    }

    /// <summary>Reads a number of bytes.</summary>
    /// <exception cref="EndOfStreamException">The stream ended before.</exception>
    public async Task<byte[]> ReadExactlyAsync(int count)
    {
        return await InTime(cancellation => _reader.FillAsync(count, cancellation)).ConfigureAwait(false)
            ? _reader.Take(count)
            : throw new EndOfStreamException($"The stream ended after {_reader.Unread.Length} of {count} bytes.");
    }

    /// <summary>Reads a number of bytes as text.</summary>
    public async Task<string> ReadTextAsync(int count) => Encoding.UTF8.GetString(await ReadExactlyAsync(count).ConfigureAwait(false));

    /// <summary>Everything up to the orderly end of the stream.</summary>
    public async Task<string> ReadToEndAsync()
    {
        await InTime(cancellation => _reader.FillAsync(int.MaxValue, cancellation)).ConfigureAwait(false);
        return _reader.Take(_reader.Unread.Length, Encoding.UTF8);
    }

    /// <summary>Waits until the server has closed the connection, orderly or not. Drops what arrives until then.</summary>
    public async Task WaitForEndAsync()
    {
        try
        {
            await ReadToEndAsync().ConfigureAwait(false);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionReset)
        {
            // Also an end.
        }
    }

    /// <summary>Whether the server ends the connection, orderly or not, before it sends a line.</summary>
    public async Task<bool> IsClosedAsync()
    {
        try
        {
            return await ReadLineAsync().ConfigureAwait(false) == null;
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return true;
        }
    }

    /// <summary>Closes so that the server sees a reset.</summary>
    public void Abort()
    {
        Socket.LingerState = new LingerOption(true, 0);
        Socket.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Tls?.Dispose();
        Socket.Dispose();
    }

    private async Task<T> InTime<T>(Func<CancellationToken, ValueTask<T>> read)
    {
        using var deadline = new CancellationTokenSource(Deadline.Default);
        try
        {
            return await read(deadline.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"Nothing more was received within {Deadline.DefaultSeconds} s after '{Encoding.UTF8.GetString(_reader.Unread)}'.");
        }
    }
}
