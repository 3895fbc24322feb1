using NUnit.Framework;
using SuperSocket.SocketBase.Config;

namespace Company.Server1.Tests;

public class ChatTests
{
    private ChatServer _server = null!;

    [SetUp]
    public void Start()
    {
        _server = new ChatServer();
        Assert.That(_server.Setup(Config()) && _server.Start(), Is.True);
    }

    [TearDown]
    public void Stop() => _server.Dispose();

    [Test]
    public async Task Alice_writes_to_bob_now_and_while_he_is_away()
    {
        using LineClient alice = await LogInAsync("alice");
        using (LineClient bob = await LogInAsync("bob"))
        {
            await alice.SendAsync("Chat bob hello there");
            Assert.That(await bob.ReadAsync(), Is.EqualTo("alice: hello there"));
        }

        string? answer;
        do
        {
            answer = await alice.AskAsync("Chat bob later\r\nHB");
        }
        while (answer == "HB");
        Assert.That(answer, Is.EqualTo("bob is offline; the message waits"));
        using LineClient back = await LogInAsync("bob");
        Assert.That(await back.ReadAsync(), Is.EqualTo("alice: later"));
    }

    [Test]
    public async Task A_second_login_closes_the_first_session()
    {
        using LineClient first = await LogInAsync("alice");
        using LineClient second = await LogInAsync("alice");
        Assert.That(await first.ReadAsync(), Is.EqualTo("Logged in elsewhere"));
        Assert.That(await first.ReadAsync(), Is.Null);
    }

    [TestCase("HB", "HB")]
    [TestCase("Chat bob hello", "Log in first: Check id password")]
    [TestCase("Check alice", "Check id password")]
    public async Task Before_the_login(string line, string answer)
    {
        using LineClient client = await ConnectAsync();
        Assert.That(await client.AskAsync(line), Is.EqualTo(answer));
    }

    [Test]
    public async Task A_wrong_password_does_not_log_in()
    {
        using LineClient alice = await LogInAsync("alice");
        using LineClient other = await ConnectAsync();
        Assert.That(await other.AskAsync("Check alice guess"), Is.EqualTo("Wrong password"));
    }

    private async Task<LineClient> ConnectAsync()
    {
        LineClient client = await LineClient.ConnectAsync(_server.Listeners[0].EndPoint);
        Assert.That(await client.ReadAsync(), Is.EqualTo("Welcome to the chat"));
        return client;
    }

    private async Task<LineClient> LogInAsync(string id)
    {
        LineClient client = await ConnectAsync();
        Assert.That(await client.AskAsync($"Check {id} secret"), Is.EqualTo("Logged in"));
        return client;
    }

    private static ServerConfig Config() => new()
    {
        Name = "Test",
        TextEncoding = "utf-8",
        Listeners = [new ListenerConfig { Ip = "127.0.0.1", Port = 0 }],
    };
}
