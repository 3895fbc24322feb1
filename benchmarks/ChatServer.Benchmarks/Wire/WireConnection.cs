using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatServer.Benchmarks.Wire;

/// <summary>
/// A connection for a load: one thread serves many of them, lines are bytes in its buffers, and nothing is allocated for a line. Not thread-safe.
/// </summary>
internal sealed class WireConnection : IDisposable
{
    private const int MaxInput = 256 * 1024;

    // More than a datagram for us may have.
    private const int MinRoom = 4 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Socket _socket;
    private readonly IPEndPoint _server;
    private readonly WireTransport _transport;
    private byte[] _input = new byte[2 * MinRoom];
    private int _inputStart;
    private int _inputEnd;
    private byte[] _output = new byte[1024];
    private int _outputStart;
    private int _outputEnd;
    private byte[] _prefix = [];
    private byte[] _datagram = [];
    private bool _wasFull;
    private bool _isOpen;
    private SocketError _error;
    private ReadySet? _set;
    private int _key;
    private bool _wantsToWrite;

    /// <summary>Connects. What a transport needs besides goes on while lines are read.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="transport">How lines travel.</param>
    /// <param name="receiveBuffer">Bytes that the system keeps for us until we receive them; 0 for its default.</param>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public WireConnection(IPEndPoint server, WireTransport transport, int receiveBuffer = 0)
    {
        _server = server;
        _transport = transport;
        _socket = transport.CreateSocket(server.AddressFamily);
        if (receiveBuffer > 0)
            _socket.ReceiveBufferSize = receiveBuffer;
        try
        {
            _socket.Connect(server);
            byte[] handshake = transport.Handshake(server);
            _isOpen = handshake.Length == 0;
            if (!_isOpen)
                _socket.Send(handshake);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        _socket.Blocking = false;
        if (!transport.FirstLine.IsEmpty)
            AppendLine(transport.FirstLine);
    }

    /// <summary>The system's number of the socket.</summary>
    public int Descriptor => (int)_socket.Handle;

    /// <summary>Whether the server has ended the connection.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>What is to be said of a connection that has ended, as the start of a sentence.</summary>
    public string HowItEnded => _error == SocketError.Success
        ? $"the server at {_server} closed the connection"
        : $"the connection to {_server} failed ({new SocketException((int)_error).Message})";

    /// <summary>Bytes that the system has not taken yet.</summary>
    public int Unsent => _outputEnd - _outputStart;

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
            End(error);
            return false;
        }

        // A datagram: what is sent from now on needs its token, also before its lines are read.
        if (_transport.IsLossy)
            TakeToken(_input.AsSpan(_inputEnd, received));
        _inputEnd += received;
        _wasFull = _inputEnd == _input.Length;
        return true;
    }

    /// <summary>What each send starts with from now on.</summary>
    /// <param name="token">The token, without the space behind it.</param>
    public void BeginSendsWith(ReadOnlySpan<byte> token) => _prefix = [.. token, (byte)' '];

    /// <summary>Takes the next line from what was received.</summary>
    /// <param name="line">The line without its end; valid until the next <see cref="Receive"/>.</param>
    /// <exception cref="IOException">The server does not speak the transport.</exception>
    public bool TryReadLine(out ReadOnlySpan<byte> line)
    {
        if (!_isOpen && !TryOpen())
        {
            line = default;
            return false;
        }

        while (true)
        {
            ReadOnlySpan<byte> input = _input.AsSpan(_inputStart, _inputEnd - _inputStart);
            bool isWhole = _transport.TryReadLine(input, out line, out int used);
            _inputStart += used;
            if (isWhole && IsAside(line))
                continue;
            if (!isWhole && !HasEnded && _transport.IsEnd(input[used..]))
                End(SocketError.Success);
            return isWhole;
        }
    }

    /// <summary>Adds a line to what is to be sent.</summary>
    /// <param name="first">Its start.</param>
    /// <param name="second">Its end, without a line end.</param>
    public void AppendLine(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second = default) => _transport.AppendLine(this, first, second);

    /// <summary>Adds a line to what is to be sent.</summary>
    public void AppendLine(string line) => AppendLine(Encoding.UTF8.GetBytes(line));

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
        if (!_isOpen)
            return;
        while (Unsent > 0 && !HasEnded)
        {
            int length = _transport.NextSend(_output.AsSpan(_outputStart, Unsent));
            int sent = _socket.Send(WithPrefix(_output.AsSpan(_outputStart, length)), SocketFlags.None, out SocketError error) - _prefix.Length;
            if (error == SocketError.WouldBlock)
            {
                WantToWrite(true);
                return;
            }

            if (error != SocketError.Success)
                End(error);
            _outputStart += Math.Max(0, sent);
        }

        _outputStart = _outputEnd = 0;
        WantToWrite(false);
    }

    /// <summary>Waits for a line; those before it are dropped.</summary>
    /// <param name="expected">Its start.</param>
    /// <exception cref="IOException">It does not come.</exception>
    public void WaitForLine(ReadOnlySpan<byte> expected)
    {
        string last = "";
        while (true)
        {
            while (TryReadLine(out ReadOnlySpan<byte> line))
            {
                if (line.StartsWith(expected))
                    return;
                last = Encoding.UTF8.GetString(line);
            }

            if (HasEnded)
                throw new IOException($"{HowItEnded} instead of saying '{Encoding.UTF8.GetString(expected)}'; last came '{last}'");
            if (!_socket.Poll(Patience, SelectMode.SelectRead))
                throw new IOException($"'{Encoding.UTF8.GetString(expected)}' did not come for {Patience.TotalSeconds} s; last came '{last}'");
            Receive();
            Flush();
        }
    }

    /// <summary>Makes the end of the connection a reset.</summary>
    public void ResetAtEnd() => _socket.LingerState = new LingerOption(enable: true, 0);

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    /// <summary>Makes the connection part of a set.</summary>
    internal void Join(ReadySet set, int key)
    {
        _set = set;
        _key = key;
        _wantsToWrite = false;
    }

    /// <summary>Takes the connection out of its set.</summary>
    internal void LeaveSet()
    {
        _set?.Remove(this);
        _set = null;
    }

    // What no load asks for: that an account is new, and the token, which is in use already.
    private bool IsAside(ReadOnlySpan<byte> line)
        => line is [(byte)'T' or (byte)'B', ..] && (line.StartsWith("This is a new account, "u8) || !_transport.FindToken(line).IsEmpty);

    private void TakeToken(ReadOnlySpan<byte> lines)
    {
        while (_transport.TryReadLine(lines, out ReadOnlySpan<byte> line, out int used))
        {
            if (_transport.FindToken(line) is { IsEmpty: false } token)
                BeginSendsWith(token);
            lines = lines[used..];
        }
    }

    private ReadOnlySpan<byte> WithPrefix(ReadOnlySpan<byte> bytes)
    {
        if (_prefix.Length == 0)
            return bytes;
        int length = _prefix.Length + bytes.Length;
        if (_datagram.Length < length)
            _datagram = new byte[2 * length];
        _prefix.CopyTo(_datagram, 0);
        bytes.CopyTo(_datagram.AsSpan(_prefix.Length));
        return _datagram.AsSpan(0, length);
    }

    private void End(SocketError error)
    {
        HasEnded = true;
        _error = error;
        LeaveSet();
    }

    private void WantToWrite(bool want)
    {
        if (_wantsToWrite == want || _set == null)
            return;
        _wantsToWrite = want;
        _set.WantToWrite(this, _key, want);
    }

    // The answer to a handshake is that of HTTP.
    private bool TryOpen()
    {
        ReadOnlySpan<byte> input = _input.AsSpan(_inputStart, _inputEnd - _inputStart);
        ReadOnlySpan<byte> http = "HTTP/"u8;
        int end = input.IndexOf("\r\n\r\n"u8);
        bool isHttp = http.StartsWith(input[..Math.Min(http.Length, input.Length)]);
        if (isHttp && end < 0)
            return false;
        if (!input.StartsWith("HTTP/1.1 101 "u8))
            throw new IOException($"the server at {_server} opens no WebSocket, but says '{Encoding.UTF8.GetString(FirstLine(input))}'");
        _inputStart += end + 4;
        _isOpen = true;
        Flush();
        return true;
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> input)
    {
        int end = input.IndexOfAny("\r\n"u8);
        return end < 0 ? input : input[..end];
    }

    private void MakeRoom()
    {
        if (_inputStart > 0)
        {
            _input.AsSpan(_inputStart, _inputEnd - _inputStart).CopyTo(_input);
            _inputEnd -= _inputStart;
            _inputStart = 0;
        }

        // Last time more had come than there was room for.
        if ((_wasFull && _input.Length < MaxInput) || _input.Length - _inputEnd < MinRoom)
            Array.Resize(ref _input, _input.Length * 2);
    }
}
