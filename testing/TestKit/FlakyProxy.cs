using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>A bad network before a server: passes bytes on, and cuts, resets, stalls and delays links on command or by chance.</summary>
public sealed partial class FlakyProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Func<IPEndPoint> _server;
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentDictionary<Link, Task> _links = new();
    private readonly Task _accepting;
    private int _accepted;
    private int _heldLogins;

    /// <summary>Starts to listen.</summary>
    /// <param name="server">Where the server listens now.</param>
    public FlakyProxy(Func<IPEndPoint> server)
    {
        _server = server;
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where clients connect.</summary>
    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    /// <summary>How many links there were.</summary>
    public int Accepted => Volatile.Read(ref _accepted);

    /// <summary>At most so many bytes are passed on at once; 0 for as they come.</summary>
    public int PieceSize { get; set; }

    /// <summary>How long bytes take.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Whether new links are stalled from their start.</summary>
    public bool StallsNewLinks { get; set; }

    /// <summary>Whether links are stalled towards the server behind the first bytes, which come before the login (not with TLS).</summary>
    public bool HoldsLogins { get; set; }

    /// <summary>How many logins were held back.</summary>
    public int HeldLogins => Volatile.Read(ref _heldLogins);

    /// <summary>Whether new links are reset at once.</summary>
    public bool RefusesNewLinks { get; set; }

    /// <summary>Ends all links in order.</summary>
    public void Cut() => ForAll(link => link.Cut());

    /// <summary>Ends all links with a reset.</summary>
    public void Reset() => ForAll(link => link.Reset());

    /// <summary>Ends one link with a reset.</summary>
    /// <param name="random">Chooses it.</param>
    public void ResetOne(Random random)
    {
        Link[] links = [.. _links.Keys];
        if (links.Length > 0)
            links[random.Next(links.Length)].Reset();
    }

    /// <summary>Passes nothing on, until <see cref="Resume"/>; the links stay open.</summary>
    /// <param name="toServer">What clients send.</param>
    /// <param name="toClient">What the server sends.</param>
    public void Stall(bool toServer = true, bool toClient = true) => ForAll(link => link.Stall(toServer, toClient));

    /// <summary>Passes on what was held back, and what comes.</summary>
    public void Resume() => ForAll(link => link.Resume());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _listener.Stop();
        await _accepting.ConfigureAwait(false);
        foreach ((Link link, Task running) in _links)
        {
            link.Reset();
            await running.ConfigureAwait(false);
        }

        _end.Dispose();
    }

    private void ForAll(Action<Link> action)
    {
        foreach ((Link link, _) in _links)
            action(link);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                Socket client = await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false);
                Interlocked.Increment(ref _accepted);
                var link = new Link(this, client);
                if (StallsNewLinks)
                    link.Stall(toServer: true, toClient: true);
                if (RefusesNewLinks)
                    link.Reset();
                else
                    _links[link] = Task.Run(() => RunAsync(link));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The play is over.
        }
    }

    private async Task RunAsync(Link link)
    {
        await link.RunAsync(_server()).ConfigureAwait(false);
        _links.TryRemove(link, out _);
    }
}
