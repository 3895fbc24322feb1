using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChatServer.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ChatServer.Postgres;

/// <summary>
/// The connection from this node to another one. It connects again when it is lost. What does not fit into its queue is dropped, because the other node finds
/// everything in the database. Thread-safe.
/// </summary>
internal sealed class NodeLink : IAsyncDisposable
{
    private const long MaxQueue = 32 * 1024 * 1024;

    // A connection that accepts nothing for so long is closed.
    private static readonly TimeSpan MaxSend = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxConnect = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly int _node;
    private readonly BatchFollower.NodeRow _peer;
    private readonly string _secret;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _end = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly ConcurrentDictionary<int, TaskCompletionSource<string?>> _asked = new();
    private readonly Task _run;

    // Guards the queue.
    private readonly Lock _lock = new();
    private readonly Queue<byte[]> _queue = new();
    private long _queued;
    private bool _isUp;
    private int _token;

    /// <summary>Starts to connect.</summary>
    public NodeLink(int node, BatchFollower.NodeRow peer, string secret, ILogger log)
    {
        _node = node;
        _peer = peer;
        _secret = secret;
        _log = log;
        _run = Task.Run(RunAsync);
    }

    /// <summary>Sends a frame, if the connection is up and there is room.</summary>
    /// <returns>Whether it is sent, unless the connection is lost.</returns>
    public bool TrySend(byte[] frame)
    {
        lock (_lock)
        {
            if (!_isUp || _queued + frame.Length > MaxQueue)
                return false;
            _queue.Enqueue(frame);
            _queued += frame.Length;
        }

        _wake.Release();
        return true;
    }

    /// <summary>Whether the connection is up.</summary>
    public bool IsUp
    {
        get
        {
            lock (_lock)
                return _isUp;
        }
    }

    /// <summary>Tells the other node of a login that begins or has begun.</summary>
    /// <param name="kind">Which of the two.</param>
    /// <param name="user">The user.</param>
    /// <param name="epoch">See <see cref="FrameKind.Login"/> and <see cref="FrameKind.Release"/>.</param>
    /// <returns>A task that completes when the other node has answered, or when the connection is lost.</returns>
    public Task AskAsync(FrameKind kind, string user, long epoch) => AskAsync(token => LinkFrame.Create(kind, token, epoch, user), out _);

    /// <summary>Asks the other node a question of an administrator.</summary>
    /// <param name="question">The question.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <returns>Who answers, and the answer; <see langword="null"/> if there is none in time.</returns>
    public async Task<PeerAnswer> AskAsync(string question, TimeSpan timeout)
    {
        Task<string?> answer = AskAsync(token => LinkFrame.TryCreate(FrameKind.Question, token, question), out int token);
        try
        {
            return new PeerAnswer(_peer.Name, await answer.WaitAsync(timeout).ConfigureAwait(false));
        }
        catch (TimeoutException)
        {
            return new PeerAnswer(_peer.Name, null);
        }
        finally
        {
            _asked.TryRemove(token, out _);
        }
    }

    private Task<string?> AskAsync(Func<int, byte[]?> create, out int token)
    {
        token = Interlocked.Increment(ref _token);
        var answer = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _asked[token] = answer;
        if (create(token) is not { } frame || !TrySend(frame))
        {
            _asked.TryRemove(token, out _);
            answer.TrySetResult(null);
        }

        return answer.Task;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _end.Dispose();
        _wake.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            string reason;
            try
            {
                await ConnectAsync().ConfigureAwait(false);
                reason = "closed";
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or InvalidDataException or ObjectDisposedException)
            {
                reason = e.Message;
            }

            TakeDown();
            if (_end.IsCancellationRequested)
                return;
            _log.LinkEnded(_peer.Id, _peer.Address, reason);
            await Task.Delay(Pause, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ConnectAsync()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using (var deadline = CancellationTokenSource.CreateLinkedTokenSource(_end.Token))
        {
            deadline.CancelAfter(MaxConnect);
            await socket.ConnectAsync(IPEndPoint.Parse(_peer.Address), deadline.Token).ConfigureAwait(false);
            await using var handshake = new NetworkStream(socket);
            await LinkHandshake.ConnectAsync(handshake, _node, _peer.Id, _secret, deadline.Token).ConfigureAwait(false);
        }

        await using var stream = new NetworkStream(socket);
        lock (_lock)
            _isUp = true;
        _log.Linked(_peer.Name, _peer.Id);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        Task reading = ReadAsync(stream, end);
        try
        {
            await WriteAsync(stream, end.Token).ConfigureAwait(false);
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WriteAsync(NetworkStream stream, CancellationToken end)
    {
        while (true)
        {
            await _wake.WaitAsync(end).ConfigureAwait(false);
            byte[]? frame;
            lock (_lock)
            {
                if (!_queue.TryDequeue(out frame))
                    continue;
                _queued -= frame.Length;
            }

            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(end);
            deadline.CancelAfter(MaxSend);
            await stream.WriteAsync(frame, deadline.Token).ConfigureAwait(false);
        }
    }

    // Only answers come back.
    private async Task ReadAsync(NetworkStream stream, CancellationTokenSource end)
    {
        try
        {
            while (true)
            {
                (FrameKind kind, byte[] content) = await LinkFrame.ReadAsync(stream, end.Token).ConfigureAwait(false);
                if (kind == FrameKind.LoginSeen)
                    OnAnswer(LinkFrame.ParseLogin(content).Token, null);
                else if (kind == FrameKind.Answer && LinkFrame.ParseText(content) is var (token, text))
                    OnAnswer(token, text);
            }
        }
        finally
        {
            await end.CancelAsync().ConfigureAwait(false);
        }
    }

    private void OnAnswer(int token, string? text)
    {
        if (_asked.TryRemove(token, out TaskCompletionSource<string?>? answer))
            answer.TrySetResult(text);
    }

    private void TakeDown()
    {
        lock (_lock)
        {
            _isUp = false;
            _queue.Clear();
            _queued = 0;
        }

        foreach (int token in _asked.Keys)
            OnAnswer(token, null);
    }
}
