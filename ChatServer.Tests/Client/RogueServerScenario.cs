using ChatServer.Client;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>A scenario test of the client library with a server that behaves as the test says.</summary>
/// <param name="seconds">How long anything may take.</param>
public abstract class RogueServerScenario(double seconds)
{
    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>What the clients log.</summary>
    protected RecordingLoggerFactory Log { get; } = new();

    /// <summary>The longest line that clients accept; <see langword="null"/> for the default.</summary>
    protected int? MaxLineBytes { get; init; }

    /// <summary>Ends when what is waited for takes too long.</summary>
    protected CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(seconds)).Token;

    [TearDown]
    public async Task CloseAll()
    {
        foreach (IAsyncDisposable owned in Enumerable.Reverse(_owned))
            await owned.DisposeAsync();
        _owned.Clear();
    }

    /// <summary>Starts a server, and a client that logs in to it.</summary>
    /// <param name="behave">What the server does with a connection.</param>
    protected async Task<ChatClient> Connect(Func<RogueServer.Connection, Task> behave)
    {
        var server = new RogueServer(behave);
        _owned.Add(server);
        var options = new ChatClientOptions
        {
            Server = server.Address,
            Id = "romeo",
            Password = "secret",
            FirstPause = TimeSpan.FromMilliseconds(10),
            LoggerFactory = Log,
        };
        ChatClient client = await ChatClient.ConnectAsync(MaxLineBytes is { } max ? options with { MaxLineBytes = max } : options, Soon);
        _owned.Add(client);
        return client;
    }
}
