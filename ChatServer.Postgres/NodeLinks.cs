using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using ChatServer.Core;
using ChatServer.Core.Storage;
using Microsoft.Extensions.Logging;

namespace ChatServer.Postgres;

/// <summary>
/// The connections between this node and the others: one in each direction. They make things fast. Nothing is lost if they are down. Thread-safe.
/// </summary>
internal sealed class NodeLinks : IAsyncDisposable
{
    // Connections that have not yet proved to know the secret.
    private const int MaxUnknown = 32;

    private static readonly TimeSpan MaxHandshake = TimeSpan.FromSeconds(5);

    private readonly StoreOptions _options;
    private readonly int _node;
    private readonly Action<StoredBatch> _onBatch;
    private readonly Action _onPeer;
    private readonly IDurability _durability;
    private volatile bool _isUpdated;
    private readonly ChatReplica _replica;
    private readonly ILogger _log;
    private readonly ConcurrentDictionary<int, NodeLink> _links = new();
    private readonly ConcurrentDictionary<Socket, Task> _accepted = new();
    private readonly ConcurrentDictionary<int, bool> _peers = new();
    private readonly SemaphoreSlim _unknown = new(MaxUnknown);
    private readonly CancellationTokenSource _end = new();
    private readonly Socket _listener;
    private readonly Task _accepting;

    /// <summary>Starts to accept connections.</summary>
    /// <param name="listener">From <see cref="Listen"/>.</param>
    /// <param name="options">The options of the store.</param>
    /// <param name="node">This node.</param>
    /// <param name="onBatch">Receives the batches of other nodes.</param>
    /// <param name="onPeer">Called when another node has connected.</param>
    /// <param name="replica">Receives the rest.</param>
    /// <param name="durability">Knows what this node has stored.</param>
    /// <param name="log">Receives log lines about connections.</param>
    public NodeLinks(
        Socket listener, StoreOptions options, int node, Action<StoredBatch> onBatch, Action onPeer, ChatReplica replica, IDurability durability, ILogger log)
    {
        _options = options;
        _node = node;
        _onBatch = onBatch;
        _onPeer = onPeer;
        _durability = durability;
        _replica = replica;
        _log = log;
        _listener = listener;
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Listens on an address.</summary>
    /// <param name="address">Address and port; port 0 for one that the system chooses.</param>
    /// <exception cref="StoreException">The address cannot be used.</exception>
    public static Socket Listen(string address)
    {
        var listener = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(IPEndPoint.Parse(address));
            listener.Listen();
            return listener;
        }
        catch (SocketException e)
        {
            listener.Dispose();
            throw new StoreException($"address=\"{address}\" in <store> cannot be used: {e.Message}", e);
        }
    }

    /// <summary>Sends a batch to all other nodes.</summary>
    public void Send(StoredBatch batch)
    {
        if (_links.IsEmpty || batch.Length > LinkFrame.MaxLength)
            return;
        SendToAll(LinkFrame.Create(batch));
    }

    /// <summary>Tells all other nodes of a delivery.</summary>
    public void SendDelivered(Guid id, string from, string to, bool isToGroup)
    {
        if (!_links.IsEmpty)
            SendToAll(LinkFrame.Create(id, from, to, isToGroup));
    }

    /// <summary>Tells all other nodes of logins, so that earlier ones there end.</summary>
    /// <param name="logins">The users, with the numbers of their logins, and with the nodes where they were.</param>
    public Task AnnounceAsync(Dictionary<string, (long Epoch, int OldNode, long OldEpoch)> logins)
        => Task.WhenAll(
            from login in logins
            from link in _links.Values
            select link.AskAsync(FrameKind.Login, login.Key, login.Value.Epoch));

    /// <summary>Asks the nodes where users are logged in to end these logins and to store what they have sent.</summary>
    /// <param name="logins">The users, with the nodes and the numbers of their logins there.</param>
    public Task ReleaseAsync(IEnumerable<(string User, int Node, long Epoch)> logins)
        => Task.WhenAll(logins.Select(login
            => _links.TryGetValue(login.Node, out NodeLink? link) ? link.AskAsync(FrameKind.Release, login.User, login.Epoch) : Task.CompletedTask));

    /// <summary>Asks all other living nodes a question of an administrator.</summary>
    /// <param name="question">The question.</param>
    /// <param name="timeout">How long to wait for each.</param>
    public async Task<IReadOnlyList<PeerAnswer>> AskAllAsync(string question, TimeSpan timeout)
    {
        PeerAnswer[] answers = await Task.WhenAll(_links.Values.Select(link => link.AskAsync(question, timeout))).ConfigureAwait(false);
        return [.. answers.OrderBy(answer => answer.Name, StringComparer.Ordinal)];
    }

    /// <summary>Whether there are connections from and to all other living nodes. Not before these are known.</summary>
    public bool IsComplete => _isUpdated && _links.All(link => link.Value.IsUp && _peers.ContainsKey(link.Key));

    /// <summary>Answers a question of another node; <see langword="null"/> if nobody can.</summary>
    public Func<string, Task<string>>? Answer { get; set; }

    /// <summary>Number of connections from this node that are up.</summary>
    public int UpCount => _links.Count(link => link.Value.IsUp);

    /// <summary>These other nodes live.</summary>
    public void Update(IEnumerable<BatchFollower.NodeRow> nodes)
    {
        var living = new HashSet<int>();
        foreach (BatchFollower.NodeRow node in nodes.Where(node => node.Address.Length > 0))
        {
            living.Add(node.Id);
            if (!_links.ContainsKey(node.Id) && !_end.IsCancellationRequested)
                _links[node.Id] = new NodeLink(_node, node, _options.Secret, _log);
        }

        _isUpdated = true;
        foreach (int node in _links.Keys.Where(node => !living.Contains(node)).ToArray())
        {
            if (_links.TryRemove(node, out NodeLink? link))
                _ = Task.Run(async () => await link.DisposeAsync().ConfigureAwait(false));
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        foreach (NodeLink link in _links.Values)
            await link.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_accepted.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _unknown.Dispose();
        _end.Dispose();
    }

    private void SendToAll(byte[] frame)
    {
        foreach ((_, NodeLink link) in _links)
            link.TrySend(frame);
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            Socket socket;
            try
            {
                await _unknown.WaitAsync(_end.Token).ConfigureAwait(false);
                socket = await _listener.AcceptAsync(_end.Token).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                _unknown.Release();
                continue;
            }

            socket.NoDelay = true;
            _accepted[socket] = Task.Run(async () =>
            {
                await ServeAsync(socket).ConfigureAwait(false);
                _accepted.TryRemove(socket, out _);
            });
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        string? endPoint = socket.RemoteEndPoint?.ToString();
        int peer = 0;
        try
        {
            try
            {
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                deadline.CancelAfter(MaxHandshake);
                peer = await LinkHandshake.AcceptAsync(stream, _node, _options.Secret, deadline.Token).ConfigureAwait(false);
            }
            finally
            {
                _unknown.Release();
            }

            _peers[peer] = true;
            _onPeer();
            using var writing = new SemaphoreSlim(1);
            while (true)
            {
                (FrameKind kind, byte[] content) = await LinkFrame.ReadAsync(stream, _end.Token).ConfigureAwait(false);
                if (kind is FrameKind.Login or FrameKind.Release or FrameKind.Question)
                    _ = AnswerAsync(peer, kind, content, stream, writing);
                else
                    Handle(kind, content);
            }
        }
        catch (InvalidDataException e)
        {
            _log.RefusedLink(endPoint, e.Message);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The other node connects again.
        }
        finally
        {
            if (peer != 0)
                _peers.TryRemove(peer, out _);
        }
    }

    private void Handle(FrameKind kind, byte[] content)
    {
        if (kind == FrameKind.Batch)
        {
            _onBatch(StoredBatch.Parse(content));
        }
        else if (kind == FrameKind.Delivered)
        {
            (Guid id, string from, string to, bool isToGroup) = LinkFrame.ParseDelivered(content);
            _replica.OnDelivered(id, from, to, isToGroup);
        }
    }

    // Does not hold up the batches that follow.
    private async Task AnswerAsync(int peer, FrameKind kind, byte[] content, NetworkStream stream, SemaphoreSlim writing)
    {
        try
        {
            byte[]? frame = await (kind == FrameKind.Question ? AnswerAsync(content) : EndAsync(peer, kind, content)).ConfigureAwait(false);
            if (frame == null)
                return;
            await writing.WaitAsync(_end.Token).ConfigureAwait(false);
            try
            {
                await stream.WriteAsync(frame, _end.Token).ConfigureAwait(false);
            }
            finally
            {
                writing.Release();
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidDataException or StoreException)
        {
            // The other node does not wait for long.
        }
    }

    // Ends an earlier login.
    private async Task<byte[]?> EndAsync(int peer, FrameKind kind, byte[] content)
    {
        (int token, long epoch, string user) = LinkFrame.ParseLogin(content);
        if (kind == FrameKind.Login)
        {
            // In this order: see PostgresStore.EndIfOvertaken.
            _replica.Remote.Add(user, peer, epoch);
            _replica.Kick(user, epoch - 1, isOvertaken: true);
        }
        else
        {
            // The session is told that it was kicked when what it has sent is stored, so that it gets its replies.
            await _durability.WhenDurableAsync(_durability.Appended).ConfigureAwait(false);
            _replica.Kick(user, epoch, isOvertaken: false);
            await _durability.WhenDurableAsync(_durability.Appended).ConfigureAwait(false);
        }

        return LinkFrame.Create(FrameKind.LoginSeen, token, epoch, string.Empty);
    }

    private async Task<byte[]?> AnswerAsync(byte[] content)
    {
        (int token, string question) = LinkFrame.ParseText(content);
        return Answer is { } answer ? LinkFrame.TryCreate(FrameKind.Answer, token, await answer(question).ConfigureAwait(false)) : null;
    }
}
