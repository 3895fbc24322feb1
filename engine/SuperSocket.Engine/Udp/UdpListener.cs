using System.Buffers;
using System.Net;
using System.Net.Sockets;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>One UDP socket: a loop that receives, and the way out for the answers of all its sessions. Sending is thread-safe.</summary>
internal sealed class UdpListener : IDisposable
{
    private const int MaxDatagram = 65536;

    // For a burst of some thousand datagrams, each of which costs the kernel several hundred bytes besides its own.
    private const int UsualReceiveBuffer = 1024 * 1024;

    // SO_RCVBUFFORCE of Linux: over the limit of the system, for who may administrate the network.
    private const int SocketLevel = 1, ReceiveBufferForce = 33;

    // Windows reports an ICMP "port unreachable" for an earlier answer as an error of the next receive, unless told not to.
    private const int SioUdpConnReset = unchecked((int)0x9800000C);

    private readonly UdpSocketServer _server;
    private readonly Socket _socket;
    private readonly CancellationTokenSource _end = new();
    private readonly LogThrottle _failures = new();

    /// <summary>Binds the socket; datagrams wait until <see cref="Start"/>.</summary>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public UdpListener(ListenerInfo info, UdpSocketServer server)
    {
        _server = server;
        _socket = new Socket(info.EndPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (OperatingSystem.IsWindows())
                _socket.IOControl(SioUdpConnReset, [0], null);
            SetReceiveBuffer(server.Config.ReceiveBufferSize);
            _socket.Bind(info.EndPoint);
            _socket.Blocking = false;
            EndPoint = info.EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>How many bytes the kernel keeps of what has not been received yet, as far as it says.</summary>
    public int ReceiveBufferSize => _socket.ReceiveBufferSize;

    public void Start() => _ = ReceiveAsync();

    /// <summary>Ends the loop. The socket stays, so that sessions can send until they are closed.</summary>
    public void StopReceiving() => _end.Cancel();

    /// <summary>Sends one datagram, or hands the system an error to lose: UDP promises no delivery.</summary>
    /// <returns><see langword="false"/> if the system has no room at the moment, or the socket is closed.</returns>
    public bool TrySend(ReadOnlySpan<byte> bytes, IPEndPoint remote, UdpSocketSession? session)
    {
        try
        {
            _server.Counts.AddSent(_socket.SendTo(bytes, SocketFlags.None, remote));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.NoBufferSpaceAvailable)
        {
            return false;
        }
        catch (SocketException e)
        {
            _server.LogSendError(session, bytes.Length, e);
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        return true;
    }

    /// <summary>Blocks until the system has room again or the time is over.</summary>
    public void WaitForSendRoom(TimeSpan limit)
    {
        try
        {
            _socket.Poll(limit, SelectMode.SelectWrite);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The next attempt to send will tell.
        }
    }

    public void Dispose()
    {
        StopReceiving();
        _socket.Dispose();
    }

    // What was asked for is tried harder than what is usual. Linux doubles the number for its own needs and says so.
    private void SetReceiveBuffer(int configured)
    {
        int size = Math.Max(configured, UsualReceiveBuffer);
        _socket.ReceiveBufferSize = size;
        int granted = OperatingSystem.IsLinux() ? _socket.ReceiveBufferSize / 2 : _socket.ReceiveBufferSize;
        if (granted >= configured)
            return;
        try
        {
            if (OperatingSystem.IsLinux())
            {
                _socket.SetRawSocketOption(SocketLevel, ReceiveBufferForce, BitConverter.GetBytes(size));
                return;
            }
        }
        catch (SocketException)
        {
            // Not for this user.
        }

        _server.AppServer.Logger.Warn($"The server {_server.AppServer.Name}: the system gives a socket {granted} bytes for receiving, not receiveBufferSize={configured} (on Linux net.core.rmem_max is the limit): bursts of datagrams may be lost.");
    }

    // Nothing escapes: whatever a datagram or a peer does, the loop goes on.
    private async Task ReceiveAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxDatagram);
        var anyone = new IPEndPoint(EndPoint.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, 0);
        Turn turn = Turn.Begin();
        while (!_end.IsCancellationRequested)
        {
            if (turn.IsOver())
            {
                await Task.Yield();
                turn = Turn.Begin();
            }

            try
            {
                ValueTask<SocketReceiveFromResult> receiving = _socket.ReceiveFromAsync(buffer, SocketFlags.None, anyone, _end.Token);
                bool waits = !receiving.IsCompleted;
                SocketReceiveFromResult received = await receiving.ConfigureAwait(false);
                if (waits)
                    turn = Turn.Begin();
                if (received.ReceivedBytes > 0)
                    _server.Receive(this, buffer.AsSpan(0, received.ReceivedBytes), (IPEndPoint)received.RemoteEndPoint);
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
                break;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused || EverydaySocketErrors.Contains(e))
            {
                // An answer reached nobody; that is the affair of its session, not of this loop.
            }
            catch (Exception e)
            {
                if (_failures.Add())
                    _server.AppServer.Logger.Error($"Datagrams to {EndPoint} cannot be received at the moment ({_failures.Count} failures since the start): {e.Message}");
                await Task.Delay(100).ConfigureAwait(false);
            }
        }

        ArrayPool<byte>.Shared.Return(buffer);
    }
}
