using System.Buffers;
using System.Net.Sockets;
using SuperSocket.SocketBase;

namespace SuperSocket.SocketEngine;

/// <content>The loop that receives bytes and processes requests. After the end of the session, it discards the input.</content>
internal sealed partial class StreamSocketSession
{
    // Maximum bytes that are discarded if a peer still sends after our FIN.
    private const int LingerBytes = 256 * 1024;

    // Used only by the receiving loop.
    private Turn _turn;
    private bool _isSlow;

    private async Task ReceiveAsync()
    {
        CloseReason end = CloseReason.ClientClosing;
        byte[]? buffer = null;
        int size = Math.Max(64, _config.ReceiveBufferSize);
        int kept = 0;
        _turn = Turn.Begin();
        try
        {
            while (true)
            {
                if (_turn.IsOver())
                    await NextTurnAsync().ConfigureAwait(false);
                if (buffer == null)
                {
                    ValueTask<int> waiting = _transport.WaitForDataAsync();
                    bool waits = !waiting.IsCompleted;
                    await waiting.ConfigureAwait(false);
                    if (waits)
                        _turn = Turn.Begin();
                    buffer = ArrayPool<byte>.Shared.Rent(size);
                }

                ValueTask<int> receiving = _transport.ReceiveAsync(buffer.AsMemory(kept, size - kept));
                bool isEmpty = !receiving.IsCompleted;
                int received = await receiving.ConfigureAwait(false);
                if (isEmpty)
                    _turn = Turn.Begin();
                if (received == 0)
                {
                    await Reader.WhenAllAnsweredAsync().WaitAsync(MaxEnd).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    end = _transport.EndOfInput;
                    break;
                }

                if (!await HandleBlockAsync(buffer, kept, received).ConfigureAwait(false))
                {
                    await DropInputAsync(buffer).ConfigureAwait(false);
                    break;
                }

                int delta = Reader.OffsetDelta;
                if (delta < 0 || delta >= size)
                {
                    AppServer.Logger.Error(this, $"Protocol error: the receive filter's OffsetDelta {delta} is not between 0 and {size - 1} (receiveBufferSize).");
                    end = CloseReason.ProtocolError;
                    break;
                }

                bool drained = received < size - kept || Client.Available == 0;
                kept = delta;
                if (drained && kept == 0)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = null;
                }
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            LogSocketError(e);
            end = CloseReason.SocketError;
        }
        catch (Exception e)
        {
            AppServer.Logger.Error(this, "Receiving failed.", e);
            end = CloseReason.InternalError;
        }
        finally
        {
            if (buffer != null)
                ArrayPool<byte>.Shared.Return(buffer);
        }

        Close(end);
        lock (_inputLock)
        {
            _inputOpen = false;
            _inputEnded?.TrySetResult();
        }
    }

    // The requests of a block run one after another. While the peer does not read its replies, its requests wait.
    private async ValueTask<bool> HandleBlockAsync(byte[] buffer, int offset, int length)
    {
        _server.Counts.AddReceived(length);
        if (IsClosing || !Reader.AcceptBlock(buffer, offset, length))
            return !IsClosing;

        // A session that exceeded its turn will probably do so again. It must not do so on a thread that waits for all sockets.
        if (_isSlow)
            await NextTurnAsync().ConfigureAwait(false);
        _isSlow = false;
        while (length > 0)
        {
            // Other threads may have filled the queue before the first request.
            if (_output.IsHalfFull && !await WaitUntilPeerReadsAsync().ConfigureAwait(false))
                return false;
            bool goOn = HandleRequests(buffer, ref offset, ref length);
            bool isLate = _turn.IsLate(Environment.TickCount64);
            _isSlow |= isLate;
            bool waits = !Reader.Pending.IsCompleted;
            while (!Reader.Pending.IsCompleted)
                await Reader.Pending.ConfigureAwait(false);
            if (waits || (isLate && length > 0))
                await NextTurnAsync().ConfigureAwait(false);
            if (!goOn || (waits && IsClosing))
                return false;
        }

        return !IsClosing;
    }

    private bool HandleRequests(byte[] buffer, ref int offset, ref int length)
    {
        SendBatch? batch = _server.BatchSends ? SendBatch.Begin() : null;
        long now = Environment.TickCount64;
        try
        {
            while (length > 0)
            {
                if (!Reader.ProcessNext(buffer, ref offset, ref length, toBeCopied: true, ref now))
                    return false;
                if (_output.IsHalfFull || !Reader.Pending.IsCompleted || _turn.IsLate(now))
                    break;
            }

            return true;
        }
        finally
        {
            Reader.EndBlock();
            batch?.End();
        }
    }

    private async Task NextTurnAsync()
    {
        await Task.Yield();
        _turn = Turn.Begin();
    }

    private async Task<bool> WaitUntilPeerReadsAsync()
    {
        try
        {
            TimeSpan limit = _config.SendTimeOut > 0 ? TimeSpan.FromMilliseconds(_config.SendTimeOut) : Timeout.InfiniteTimeSpan;
            await PeerProgress.WaitAsync(() => _output.WhenHalfEmptyAsync(limit), _transport.Socket, limit).ConfigureAwait(false);
            await NextTurnAsync().ConfigureAwait(false);
            return !IsClosing;
        }
        catch (TimeoutException)
        {
            if (AppServer.Logger.IsInfoEnabled)
                AppServer.Logger.Info(this, $"The session is closed because its peer sent requests and read no answer for {_config.SendTimeOut} ms (sendTimeOut).");
            Close(CloseReason.TimeOut);
            return false;
        }
    }

    private async Task DropInputAsync(byte[] buffer)
    {
        int left = LingerBytes;
        while (left > 0)
        {
            int received = await _transport.ReceiveAsync(buffer).ConfigureAwait(false);
            if (received == 0)
                return;
            left -= received;
        }
    }

    // Discards the input of a session that ended before it received anything.
    private async Task DropUnreadInputAsync()
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            await DropInputAsync(buffer).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
