using System.Net;
using System.Net.WebSockets;
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
            => socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

        static async Task<string> ReadAsync(ClientWebSocket socket)
        {
            byte[] buffer = new byte[1000];
            int received = (await socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Deadline.Default)).Count;
            return System.Text.Encoding.UTF8.GetString(buffer, 0, received);
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
