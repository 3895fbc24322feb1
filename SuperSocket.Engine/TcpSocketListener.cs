using System.Net.Sockets;
using System.Security.Authentication;

namespace SuperSocket.SocketEngine;

/// <summary>One listening TCP socket and the loop that accepts.</summary>
internal sealed class TcpSocketListener : IDisposable
{
    private readonly TcpSocketServer _server;
    private readonly SslProtocols _security;
    private readonly Socket _socket;
    private volatile bool _closed;

    /// <summary>Makes the loop; connections wait until <see cref="Start"/>.</summary>
    /// <param name="listener">A listening socket.</param>
    /// <param name="security">Its TLS protocols.</param>
    /// <param name="server">Takes the connections.</param>
    public TcpSocketListener(Socket listener, SslProtocols security, TcpSocketServer server)
    {
        _server = server;
        _security = security;
        _socket = listener;
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
        Turn turn = Turn.Begin();
        while (!_closed)
        {
            if (turn.IsOver())
            {
                await Task.Yield();
                turn = Turn.Begin();
            }

            try
            {
                Task<Socket> accepting = _socket.AcceptAsync();
                bool waits = !accepting.IsCompleted;
                Socket accepted = await accepting.ConfigureAwait(false);
                if (waits)
                    turn = Turn.Begin();
                _server.Accept(accepted, _security);
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
