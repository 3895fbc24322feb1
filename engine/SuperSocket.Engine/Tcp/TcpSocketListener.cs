using System.Net.Sockets;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Logging;

namespace SuperSocket.SocketEngine;

/// <summary>One listening TCP socket and the loop that accepts.</summary>
internal sealed class TcpSocketListener : IDisposable
{
    // While the system has no descriptor or no memory, the connection waits in the backlog and every attempt fails at once.
    private static readonly TimeSpan PauseAfterError = TimeSpan.FromMilliseconds(100);

    private readonly Action<Socket, ListenerInfo> _accept;
    private readonly ListenerInfo _info;
    private readonly ILog _log;
    private readonly Socket _socket;
    private readonly LogThrottle _failures = new();
    private volatile bool _closed;

    /// <summary>Makes the loop; connections wait until <see cref="Start"/>.</summary>
    /// <param name="listener">A listening socket.</param>
    /// <param name="info">What was configured.</param>
    /// <param name="accept">Takes the connections over. Never throws, never blocks.</param>
    /// <param name="log">Gets errors.</param>
    public TcpSocketListener(Socket listener, ListenerInfo info, Action<Socket, ListenerInfo> accept, ILog log)
    {
        _accept = accept;
        _info = info;
        _log = log;
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
                _accept(accepted, _info);
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
                if (_failures.Add())
                    _log.Error($"Connections to {_info.EndPoint} cannot be accepted at the moment ({_failures.Count} failures since the start): {e.Message}");
                await Task.Delay(PauseAfterError).ConfigureAwait(false);
            }
        }
    }
}
