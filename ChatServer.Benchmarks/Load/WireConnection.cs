using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatServer.Benchmarks.Load;

/// <summary>
/// A connection for a load: one thread serves many of them, lines are bytes in its buffers, and nothing is allocated for a line. Over a WebSocket each
/// line is a frame. Not thread-safe.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly bool _isWebSocket;
    private byte[] _input = new byte[16 * 1024];
    private int _inputStart;
    private int _inputEnd;
    private byte[] _output = new byte[4 * 1024];
    private int _outputStart;
    private int _outputEnd;

    /// <summary>Connects.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="transport">How lines travel.</param>
    /// <param name="receiveBuffer">Bytes that the system keeps for us until we receive them; 0 for its default.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public WireConnection(IPEndPoint server, WireTransport transport = WireTransport.Tcp, int receiveBuffer = 0)
    {
        _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (receiveBuffer > 0)
            _socket.ReceiveBufferSize = receiveBuffer;
        try
        {
            _socket.Connect(server);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _socket.Blocking = false;
        if (transport == WireTransport.Tcp)
            return;
        Append(WebSocketFrames.Handshake(server));
        Flush();
        WaitForLine("HTTP/1.1 101 Switching Protocols"u8);
        WaitForLine(""u8);
        _isWebSocket = true;
    }

    /// <summary>The system's number of the socket.</summary>
    public int Descriptor => (int)_socket.Handle;

    /// <summary>Whether the server has ended the connection.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Bytes that the system has not taken yet.</summary>
    public int Unsent => _outputEnd - _outputStart;

    /// <summary>Connects and logs a user in, in English. Lines have the format of text.</summary>
    /// <exception cref="IOException">The server does not answer as it should.</exception>
    public static WireConnection LogIn(IPEndPoint server, string user, bool receipts = false, WireTransport transport = WireTransport.Tcp, int receiveBuffer = 0)
    {
        var connection = new WireConnection(server, transport, receiveBuffer);
        if (transport == WireTransport.WebSocket)
            connection.AppendLine("Format text"u8);
        connection.AppendLine("Lang en"u8);
        connection.AppendLine(Encoding.ASCII.GetBytes($"Check {user} secret"));
        if (receipts)
            connection.AppendLine("Receipt on"u8);
        connection.Flush();
        connection.WaitForLine(receipts ? "Receipts are on"u8 : "Logged in"u8);
        return connection;
    }

    /// <summary>Takes what has arrived, without waiting.</summary>
    /// <returns>Whether something had.</returns>
    public bool Receive()
    {
        MakeRoom();
        int received = _socket.Receive(_input.AsSpan(_inputEnd), SocketFlags.None, out SocketError error);
        if (error == SocketError.WouldBlock)
            return false;
        if (error != SocketError.Success || received == 0)
        {
            HasEnded = true;
            return false;
        }

        _inputEnd += received;
        return true;
    }

    /// <summary>Takes the next line from what was received.</summary>
    /// <param name="line">The line without its end; valid until the next <see cref="Receive"/>.</param>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> input = _input.AsSpan(_inputStart, _inputEnd - _inputStart);
        if (_isWebSocket)
        {
            bool isWhole = WebSocketFrames.TryRead(input, out line, out int used);
            _inputStart += used;
            return isWhole;
        }

        int length = input.IndexOf((byte)'\n');
        if (length < 0)
        {
            line = default;
            return false;
        }

        _inputStart += length + 1;
        line = input[..(length > 0 && input[length - 1] == '\r' ? length - 1 : length)];
        return true;
    }

    /// <summary>Adds a line to what is to be sent.</summary>
    /// <param name="first">Its beginning.</param>
    /// <param name="second">Its end, without a line end.</param>
    public void AppendLine(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default)
    {
        if (_isWebSocket)
            Append(WebSocketFrames.Header(first.Length + second.Length, stackalloc byte[WebSocketFrames.LongestHeader]));
        Append(first);
        Append(second);
        if (!_isWebSocket)
            Append("\r\n"u8);
    }

    /// <summary>Adds bytes as they are to what is to be sent.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (_output.Length - _outputEnd < bytes.Length)
        {
            _output.AsSpan(_outputStart, Unsent).CopyTo(_output);
            _outputEnd -= _outputStart;
            _outputStart = 0;
            if (_output.Length - _outputEnd < bytes.Length)
                Array.Resize(ref _output, Math.Max(_output.Length * 2, _outputEnd + bytes.Length));
        }

        bytes.CopyTo(_output.AsSpan(_outputEnd));
        _outputEnd += bytes.Length;
    }

    /// <summary>Gives the system as much as it takes, without waiting.</summary>
    public void Flush()
    {
        while (Unsent > 0 && !HasEnded)
        {
            int sent = _socket.Send(_output.AsSpan(_outputStart, Unsent), SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock)
                return;
            HasEnded = error != SocketError.Success;
            _outputStart += sent;
        }

        _outputStart = _outputEnd = 0;
    }

    /// <summary>Waits for a line; those before it are dropped.</summary>
    /// <exception cref="IOException">It does not come.</exception>
    public void WaitForLine(ReadOnlySpan<byte> expected)
    {
        string last = "";
        while (true)
        {
            while (TryReadLine(out ReadOnlySpan<byte> line))
            {
                if (line.SequenceEqual(expected))
                    return;
                last = Encoding.UTF8.GetString(line);
            }

            if (!_socket.Poll(Patience, SelectMode.SelectRead))
                throw new IOException($"'{Encoding.UTF8.GetString(expected)}' did not come for {Patience.TotalSeconds} s; last came '{last}'");
            Receive();
            if (HasEnded)
                throw new IOException($"the server closed the connection instead of '{Encoding.UTF8.GetString(expected)}'; last came '{last}'");
        }
    }

    /// <summary>Makes the end of the connection a reset.</summary>
    public void ResetAtEnd() => _socket.LingerState = new LingerOption(enable: true, 0);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void MakeRoom()
    {
        if (_inputStart > 0)
        {
            _input.AsSpan(_inputStart, _inputEnd - _inputStart).CopyTo(_input);
            _inputEnd -= _inputStart;
            _inputStart = 0;
        }

        if (_inputEnd == _input.Length)
            Array.Resize(ref _input, _input.Length * 2);
    }
}
