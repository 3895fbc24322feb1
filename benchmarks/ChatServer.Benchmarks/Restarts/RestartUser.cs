using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using ChatServer.Client;

namespace ChatServer.Benchmarks.Restarts;

/// <summary>
/// A user with the client library, as a program of somebody else would use it: sends numbered messages at a fixed rate, reads and confirms those of the
/// partner, and comes back by itself.
/// </summary>
internal sealed class RestartUser : IAsyncDisposable
{
    private readonly ChatClient _client;
    private readonly RestartUser?[] _partner = new RestartUser?[1];
    private readonly ConcurrentDictionary<int, int> _received = new();
    private readonly ConcurrentDictionary<int, bool> _acknowledged = new();
    private readonly Task _reading;
    private long _lastAcknowledged = Stopwatch.GetTimestamp();
    private long _longestPause;
    private long _duplicates;
    private int _next;

    private RestartUser(ChatClient client)
    {
        _client = client;
        _reading = Task.Run(ReadAsync);
    }

    /// <summary>Messages that the server has acknowledged.</summary>
    public int Acknowledged => _acknowledged.Count;

    /// <summary>Messages that came twice.</summary>
    public long Duplicates => Volatile.Read(ref _duplicates);

    /// <summary>The longest time between two acknowledgements since the last reset.</summary>
    public TimeSpan LongestPause => Stopwatch.GetElapsedTime(0, Volatile.Read(ref _longestPause));

    /// <summary>Whether something that was sent after a moment is acknowledged.</summary>
    /// <param name="moment">A timestamp of <see cref="Stopwatch"/>.</param>
    public bool IsBackSince(long moment) => _client.State == ChatState.Online && Volatile.Read(ref _lastAcknowledged) > moment;

    /// <summary>Connects a user. The first login makes the account.</summary>
    /// <param name="server">The server.</param>
    /// <param name="id">The id.</param>
    public static async Task<RestartUser> ConnectAsync(IPEndPoint server, string id)
        => new(await ChatClient.ConnectAsync(new ChatClientOptions
        {
            Server = new Uri($"chat://{server}"),
            Id = id,
            Password = "password-of-" + id,
            ConnectTimeout = TimeSpan.FromSeconds(60),
            MaxPause = TimeSpan.FromSeconds(5),
        }).ConfigureAwait(false));

    /// <summary>Makes two users partners.</summary>
    public static void Pair(RestartUser first, RestartUser second) => (first._partner[0], second._partner[0]) = (second, first);

    /// <summary>Starts to measure the pauses again.</summary>
    public void ResetPause() => Volatile.Write(ref _longestPause, 0);

    /// <summary>Sends messages until the end, each at its time or when the one before is acknowledged.</summary>
    /// <param name="interval">Time between two.</param>
    /// <param name="start">Delay of the first.</param>
    /// <param name="end">Ends it.</param>
    public async Task SendAsync(TimeSpan interval, TimeSpan start, CancellationToken end)
    {
        try
        {
            await Task.Delay(start, end).ConfigureAwait(false);
            Volatile.Write(ref _lastAcknowledged, Stopwatch.GetTimestamp());
            while (!end.IsCancellationRequested)
            {
                int number = _next++;
                await _client.SendAsync(_partner[0]!._client.Id, number.ToString(CultureInfo.InvariantCulture), CancellationToken.None).ConfigureAwait(false);
                long now = Stopwatch.GetTimestamp();
                _acknowledged[number] = true;
                Volatile.Write(ref _longestPause, Math.Max(Volatile.Read(ref _longestPause), now - _lastAcknowledged));
                Volatile.Write(ref _lastAcknowledged, now);
                await Task.Delay(interval, end).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
        }
    }

    /// <summary>Counts acknowledged messages that the partner has not received.</summary>
    public int CountLost() => _acknowledged.Keys.Count(number => !_partner[0]!._received.ContainsKey(number));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReadAsync()
    {
        await foreach (ChatMessage message in _client.Messages.ConfigureAwait(false))
        {
            if (_received.AddOrUpdate(int.Parse(message.Text, CultureInfo.InvariantCulture), 1, static (_, count) => count + 1) > 1)
                Interlocked.Increment(ref _duplicates);
        }
    }
}
