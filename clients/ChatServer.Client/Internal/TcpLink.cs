using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace ChatServer.Client.Internal;

/// <summary>Lines over TCP, with or without TLS.</summary>
internal sealed class TcpLink : ILink
{
    private const int DefaultPort = 2020;

    private readonly Stream _stream;
    private readonly int _maxLineBytes;
    private readonly ArrayBufferWriter<byte> _written = new();
    private byte[] _buffer = new byte[16 * 1024];
    private int _start;
    private int _end;

    private TcpLink(Stream stream, int maxLineBytes)
    {
        _stream = stream;
        _maxLineBytes = maxLineBytes;
    }

    /// <inheritdoc/>
    public bool IsJson => false;

    /// <summary>Connects.</summary>
    public static async Task<TcpLink> ConnectAsync(ChatClientOptions options, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            int port = options.Server.Port > 0 ? options.Server.Port : DefaultPort;
            await socket.ConnectAsync(new DnsEndPoint(options.Server.DnsSafeHost, port), cancellationToken).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            if (options.Server.Scheme == "chats")
                stream = await SecureAsync(stream, options, cancellationToken).ConfigureAwait(false);
            return new TcpLink(stream, options.MaxLineBytes);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        _written.ResetWrittenCount();
        foreach (ReadOnlyMemory<byte> line in lines)
        {
            _written.Write(line.Span);
            _written.Write("\n"u8);
        }

        await _stream.WriteAsync(_written.WrittenMemory, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken cancellationToken)
    {
        int searched = _start;
        while (true)
        {
            int found = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (found >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, searched + found - _start);
                _start = searched + found + 1;
                return line.Span is [.., (byte)'\r'] ? line[..^1] : line;
            }

            MakeRoom();
            searched = _end;
            int received = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            if (received == 0)
                return null;
            _end += received;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private static async Task<SslStream> SecureAsync(Stream stream, ChatClientOptions options, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        try
        {
            var how = new SslClientAuthenticationOptions
            {
                TargetHost = options.Server.DnsSafeHost,
                RemoteCertificateValidationCallback = options.ValidateCertificate,
                ClientCertificates = options.ClientCertificates,
            };
            await secure.AuthenticateAsClientAsync(how, cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    // The unfinished line goes to the start; a buffer that it fills is doubled.
    private void MakeRoom()
    {
        int length = _end - _start;
        if (length > _maxLineBytes)
            throw new ChatException(ChatError.LineTooLong, $"The server sent a line of more than {_maxLineBytes} bytes.");
        if (_start > 0)
        {
            _buffer.AsSpan(_start, length).CopyTo(_buffer);
            _start = 0;
            _end = length;
        }

        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);
    }
}
