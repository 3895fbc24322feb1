using System.Collections.Concurrent;
using System.Net;
using ChatServer.Client;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>A test of people who use the client library.</summary>
public abstract class ClientScenario : ChatScenario
{
    private readonly ConcurrentBag<IAsyncDisposable> _owned = [];
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-client-");
    private readonly Transport _transport;

    protected ClientScenario(Transport transport, string store = "memory")
        : base(store: store)
    {
        _transport = transport;
        string file = Path.Combine(_directory.FullName, "chat.pfx");
        string certificate = $"<certificate filePath=\"{file}\" password=\"{TestCertificate.Password}\" />";
        switch (transport)
        {
            case Transport.Tls:
                TestCertificate.Write(file);
                Setup = Setup with { ListenerAttributes = "security=\"Tls12,Tls13\"", Elements = certificate };
                break;
            case Transport.WebSocket:
                Setup = Setup with { Web = string.Empty };
                break;
            case Transport.SecureWebSocket:
                TestCertificate.Write(file);
                Setup = Setup with { Web = string.Empty, WebElements = $"<listeners><add ip=\"127.0.0.1\" port=\"0\" security=\"Tls12,Tls13\" /></listeners>{certificate}" };
                break;
        }
    }

    /// <summary>What the clients log.</summary>
    protected RecordingLoggerFactory ClientLog { get; } = new();

    [TearDown]
    public async Task CloseClients()
    {
        foreach (IAsyncDisposable owned in _owned)
            await owned.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    /// <summary>Where the server listens for this transport.</summary>
    protected IPEndPoint ServerEndPoint => _transport is Transport.WebSocket or Transport.SecureWebSocket ? Server.Web.Listeners[0].EndPoint : Server.EndPoint("utf-8");

    /// <summary>A bad network before the server.</summary>
    protected FlakyProxy StartProxy()
    {
        var proxy = new FlakyProxy(() => ServerEndPoint);
        _owned.Add(proxy);
        return proxy;
    }

    /// <summary>How somebody connects; impatient, so that tests are short.</summary>
    protected ChatClientOptions OptionsOf(string name, FlakyProxy? via = null) => new()
    {
        Server = Address(via?.EndPoint ?? ServerEndPoint),
        Id = name,
        Password = "secret",
        HeartbeatInterval = TimeSpan.FromSeconds(0.5),
        DeadAfter = TimeSpan.FromSeconds(2),
        ConnectTimeout = TimeSpan.FromSeconds(Deadline.DefaultSeconds),
        FirstPause = TimeSpan.FromMilliseconds(20),
        MaxPause = TimeSpan.FromMilliseconds(200),
        ValidateCertificate = (_, certificate, _, _) => certificate?.Subject == TestCertificate.Subject,
        LoggerFactory = ClientLog,
    };

    /// <summary>Somebody connects and logs in.</summary>
    protected Task<ChatClient> LogInAsClient(string name, FlakyProxy? via = null) => LogInAsClient(OptionsOf(name, via));

    /// <summary>Somebody connects and logs in.</summary>
    protected async Task<ChatClient> LogInAsClient(ChatClientOptions options)
    {
        ChatClient client = await ChatClient.ConnectAsync(options, Soon);
        _owned.Add(client);
        return client;
    }

    /// <summary>Ends what takes too long.</summary>
    protected static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(3 * Deadline.DefaultSeconds)).Token;

    /// <summary>The next message.</summary>
    protected static async Task<ChatMessage> Next(ChatClient client)
    {
        await foreach (ChatMessage message in client.Messages.WithCancellation(Soon))
            return message;
        throw new AssertionException("the messages have ended");
    }

    /// <summary>The next event of a kind; others are left out.</summary>
    protected static async Task<T> NextEvent<T>(ChatClient client, Predicate<T>? condition = null)
        where T : ChatEvent
    {
        await foreach (ChatEvent chatEvent in client.Events.WithCancellation(Soon))
        {
            if (chatEvent is T event_ && condition?.Invoke(event_) != false)
                return event_;
        }

        throw new AssertionException("the events have ended");
    }

    private Uri Address(IPEndPoint endPoint) => _transport switch
    {
        Transport.Tcp => new Uri($"chat://{endPoint}"),
        Transport.Tls => new Uri($"chats://{endPoint}"),
        Transport.WebSocket => new Uri($"ws://{endPoint}/ws"),
        _ => new Uri($"wss://{endPoint}/ws"),
    };
}

/// <summary>How bytes travel.</summary>
public enum Transport
{
    /// <summary>Lines over TCP.</summary>
    Tcp,

    /// <summary>Lines over TCP inside of TLS.</summary>
    Tls,

    /// <summary>WebSocket.</summary>
    WebSocket,

    /// <summary>WebSocket inside of TLS.</summary>
    SecureWebSocket,
}
