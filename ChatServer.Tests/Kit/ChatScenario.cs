using NUnit.Framework;

namespace ChatServer.Tests.Kit;

/// <summary>A test with a server of its own and any number of people.</summary>
public abstract class ChatScenario(Delivery delivery = Delivery.AsWritten, string encoding = "utf-8", string store = "memory")
{
    protected const string Welcome = "Welcome to SuperSocket Chat Server";
    protected const string LogInFirst = "请先登录以后,再操作。。。";
    protected const string LoggedIn = "登录成功";
    protected const string Kicked = "您的账号已经在他处登录,您已经被踢下线了";
    protected const string NotDelivered = "消息未发送成功";
    protected const string WrongParameters = "参数错误";
    protected const string SpeaksEnglish = "The language is English";
    protected const string ShuttingDown = "服务器正在关闭";

    /// <summary>Name of the encoding that people of this test use.</summary>
    protected string Encoding { get; } = encoding;

    private readonly List<IDisposable> _clients = [];
    private RunningServer? _server;

    /// <summary>The server; started when it is first asked for.</summary>
    protected RunningServer Server => _server ??= new RunningServer(Setup);

    /// <summary>The configuration of the server.</summary>
    protected ServerSetup Setup { get; set; } = new() { Store = store };

    [TearDown]
    public void EndScenario()
    {
        foreach (IDisposable client in _clients)
            client.Dispose();
        _server?.Dispose();
    }

    /// <summary>Somebody connects and is welcomed.</summary>
    protected async Task<ScriptedClient> Connect(string name, string? toEncoding = null, int receiveBuffer = 0)
    {
        ScriptedClient client = await ConnectSilently(name, toEncoding, receiveBuffer);
        await client.Receives(Welcome);
        return client;
    }

    /// <summary>Somebody connects to a node and is welcomed.</summary>
    protected async Task<ScriptedClient> Connect(int node, string name)
    {
        ScriptedClient client = await ScriptedClient.Connect(name, Server.EndPoint(Encoding, node), System.Text.Encoding.GetEncoding(Encoding), delivery, 0);
        lock (_clients)
            _clients.Add(client);
        await client.Receives(Welcome);
        return client;
    }

    /// <summary>Somebody connects, and reads nothing yet.</summary>
    protected async Task<ScriptedClient> ConnectSilently(string name, string? toEncoding = null, int receiveBuffer = 0)
    {
        string chosen = toEncoding ?? Encoding;
        ScriptedClient client = await ScriptedClient.Connect(name, Server.EndPoint(chosen), System.Text.Encoding.GetEncoding(chosen), delivery, receiveBuffer);
        lock (_clients)
            _clients.Add(client);
        return client;
    }

    /// <summary>Somebody connects and logs in, without unconfirmed messages.</summary>
    protected async Task<ScriptedClient> LogIn(string name, string? toEncoding = null, int receiveBuffer = 0)
    {
        ScriptedClient client = await Connect(name, toEncoding, receiveBuffer);
        await client.Sends($"Check {name} secret");
        await client.Receives(LoggedIn);
        return client;
    }

    /// <summary>Somebody who sends datagrams.</summary>
    protected DatagramClient OpenUdp(string name, System.Net.IPEndPoint? by = null, bool isPlain = false)
    {
        var client = new DatagramClient(name, by ?? Server.Udp.Listeners[0].EndPoint) { IsPlain = isPlain };
        lock (_clients)
            _clients.Add(client);
        return client;
    }

    /// <summary>Somebody who has logged in by datagram, without unconfirmed messages.</summary>
    protected async Task<DatagramClient> LogInByUdp(string name)
    {
        DatagramClient client = OpenUdp(name);
        client.Sends($"Check {name} secret");
        await client.Receives(LoggedIn);
        return client;
    }

    /// <summary>Waits until the server knows that somebody has left.</summary>
    protected Task UntilOffline(string name) => Until($"{name} is offline", () => Server.Chats.All(chat => !chat.IsOnline(name)));

    /// <summary>Waits for a condition of the server that no client can see.</summary>
    protected static Task Until(string what, Func<bool> condition) => Wait.Until(condition, what);
}
