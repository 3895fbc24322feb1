using System.Net.Sockets;

namespace ChatServer.Benchmarks.Server;

/// <summary>Asks a server for its metrics again and again, as Prometheus does. Disposing of it waits for the last answer.</summary>
internal sealed class MetricsScraper : IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly HttpClient _client;
    private readonly Task _loop;

    /// <summary>Starts.</summary>
    /// <param name="socket">Path of the admin socket.</param>
    /// <param name="interval">Time between two requests.</param>
    public MetricsScraper(string socket, TimeSpan interval)
    {
        var handler = new SocketsHttpHandler { ConnectCallback = (_, cancel) => ConnectAsync(socket, cancel) };
        _client = new HttpClient(handler) { BaseAddress = new Uri("http://localhost") };
        _loop = Task.Run(() => ScrapeAsync(interval));
    }

    /// <summary>Answers until now.</summary>
    public int Count { get; private set; }

    /// <summary>Why the last request failed; <see langword="null"/> if none did.</summary>
    public string? Failure { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _loop.Wait();
        _client.Dispose();
        _end.Dispose();
    }

    private static async ValueTask<Stream> ConnectAsync(string path, CancellationToken cancel)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancel).ConfigureAwait(false);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task ScrapeAsync(TimeSpan interval)
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                await _client.GetByteArrayAsync(new Uri("/metrics", UriKind.Relative), _end.Token).ConfigureAwait(false);
                Count++;
                await Task.Delay(interval, _end.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (_end.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is HttpRequestException or SocketException or TaskCanceledException)
            {
                Failure = e.Message;
                return;
            }
        }
    }
}
