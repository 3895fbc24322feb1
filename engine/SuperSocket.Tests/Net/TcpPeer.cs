using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SuperSocket.Tests.Net;

// A client of lines, plain or through TLS. Every wait has a deadline.
internal sealed class TcpPeer : IDisposable
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream _stream;
    private string _text = string.Empty;

    private TcpPeer(Socket socket)
    {
        Socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public Socket Socket { get; }

    public SslStream? Tls => _stream as SslStream;

    public static async Task<TcpPeer> Connect(IPEndPoint server)
    {
        var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server).WaitAsync(Eventually.Deadline);
        return new TcpPeer(socket);
    }

    public async Task<TcpPeer> Secure(SslProtocols protocols = SslProtocols.None, X509Certificate2? own = null, Func<Stream, Stream>? wrap = null, CipherSuitesPolicy? suites = null)
    {
        // The test's certificates are nobody's: any one is taken.
        var secure = new SslStream(wrap?.Invoke(_stream) ?? _stream, leaveInnerStreamOpen: false, (_, certificate, _, _) => certificate != null);
        _stream = secure;
        await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            EnabledSslProtocols = protocols,
            CipherSuitesPolicy = suites,
            ClientCertificates = own == null ? null : [own],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        }).WaitAsync(Eventually.Deadline);
        return this;
    }

    public Task Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public Task Send(byte[] bytes) => _stream.WriteAsync(bytes).AsTask().WaitAsync(Eventually.Deadline);

    // The next line without its end; null when the server has closed.
    public async Task<string?> ReadLine()
    {
        while (true)
        {
            int end = _text.IndexOf("\r\n", StringComparison.Ordinal);
            if (end >= 0)
            {
                string line = _text[..end];
                _text = _text[(end + 2)..];
                return line;
            }

            int received = await _stream.ReadAsync(_buffer).AsTask().WaitAsync(Eventually.Deadline);
            if (received == 0)
                return null;
            _text += Encoding.UTF8.GetString(_buffer, 0, received);
        }
    }

    public async Task<string?> Ask(string line)
    {
        await Send(line + "\r\n");
        return await ReadLine();
    }

    // Whether the server ended the connection, in order or not, without sending more.
    public async Task<bool> IsClosed()
    {
        try
        {
            return await ReadLine() == null;
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            return true;
        }
    }

    public void Dispose() => _stream.Dispose();
}
