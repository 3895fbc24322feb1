using System.Net;
using System.Net.WebSockets;
using System.Text;
using NUnit.Framework;

namespace SuperSocket.Tests.Samples;

/// <summary>Every sample does what the comment at its top says.</summary>
public sealed class SampleTests
{
    private readonly List<IDisposable> _owned = [];

    [TearDown]
    public void EndEverything() => _owned.AsEnumerable().Reverse().ToList().ForEach(item => item.Dispose());

    [Test]
    public async Task WebSocketChat_sends_to_all_and_answers_with_tokens()
    {
        SampleProcess sample = await StartAsync("WebSocketChat");
        using ClientWebSocket alice = await OpenAsync("alice");
        using ClientWebSocket bob = await OpenAsync("bob");
        Assert.That(alice.SubProtocol, Is.EqualTo("chat"));

        await SendAsync(alice, "SAY hello");
        Assert.That(await ReadAsync(alice), Is.EqualTo("alice: hello"));
        Assert.That(await ReadAsync(bob), Is.EqualTo("alice: hello"));
        await SendAsync(bob, "WHO-7");
        Assert.That(await ReadAsync(bob), Does.Match("""^WHO-7 \["(alice","bob|bob","alice)"\]$"""));
        await SendAsync(bob, "DANCE");
        Assert.That(await ReadAsync(bob), Is.EqualTo("There is no command DANCE."));
        await AssertEndsAsync(sample);

        async Task<ClientWebSocket> OpenAsync(string name)
        {
            var socket = new ClientWebSocket();
            socket.Options.AddSubProtocol("chat");
            await socket.ConnectAsync(new Uri($"ws://{sample.EndPoints["Room"]}/?name={name}"), CancellationToken.None);
            return socket;
        }

        static Task SendAsync(ClientWebSocket socket, string text)
            => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

        static async Task<string> ReadAsync(ClientWebSocket socket)
        {
            byte[] buffer = new byte[1000];
            int received = (await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Deadline.Default)).Count;
            return Encoding.UTF8.GetString(buffer, 0, received);
        }
    }

    [Test]
    public async Task AspNetCore_shares_a_service_between_sockets_and_web()
    {
        SampleProcess sample = await SampleProcess.StartAsync("AspNetCore", ["http://127.0.0.1:0"]);
        _owned.Add(sample);
        TestClient client = await ConnectAsync(sample);
        Assert.That(await client.AskAsync("REPORT 17 21.5"), Is.EqualTo("stored"));

        string web = sample.Output.Split('\n').Single(line => line.StartsWith("Web: ", StringComparison.Ordinal))["Web: ".Length..].Trim();
        using var http = new HttpClient();
        Assert.That(await http.GetStringAsync(new Uri(web + "/devices/17")), Is.EqualTo("21.5"));
        Assert.That(await http.GetStringAsync(new Uri(web + "/health")), Is.EqualTo("Healthy"));
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task Minimal_greets()
    {
        SampleProcess sample = await StartAsync("Minimal");
        TestClient client = await ConnectAsync(sample);

        Assert.That(await client.ReadLineAsync(), Is.EqualTo("Who are you?"));
        Assert.That(await client.AskAsync("HELLO alice"), Is.EqualTo("Hello alice, you are number 1."));
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task CommandFilter_cancels_commands_and_counts_those_that_ran()
    {
        SampleProcess sample = await StartAsync("CommandFilter");
        TestClient client = await ConnectAsync(sample);

        Assert.That(await client.AskAsync("OPEN"), Is.EqualTo("The safe is locked: LOGIN first."));
        Assert.That(await client.AskAsync("LOGIN alice"), Is.EqualTo("Hello alice."));
        Assert.That(await client.AskAsync("OPEN"), Is.EqualTo("The safe is open."));
        Assert.That(await client.AskAsync("BREAK"), Is.EqualTo("BREAK failed: It is broken."));
        Assert.That(await client.AskAsync("COUNT"), Is.EqualTo("Commands so far: 3"));
        Assert.That(sample.Output, Does.Contain("The safe was opened."));
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task Broadcast_reaches_those_who_watch_the_device()
    {
        SampleProcess sample = await StartAsync("Broadcast");
        TestClient first = await ConnectAsync(sample);
        TestClient second = await ConnectAsync(sample);
        TestClient other = await ConnectAsync(sample);
        TestClient reporter = await ConnectAsync(sample);

        Assert.That(await first.AskAsync("WATCH 17"), Is.EqualTo("Watching device 17."));
        Assert.That(await second.AskAsync("WATCH 17"), Is.EqualTo("Watching device 17."));
        Assert.That(await other.AskAsync("WATCH 18"), Is.EqualTo("Watching device 18."));
        Assert.That(await reporter.AskAsync("REPORT 17 21.5"), Is.EqualTo("Sent to 2."));
        Assert.That(await first.ReadLineAsync(), Is.EqualTo("Device 17: 21.5"));
        Assert.That(await second.ReadLineAsync(), Is.EqualTo("Device 17: 21.5"));
        Assert.That(await reporter.AskAsync("REPORT 18 9"), Is.EqualTo("Sent to 1."));
        Assert.That(await other.ReadLineAsync(), Is.EqualTo("Device 18: 9"));
        Assert.That(await reporter.AskAsync("REPORT 99 0"), Is.EqualTo("Sent to 0."));
        Assert.That(await reporter.AskAsync("REPORT 17"), Does.StartWith("Usage"));

        second.Dispose();
        string? answer = null;
        for (int i = 0; i < 200 && answer != "Sent to 1."; i++)
            answer = await reporter.AskAsync("REPORT 17 22");
        Assert.That(answer, Is.EqualTo("Sent to 1."), "A watcher that left is forgotten.");
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task SeveralServers_shows_on_the_other_server_what_the_desk_says()
    {
        SampleProcess sample = await StartAsync("SeveralServers");
        TestClient display = await ConnectAsync(sample, "Display");
        TestClient desk = await ConnectAsync(sample, "Desk");
        string id = (await display.ReadLineAsync())!["I am ".Length..];

        Assert.That(await desk.AskAsync($"SHOW {id} Gate 12 is open"), Is.EqualTo("Shown."));
        Assert.That(await display.ReadLineAsync(), Is.EqualTo("Gate 12 is open"));
        Assert.That(await desk.AskAsync("SHOW nobody hello"), Is.EqualTo("There is no display nobody."));
        await AssertEndsAsync(sample);
    }

    [Test]
    [Platform(Include = "Linux", Reason = "Only there every address of 127.0.0.0/8 is the machine's own.")]
    public async Task ConnectionFilter_lets_in_by_address()
    {
        SampleProcess sample = await StartAsync("ConnectionFilter");

        foreach (string address in new[] { "127.0.0.1", "127.0.0.9" })
            Assert.That(await (await ConnectFromAsync(sample, address)).ReadLineAsync(), Is.EqualTo("Welcome " + address));
        foreach (string address in new[] { "127.0.0.5", "127.0.0.20" })
            Assert.That(await (await ConnectFromAsync(sample, address)).ReadLineAsync(), Is.Null);
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task ConnectionFilter_with_wrong_ranges_does_not_start()
    {
        var failure = Assert.CatchAsync<InvalidOperationException>(async () => _owned.Add(await SampleProcess.StartAsync("ConnectionFilter", ("deny", "127.0.0.5"))));

        Assert.That(failure!.Message, Does.Contain("The address ranges are wrong.").And.Contain("could not be started"));
        await Task.CompletedTask;
    }

    [Test]
    public async Task OwnProtocol_answers_frames()
    {
        SampleProcess sample = await StartAsync("OwnProtocol");
        TestClient client = await ConnectAsync(sample);

        await client.SendAsync("ECHO\0\u0005hello");
        Assert.That(await client.ReadTextAsync(11), Is.EqualTo("ECHO\0\u0005hello"));
        await client.SendAsync("ADDN\0\u0004");
        await client.SendAsync("\u0001\u0002\u0003\u0004ECHO\0\0NONE\0\0");
        Assert.That(await client.ReadTextAsync(8), Is.EqualTo("ADDN\0\u0002\0\n"));
        Assert.That(await client.ReadTextAsync(6), Is.EqualTo("ECHO\0\0"));
        Assert.That(await client.ReadTextAsync(10), Is.EqualTo("WHAT\0\u0004NONE"));
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task SwitchingProtocol_takes_both_protocols_in_any_pieces([Values] bool bytewise)
    {
        SampleProcess sample = await StartAsync("SwitchingProtocol");
        TestClient client = await ConnectAsync(sample);

        const string Messages = "#0042\r\n[hello]\r\n#0001[a][b]#0002";
        foreach (string piece in bytewise ? Messages.Select(c => c.ToString()) : [Messages])
            await client.SendAsync(piece);
        foreach (string answer in new[] { "Number 42", "Note hello", "Number 1", "Note a", "Note b", "Number 2" })
            Assert.That(await client.ReadLineAsync(), Is.EqualTo(answer));

        await client.SendAsync("?");
        Assert.That(await client.ReadLineAsync(), Is.Null);
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task ServerPush_sends_to_all_but_the_muted()
    {
        SampleProcess sample = await StartAsync("ServerPush", ("pushInterval", "20"));
        TestClient first = await ConnectAsync(sample);
        TestClient second = await ConnectAsync(sample);

        Assert.That(await first.ReadLineAsync(), Does.Match("^Beat [0-9]+$"));
        await second.SendAsync("MUTE\r\n");
        while (await second.ReadLineAsync() != "Muted.")
        {
        }

        // One may have been on its way when the command ran; from then on nothing but answers comes.
        for (int i = 0; i < 5; i++)
            await first.ReadLineAsync();
        await second.SendAsync("HELLO\r\n");
        string? answer = await second.ReadLineAsync();
        if (answer!.StartsWith("Beat", StringComparison.Ordinal))
            answer = await second.ReadLineAsync();
        Assert.That(answer, Is.EqualTo("Unknown request: HELLO"));
        Assert.That(await second.AskAsync("LISTEN"), Is.EqualTo("Listening."));
        Assert.That(await second.ReadLineAsync(), Does.StartWith("Beat"));
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task ConfigurationOnly_takes_its_commands_from_the_DLL_that_the_configuration_names()
    {
        SampleProcess sample = await StartAsync("ConfigurationOnly");
        TestClient client = await ConnectAsync(sample);

        Assert.That(await client.AskAsync("ADD 1 2 3"), Is.EqualTo("6"));
        Assert.That(await client.AskAsync("upper hello"), Is.EqualTo("HELLO"));
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task TutorialChat_keeps_messages_until_they_are_confirmed([Values("utf-8", "gb2312")] string encoding)
    {
        SampleProcess sample = await StartAsync("TutorialChat", ("textEncoding", encoding));
        Encoding text = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);
        TestClient alice = await ConnectAsync(sample);
        await ExpectAsync(alice, "Welcome to SuperSocket Chat Server");
        await AskAsync(alice, "HB R", "请先登录以后,再操作。。。");
        await AskAsync(alice, "Dance", "不知道如何处理 Dance 命令");
        await AskAsync(alice, "Check alice", "参数错误");
        await AskAsync(alice, "Check alice secret", "登录成功");
        await AskAsync(alice, "HB R", "R");
        await AskAsync(alice, "HB r", "参数错误");
        await AskAsync(alice, "Chat bob 早上好 bob", "消息未发送成功");

        TestClient bob = await LogInAsync("bob");
        string id = await ReadMessageAsync(bob, "alice 给你发送消息:早上好 bob ");
        await SendAsync(alice, "Chat bob 你在吗?");
        string second = await ReadMessageAsync(bob, "alice 给你发消息:你在吗? ");
        await AskAsync(bob, "Confirm 1", "参数错误");
        await SendAsync(bob, $"Confirm {id}");
        await AskAsync(bob, "HB R", "R");

        TestClient again = await LogInAsync("bob");
        Assert.That(await ReadMessageAsync(again, "alice 给你发送消息:你在吗? "), Is.EqualTo(second), "The confirmed message does not come again.");
        await ExpectAsync(bob, "您的账号已经在他处登录,您已经被踢下线了");
        Assert.That(await bob.ReadLineAsync(), Is.Null);
        await AskAsync(again, "HB R", "R");
        await AssertEndsAsync(sample);

        async Task<TestClient> LogInAsync(string user)
        {
            TestClient client = await ConnectAsync(sample);
            await ExpectAsync(client, "Welcome to SuperSocket Chat Server");
            await AskAsync(client, $"Check {user} secret", "登录成功");
            return client;
        }

        Task SendAsync(TestClient client, string line) => client.SendAsync(text.GetBytes(line + "\r\n"));

        async Task AskAsync(TestClient client, string line, string answer)
        {
            await SendAsync(client, line);
            await ExpectAsync(client, answer);
        }

        async Task ExpectAsync(TestClient client, string line)
        {
            byte[] expected = text.GetBytes(line + "\r\n");
            Assert.That(text.GetString(await client.ReadExactlyAsync(expected.Length)), Is.EqualTo(line + "\r\n"));
        }

        // Returns the id of the message.
        async Task<string> ReadMessageAsync(TestClient client, string start)
        {
            string line = text.GetString(await client.ReadExactlyAsync(text.GetByteCount(start) + Guid.Empty.ToString().Length + 2));
            Assert.That(line, Does.StartWith(start));
            return Guid.Parse(line[start.Length..].TrimEnd()).ToString();
        }
    }

    [Test]
    public async Task GpsDevices_takes_reports_and_asks_for_them([Values] bool bytewise)
    {
        SampleProcess sample = await StartAsync("GpsDevices");
        TestClient device = await ConnectAsync(sample, "Devices");
        TestClient desk = await ConnectAsync(sample, "Desk");
        Assert.That(await desk.AskAsync("WHERE 17"), Is.EqualTo("No position is known."));
        Assert.That(await desk.AskAsync("LOCATE 17"), Is.EqualTo("The device is not connected."));

        // The second checksum is wrong.
        byte[] frames = Convert.FromHexString("7e02000000110157faf806cc6289003c5a7e" + "7e0100000011117e" + "7e0100000011107e");
        foreach (byte[] piece in bytewise ? frames.Select(b => new[] { b }) : [frames])
            await device.SendAsync(piece);
        Assert.That(Convert.ToHexString(await device.ReadExactlyAsync(9)), Is.EqualTo("7E810000001102927E"));
        Assert.That(Convert.ToHexString(await device.ReadExactlyAsync(9)), Is.EqualTo("7E810000001101917E"));
        Assert.That(await desk.AskAsync("WHERE 17"), Is.EqualTo("22.543096 114.057865, 60 km/h"));
        Assert.That(await desk.AskAsync("LOCATE 17"), Is.EqualTo("Asked."));
        Assert.That(Convert.ToHexString(await device.ReadExactlyAsync(8)), Is.EqualTo("7E8200000011937E"));

        // A device number with both bytes that are escaped.
        await device.SendAsync(Convert.FromHexString("7e0200007d027d0182818282ffffffff007d027c7e"));
        Assert.That(Convert.ToHexString(await device.ReadExactlyAsync(11)), Is.EqualTo("7E8100007D027D0102807E"));
        Assert.That(await desk.AskAsync($"WHERE {0x7E7D}"), Is.EqualTo("-2105.441662 -0.000001, 126 km/h"));
        Assert.That(sample.Output, Does.Contain("A frame of type 00"));
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task LogsToNLog_writes_what_the_engine_and_the_application_log()
    {
        SampleProcess sample = await StartAsync("LogsToNLog");
        TestClient client = await ConnectAsync(sample);

        Assert.That(await client.AskAsync("DIVIDE 7 2"), Is.EqualTo("3"));
        Assert.That(await client.AskAsync("DIVIDE 7 0"), Is.EqualTo("Not by zero."));
        Assert.That(sample.Output, Does.Match("(?m)^INFO Lines: Lines is open\\.").And.Match("(?m)^A command failed\\. .*DivideByZeroException"));
        Assert.That(sample.Output, Does.Match("(?m)^A new session connected\\."), "The engine logs new sessions.");
        await AssertEndsAsync(sample);
    }

    [Test]
    public async Task Depot_serves_lines_frames_and_WebSockets()
    {
        SampleProcess sample = await StartAsync("Depot");
        using var board = new ClientWebSocket();
        await board.ConnectAsync(new Uri($"ws://{sample.EndPoints["BoardServer"]}/"), CancellationToken.None);
        await board.SendAsync(Encoding.UTF8.GetBytes("""JOIN-5 {"Hall":"B","Gate":3}"""), WebSocketMessageType.Text, true, CancellationToken.None);
        Assert.That(await ReadAsync(), Is.EqualTo("""JOIN-5 {"Count":1,"Gate":3}"""));

        TestClient telnet = await ConnectAsync(sample, "TelnetServer");
        Assert.That(await telnet.ReadLineAsync(), Is.EqualTo("Welcome to SuperSocket Telnet Server"));
        Assert.That(await telnet.AskAsync("ADD:1,2"), Is.EqualTo("Please login first"));
        Assert.That(await telnet.AskAsync("LOGIN:alice,secret"), Is.EqualTo("Hello alice"));
        Assert.That(await telnet.AskAsync("ADD:1,2"), Is.EqualTo("3"));
        Assert.That(await telnet.AskAsync("ADD:x"), Does.StartWith("Application error: "));
        Assert.That(await telnet.AskAsync("DEPOT"), Is.EqualTo("North"));
        Assert.That(await telnet.AskAsync("PICK:7"), Is.EqualTo("OK"));
        Assert.That(await ReadAsync(), Is.EqualTo("""{"Order":"7"}"""));

        TestClient scanner = await ConnectAsync(sample, "ScannerServer");
        await scanner.SendAsync("ECHO\0\u0005hello");
        Assert.That(await scanner.ReadTextAsync(9), Is.EqualTo("ECHOhello"));
        Assert.That(sample.Output, Does.Contain("Depot.Program - Starting depot"), "The application's own log is that of log4net.");
        await AssertEndsAsync(sample);

        async Task<string> ReadAsync()
        {
            byte[] buffer = new byte[1000];
            int received = (await board.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Deadline.Default)).Count;
            return Encoding.UTF8.GetString(buffer, 0, received);
        }
    }

    private static async Task AssertEndsAsync(SampleProcess sample)
    {
        Assert.That(await sample.EndAsync(), Is.Zero);
        Assert.That(sample.Output, Does.Not.Contain("Unhandled exception."));
    }

    private async Task<SampleProcess> StartAsync(string name, params (string Name, string Value)[] changes)
    {
        SampleProcess sample = await SampleProcess.StartAsync(name, changes);
        _owned.Add(sample);
        return sample;
    }

    private async Task<TestClient> ConnectAsync(SampleProcess sample, string? server = null)
    {
        IPEndPoint endPoint = server == null ? sample.EndPoints.Values.Single() : sample.EndPoints[server];
        TestClient client = await TestClient.ConnectAsync(endPoint);
        _owned.Add(client);
        return client;
    }

    private async Task<TestClient> ConnectFromAsync(SampleProcess sample, string address)
    {
        TestClient client = await TestClient.ConnectAsync(sample.EndPoints.Values.Single(), from: IPAddress.Parse(address));
        _owned.Add(client);
        return client;
    }
}
