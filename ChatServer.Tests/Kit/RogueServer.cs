using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatServer.Tests.Kit;

/// <summary>Something that listens on a port and is no chat server, or a bad one: a test says what it does with each connection, one after another.</summary>
public sealed class RogueServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<Connection, Task> _behave;
    private readonly Task _serving;
    private int _accepted;

    /// <summary>Starts to listen.</summary>
    /// <param name="behave">What it does with a connection, which is closed behind that.</param>
    public RogueServer(Func<Connection, Task> behave)
    {
        _behave = behave;
        _listener.Start();
        _serving = Task.Run(ServeAsync);
    }

    /// <summary>Its address for a client of the library.</summary>
    public Uri Address => new($"chat://{_listener.LocalEndpoint}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                await _behave(new Connection(client.GetStream(), ++_accepted, _end.Token));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The client has gone, or the test is over.
            }
        }
    }

    /// <summary>One connection.</summary>
    /// <param name="stream">Its bytes.</param>
    /// <param name="number">Which one it is, from 1 on.</param>
    /// <param name="end">The play is over.</param>
    public sealed class Connection(Stream stream, int number, CancellationToken end)
    {
        private readonly StreamReader _reader = new(stream);

        /// <summary>Which one it is, from 1 on.</summary>
        public int Number => number;

        /// <summary>The next line; <see langword="null"/> at the end.</summary>
        public async Task<string?> ReadsLine() => await _reader.ReadLineAsync(end);

        /// <summary>Sends text as it is.</summary>
        public async Task Sends(string text) => await stream.WriteAsync(Encoding.UTF8.GetBytes(text), end);

        /// <summary>Behaves as a chat server until somebody is logged in.</summary>
        public async Task LetsIn()
        {
            await Sends("Welcome\r\n");
            await ReadsLine();
            await Sends("{\"type\":\"answer\",\"code\":218}\r\n");
            await ReadsLine();
            string check = await ReadsLine() ?? throw new IOException("It has gone.");
            await Answers(check, 201);
        }

        /// <summary>Answers a request.</summary>
        public Task Answers(string request, int code, string more = "") => Sends($"{{\"type\":\"answer\",\"code\":{code},\"tag\":\"{TagOf(request)}\"{more}}}\r\n");

        /// <summary>Answers everything until the client has gone.</summary>
        public async Task AnswersAll(int code, string more = "")
        {
            while (await ReadsLine() is { } request)
                await Answers(request, code, more);
        }

        private static string TagOf(string request) => (string?)Newtonsoft.Json.Linq.JObject.Parse(request)["tag"] ?? string.Empty;
    }
}
