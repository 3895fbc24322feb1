using System.Net.Sockets;
using System.Threading.Tasks.Sources;
using SuperSocket.SocketBase;
using SuperSocket.SocketEngine;

namespace ChatServer.MicroBenchmarks.Kit;

/// <summary>
/// A connection without a network: what is received is handled on the caller's thread if it can, and what is sent is copied; it allocates nothing for
/// either. For one thread, once the session has started.
/// </summary>
/// <param name="socket">Bound, and never connected: the engine asks it for its address.</param>
internal sealed class InMemoryTransport(Socket socket) : Transport(socket), IValueTaskSource<int>
{
    private const int MaxBytes = 1024 * 1024;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(30);

    private readonly ManualResetEventSlim _idle = new();
    private readonly byte[] _sent = new byte[MaxBytes];
    private ManualResetValueTaskSourceCore<int> _data;
    private ReadOnlyMemory<byte> _block;
    private int _sentLength;
    private bool _waits;
    private bool _hasEnded;

    /// <summary>Waits until the session has started.</summary>
    /// <exception cref="TimeoutException">It has not, for long.</exception>
    public void WaitUntilIdle()
    {
        if (!_idle.Wait(MaxWait))
            throw new TimeoutException("The session is busy for too long.");
    }

    /// <summary>Lets the session receive bytes. Returns when it has handled them: on this thread, unless they wait for something or take longer than a turn.</summary>
    /// <param name="block">The bytes.</param>
    /// <exception cref="InvalidOperationException">The session has ended.</exception>
    /// <exception cref="TimeoutException">It takes too long.</exception>
    public void Receive(ReadOnlyMemory<byte> block)
    {
        _idle.Reset();
        _block = block;
        if (!TryWake())
            throw new InvalidOperationException("The session has ended.");
        WaitUntilIdle();
    }

    /// <summary>What was sent since the last call; valid until something is sent again.</summary>
    public ReadOnlySpan<byte> TakeSent()
    {
        ReadOnlySpan<byte> sent = _sent.AsSpan(0, _sentLength);
        _sentLength = 0;
        return sent;
    }

    /// <inheritdoc/>
    public override ValueTask<int> WaitForDataAsync()
    {
        if (_hasEnded || !_block.IsEmpty)
            return ValueTask.FromResult(0);
        _data.Reset();
        _waits = true;
        return new ValueTask<int>(this, _data.Version);
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReceiveAsync(Memory<byte> buffer)
    {
        int length = Math.Min(buffer.Length, _block.Length);
        _block[..length].CopyTo(buffer);
        _block = _block[length..];
        return ValueTask.FromResult(length);
    }

    /// <inheritdoc/>
    public override ValueTask<int> SendAsync(ReadOnlyMemory<byte> bytes)
    {
        bytes.CopyTo(_sent.AsMemory(_sentLength));
        _sentLength += bytes.Length;
        return ValueTask.FromResult(bytes.Length);
    }

    /// <inheritdoc/>
    public override ValueTask EndSendingAsync(CloseReason reason)
    {
        _hasEnded = true;
        TryWake();
        return ValueTask.CompletedTask;
    }

    int IValueTaskSource<int>.GetResult(short token) => _data.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _data.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _data.OnCompleted(continuation, state, token, flags);
        _idle.Set();
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (!disposing)
            return;
        Socket.Dispose();
        _idle.Dispose();
    }

    // The receive loop goes on inside.
    private bool TryWake()
    {
        if (!_waits)
            return false;
        _waits = false;
        _data.SetResult(0);
        return true;
    }
}
