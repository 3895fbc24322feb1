using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using NUnit.Framework;

namespace SuperSocket.Tests.Samples;

/// <summary>The programs of samples/SocketBasics, and clients as people write them who learn sockets.</summary>
public sealed class SocketBasicsTests
{
    private const string Sample = "SocketBasics";

    private static SampleProcess _shared = null!;

    private readonly List<IDisposable> _owned = [];
    private SampleProcess _sample = _shared;

    [OneTimeSetUp]
    public static async Task Start() => _shared = await SampleProcess.StartAsync(Sample);

    [TearDown]
    public void Leave()
    {
        foreach (IDisposable each in _owned)
            each.Dispose();
        _owned.Clear();
    }

    [OneTimeTearDown]
    public static async Task End()
    {
        int exitCode = await _shared.EndAsync();
        string output = _shared.Output;
        _shared.Dispose();
        Assert.That(exitCode, Is.Zero, output);
        Assert.That(output, Does.Not.Contain("Exception"));
    }

    [TestCase("x")]
    [TestCase("Hello Server!")]
    [TestCase("Hello Server!\n")]
    [TestCase("你好\r\n")]
    [TestCase("text\0")]
    public async Task Hello_answers_any_data_and_closes(string data)
        => Assert.That(await Ask("Hello", data), Is.EqualTo("Hello Client!"));

    [TestCase("x")]
    [TestCase("Hello Server!\n\0")]
    public async Task Connected_answers_26_bytes_and_closes(string data)
    {
        string answer = await Ask("Connected", data);
        Assert.That(answer, Is.EqualTo("Hello,you are connected!\n\0"));
        Assert.That(answer, Has.Length.EqualTo(26));
    }

    [Test]
    public async Task Data_far_beyond_the_buffer_do_not_cost_the_client_its_answer([Values("Hello", "Connected")] string server)
        => Assert.That(await Ask(server, new string('x', 200_000)), Does.StartWith("Hello"));

    [Test]
    public async Task Welcome_speaks_first_reads_one_line_and_closes()
    {
        Socket client = Connect("Welcome");
        Assert.That(await Read(client, 8), Is.EqualTo("welcome!"));
        await Send(client, "a ");
        await Send(client, "line\nand more");
        Assert.That(await ReadToEnd(client), Is.Empty);
        await _sample.UntilLineAsync("Welcome read: a line");
    }

    [Test]
    public async Task Welcome_serves_a_client_without_line_ends_that_pauses_or_finishes([Values] bool finishes)
    {
        Socket client = Connect("Welcome");
        string text = $"no end {finishes}";
        Assert.That(await Read(client, 8), Is.EqualTo("welcome!"));
        await Send(client, text);
        if (finishes)
            client.Shutdown(SocketShutdown.Send);
        Assert.That(await ReadToEnd(client), Is.Empty);
        await _sample.UntilLineAsync($"Welcome read: {text}");
    }

    [Test]
    public async Task Twenty_rounds_are_twenty_whatever_the_client_sends()
    {
        const string Greeting = "welcome !!!\n\0", Question = "Please enter the data:\0";
        Socket client = Connect("TwentyRounds");
        Assert.That(await Read(client, Greeting.Length), Is.EqualTo(Greeting));
        for (int i = 0; i < 20; i++)
        {
            await Send(client, "123456"[..(1 + (i % 6))]);
            Assert.That(await Read(client, Question.Length), Is.EqualTo(Question));
        }

        Assert.That(await ReadToEnd(client), Is.Empty);
    }

    // 13 bytes are read as 6, 6 and 1; 119 are nineteen times 6, and 5.
    [TestCase(13, 3)]
    [TestCase(119, 20)]
    [TestCase(5000, 20)]
    public async Task Twenty_rounds_reads_at_most_six_bytes_at_a_time(int bytes, int answers)
    {
        Socket client = Connect("TwentyRounds");
        await Send(client, new string('x', bytes));
        client.Shutdown(SocketShutdown.Send);
        string all = await ReadToEnd(client);
        Assert.That(all, Is.EqualTo("welcome !!!\n\0" + string.Concat(Enumerable.Repeat("Please enter the data:\0", answers))));
    }

    [Test]
    public async Task Conversation_prints_what_it_receives_and_the_operator_answers_until_stop()
    {
        await StartOwn();
        Socket first = Connect("Conversation");
        await Send(first, "Hello, operator");
        await _sample.UntilLineAsync("Hello, operator");
        await _sample.TypeAsync("你好, client");
        Assert.That(await Read(first, Encoding.UTF8.GetByteCount("你好, client\n")), Is.EqualTo("你好, client\n"));
        Socket second = Connect("Conversation");
        await Send(second, "I am new\n");
        await _sample.UntilLineAsync("I am new");
        await _sample.TypeAsync("stop");
        Assert.That(await ReadToEnd(second), Is.Empty);
        await _sample.TypeAsync("anybody?");
        await _sample.UntilLineAsync("Nobody is there to answer.");
        await Send(first, "I am \u001b[31mstill here");
        await _sample.UntilLineAsync("I am ?[31mstill here");
    }

    [Test]
    public async Task UDP_chat_prints_the_sender_and_the_text_and_the_operators_line_goes_back()
    {
        await StartOwn();
        using var peer = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        byte[] hello = Encoding.UTF8.GetBytes("你好");
        await peer.SendAsync(hello, _sample.EndPoints["UdpChat"]);
        await _sample.UntilLineAsync($"{peer.Client.LocalEndPoint}你好");
        await _sample.TypeAsync("hello back");
        using var deadline = new CancellationTokenSource(Deadline.Default);
        UdpReceiveResult answer = await peer.ReceiveAsync(deadline.Token);
        Assert.That(Encoding.UTF8.GetString(answer.Buffer), Is.EqualTo("hello back"));
        Assert.That(answer.RemoteEndPoint, Is.EqualTo(_sample.EndPoints["UdpChat"]));
    }

    [Test]
    public async Task The_UDP_peer_speaks_first_and_prints_the_answer()
    {
        await StartOwn();
        IPEndPoint server = _sample.EndPoints["UdpChat"];
        using SampleProcess peer = SampleProcess.StartClient(Sample, "udp", "0", "127.0.0.1", Port(server));
        await Wait.Until(() => peer.EndPoints.ContainsKey("UdpPeer"), "the peer listens");
        await peer.TypeAsync("Anybody there?");
        await _sample.UntilLineAsync($"{peer.EndPoints["UdpPeer"]}Anybody there?");
        await _sample.TypeAsync("I am.");
        await peer.UntilLineAsync($"{server}I am.");
        Assert.That(await peer.EndAsync(), Is.Zero);
    }

    [TestCase("quit")]
    [TestCase("exit")]
    public async Task The_line_client_prints_a_line_of_answer_for_each_line(string end)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using SampleProcess client = SampleProcess.StartClient(Sample, "client", "127.0.0.1", Port((IPEndPoint)listener.LocalEndpoint));
        using var deadline = new CancellationTokenSource(Deadline.Default);
        using TcpClient connection = await listener.AcceptTcpClientAsync(deadline.Token);
        using var reader = new StreamReader(connection.GetStream());
        foreach (string line in new[] { "one", "二" })
        {
            await client.TypeAsync(line);
            Assert.That(await reader.ReadLineAsync(deadline.Token), Is.EqualTo(line));
            await connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"answer to {line}\r\n"), deadline.Token);
            await client.UntilLineAsync($"answer to {line}");
        }

        await client.TypeAsync(end);
        Assert.That(await client.WhenEndedAsync(), Is.Zero);
        Assert.That(await reader.ReadLineAsync(deadline.Token), Is.Null);
    }

    [Test]
    public async Task The_line_client_talks_with_the_hello_server()
    {
        using SampleProcess client = SampleProcess.StartClient(Sample, "client", "127.0.0.1", Port(_sample.EndPoints["Hello"]));
        await client.TypeAsync("hi");
        await client.UntilLineAsync("Hello Client!");
        await client.TypeAsync("and now?");
        Assert.That(await client.WhenEndedAsync(), Is.EqualTo(1));
        Assert.That(client.Output, Does.Contain("The server has closed the connection."));
    }

    // What the operator types goes to whoever was heard last, so each operator has a process.
    private async Task StartOwn()
    {
        _sample = await SampleProcess.StartAsync(Sample);
        _owned.Add(_sample);
    }

    private static string Port(IPEndPoint endPoint) => endPoint.Port.ToString(CultureInfo.InvariantCulture);

    private static async Task Send(Socket client, string text) => await client.SendAsync(Encoding.UTF8.GetBytes(text));

    // Connects, sends, reads until the server closes.
    private async Task<string> Ask(string server, string data)
    {
        Socket client = Connect(server);
        Task sending = Send(client, data);
        string answer = await ReadToEnd(client);
        try
        {
            await sending;
        }
        catch (SocketException)
        {
            // The server had its answer ready before everything was sent.
        }

        return answer;
    }

    private Socket Connect(string server)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _owned.Add(client);
        client.Connect(_sample.EndPoints[server]);
        return client;
    }

    private static async Task<string> Read(Socket client, int bytes)
    {
        byte[] buffer = new byte[bytes];
        int length = 0;
        using var deadline = new CancellationTokenSource(Deadline.Default);
        while (length < bytes)
        {
            int received = await client.ReceiveAsync(buffer.AsMemory(length), deadline.Token);
            if (received == 0)
                break;
            length += received;
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static Task<string> ReadToEnd(Socket client) => Read(client, 100_000);
}
