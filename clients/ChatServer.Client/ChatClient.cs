using System.Threading.Channels;
using ChatServer.Client.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ChatServer.Client;

/// <summary>
/// A user of a chat server. It stays logged in: when the link is lost it connects again by itself, repeats what has no reply, and drops what comes
/// twice, until it is disposed of or the server refuses it for good. Thread-safe.
/// </summary>
/// <remarks>
/// Each message that is sent is stored once, and each one that is received reaches the program once, in the order of its sender. The limits of that:
/// a message that the program took but did not confirm comes again when the program runs the next time, and a server that keeps messages in memory
/// only loses them when it ends.
/// </remarks>
public sealed partial class ChatClient : IAsyncDisposable
{
    private const int MaxEvents = 1024;

    // What is under way when the client is disposed of may still be answered within this.
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    private readonly ChatClientOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _lifetime = new();
    private readonly Channel<ChatEvent> _events = Channel.CreateBounded<ChatEvent>(new BoundedChannelOptions(MaxEvents) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly Outbox _outbox;
    private readonly Inbox _inbox;
    private readonly Lazy<Task> _disposal;
    private Task _running = Task.CompletedTask;
    private volatile ChatState _state = ChatState.Reconnecting;

    private ChatClient(ChatClientOptions options)
    {
        options.Validate();
        _options = options;
        _time = options.TimeProvider;
        _log = (ILogger?)options.LoggerFactory?.CreateLogger<ChatClient>() ?? NullLogger.Instance;
        _servers = new ServerList(options.Servers, Random.Shared);
        _dialer = new Dialer(options, _servers);
        _backoff = new Backoff(options.FirstPause, options.MaxPause, Random.Shared.NextDouble);
        _inbox = new Inbox(options.MaxBuffered, options.MaxBufferedBytes, AskAgain);
        _outbox = new Outbox(options.MaxUnderWay, _inbox.Settle);
        _disposal = new Lazy<Task>(EndAsync);
    }

    /// <summary>Who is logged in.</summary>
    public string Id => _options.Id;

    /// <summary>Whether the client is logged in. That a link is dead shows after <see cref="ChatClientOptions.DeadAfter"/> at the latest.</summary>
    public ChatState State => _state;

    /// <summary>
    /// Events in their order. Each goes to one reader. Of events that nobody reads, the last 1024 are kept. The stream ends when the client is closed.
    /// </summary>
    public IAsyncEnumerable<ChatEvent> Events => _events.Reader.ReadAllAsync();

    /// <summary>What waits for the program, for tests.</summary>
    internal Inbox Inbox => _inbox;

    /// <summary>Connects and logs in. Tries each of several servers once.</summary>
    /// <param name="options">Where and as whom.</param>
    /// <param name="cancellationToken">Stops the attempt.</param>
    /// <returns>The client, online.</returns>
    /// <exception cref="ChatException">The server refuses the login, or cannot be reached. It is not tried again.</exception>
    /// <exception cref="ArgumentException">The options are wrong.</exception>
    public static async Task<ChatClient> ConnectAsync(ChatClientOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var client = new ChatClient(options);
        var online = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client._running = Task.Run(() => client.RunAsync(online), CancellationToken.None);
        try
        {
            await online.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            return client;
        }
        catch
        {
            await client.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>
    /// Logs out. While the client is online, what is under way gets up to 5 s to be answered; then it fails with <see cref="ObjectDisposedException"/>, and
    /// so do later calls. Messages that were not confirmed stay at the server.
    /// </summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private async Task EndAsync()
    {
        var why = new ObjectDisposedException(nameof(ChatClient));
        _inbox.Close(null);
        _outbox.Close(why);
        if (_state == ChatState.Online)
            await Task.WhenAny(_outbox.WhenIdleAsync(), Task.Delay(Farewell, _time), _running).ConfigureAwait(false);
        await _lifetime.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _outbox.Fail(why);
        _lifetime.Dispose();
    }
}
