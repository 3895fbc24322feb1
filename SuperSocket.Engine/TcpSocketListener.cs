using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <summary>One listening TCP socket and the loop that accepts.</summary>
internal sealed class TcpSocketListener : IDisposable
{
    // 1.6 configurations say 100, which a burst of a thousand clients overruns; the kernel cuts this to its own limit.
    private const int LeastBacklog = 4096;

    private readonly TcpSocketServer _server;
    private readonly SslProtocols _security;
    private readonly Socket _socket;
    private volatile bool _closed;

    /// <summary>Opens the listener; connections wait until <see cref="Start"/>.</summary>
    /// <exception cref="SocketException">The address cannot be listened on.</exception>
    public TcpSocketListener(ListenerInfo info, TcpSocketServer server)
    {
        _server = server;
        _security = info.Security;
        _socket = new Socket(info.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _socket.Bind(info.EndPoint);
            _socket.Listen(Math.Max(info.BackLog, LeastBacklog));
            info.EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        }
        catch
        {
            _socket.Dispose();
            throw;
        }
    }

    public void Start() => _ = AcceptAsync();

    public void Dispose()
    {
        _closed = true;
        _socket.Dispose();
    }

    // Nothing escapes: an error that is not ours to end on is logged, and accepting goes on.
    private async Task AcceptAsync()
    {
        while (!_closed)
        {
            try
            {
                _server.Accept(await _socket.AcceptAsync().ConfigureAwait(false), _security);
            }
            catch (Exception) when (_closed)
            {
                return;
            }
            catch (SocketException e) when (EverydaySocketErrors.Contains(e.SocketErrorCode))
            {
                // The peer was gone before it was accepted.
            }
            catch (Exception e)
            {
                _server.AppServer.Logger.Error("A connection could not be accepted.", e);
                await Task.Delay(100).ConfigureAwait(false);
            }
        }
    }
}
