using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <content>One link.</content>
public sealed partial class FlakyProxy
{
    private sealed class Link(FlakyProxy proxy, Socket client) : IDisposable
    {
        private readonly Socket _server = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private volatile TaskCompletionSource? _toServer;
        private volatile TaskCompletionSource? _toClient;

        public async Task RunAsync(IPEndPoint server)
        {
            try
            {
                client.NoDelay = true;
                await _server.ConnectAsync(server, proxy._end.Token).ConfigureAwait(false);
                await Task.WhenAll(PassOrResetAsync(client, _server, () => _toServer), PassOrResetAsync(_server, client, () => _toClient)).ConfigureAwait(false);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
            {
                // The link is broken, by one of the two or on command.
            }
            finally
            {
                Reset();
            }
        }

        public void Dispose() => Reset();

        public void Cut()
        {
            try
            {
                client.Shutdown(SocketShutdown.Both);
                _server.Shutdown(SocketShutdown.Both);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // It is broken already.
            }

            Resume();
        }

        public void Reset()
        {
            foreach (Socket socket in new[] { client, _server })
            {
                try
                {
                    socket.LingerState = new LingerOption(true, 0);
                }
                catch (Exception e) when (e is SocketException or ObjectDisposedException)
                {
                    // It is broken already.
                }

                socket.Dispose();
            }

            Resume();
        }

        public void Stall(bool toServer, bool toClient)
        {
            if (toServer)
                _toServer ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (toClient)
                _toClient ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public void Resume()
        {
            TaskCompletionSource? toServer = _toServer;
            TaskCompletionSource? toClient = _toClient;
            (_toServer, _toClient) = (null, null);
            toServer?.TrySetResult();
            toClient?.TrySetResult();
        }

        // A reset of one side reaches the other side at once.
        private async Task PassOrResetAsync(Socket from, Socket to, Func<TaskCompletionSource?> stall)
        {
            try
            {
                await PassAsync(from, to, stall).ConfigureAwait(false);
            }
            catch
            {
                Reset();
                throw;
            }
        }

        private async Task PassAsync(Socket from, Socket to, Func<TaskCompletionSource?> stall)
        {
            byte[] buffer = new byte[16 * 1024];
            for (int block = 0; ; block++)
            {
                int length = await from.ReceiveAsync(buffer.AsMemory(), proxy._end.Token).ConfigureAwait(false);
                if (proxy.HoldsLogins && to == _server && block == 1 && length > 0)
                {
                    Stall(toServer: true, toClient: false);
                    Interlocked.Increment(ref proxy._heldLogins);
                }

                int step = proxy.PieceSize > 0 ? proxy.PieceSize : buffer.Length;
                for (int i = 0; i < length; i += step)
                {
                    if (proxy.Delay > TimeSpan.Zero)
                        await Task.Delay(proxy.Delay, proxy._end.Token).ConfigureAwait(false);
                    if (stall() is { } stalled)
                        await stalled.Task.WaitAsync(proxy._end.Token).ConfigureAwait(false);
                    await to.SendAsync(buffer.AsMemory(i, Math.Min(step, length - i)), SocketFlags.None, proxy._end.Token).ConfigureAwait(false);
                }

                if (length > 0)
                    continue;
                if (stall() is { } end)
                    await end.Task.WaitAsync(proxy._end.Token).ConfigureAwait(false);
                to.Shutdown(SocketShutdown.Send);
                return;
            }
        }
    }
}
