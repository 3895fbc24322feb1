using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using ChatServer.Tests.Kit;
using Microsoft.Playwright;
using NUnit.Framework;
using static Microsoft.Playwright.Assertions;

namespace ChatServer.Tests.Browser;

/// <summary>The server is killed and comes back, with the same address and data; nothing is lost, nothing is there twice.</summary>
public class ReconnectScenarios : BrowserScenario
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-reconnect-");
    private ServerProcess? _program;
    private Uri? _address;

    public ReconnectScenarios()
        : base(store: "journal")
    {
    }

    protected override Uri Address => _address!;

    [TearDown]
    public void EndProgram()
    {
        _program?.Dispose();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task Messages_that_were_written_while_the_server_was_dead_are_sent_once()
    {
        ExpectNoConnection();
        await StartProgram();
        ChatPage romeo = await SignIn("romeo");
        ChatPage juliet = await SignIn("juliet");
        await romeo.WritesTo("juliet");
        await romeo.Says("before");
        await juliet.Opens("romeo");
        await romeo.SeesState("before", "read");

        _program!.Dispose();
        await Expect(romeo.Banner).ToContainTextAsync("Offline");
        await romeo.Says("第一");
        await romeo.Says("second");
        await juliet.Says("third");
        await romeo.SeesState("second", "waiting");
        await Expect(romeo.Banner).ToContainTextAsync("2 messages waiting to be sent");
        await Expect(juliet.Banner).ToContainTextAsync("1 message waiting to be sent");

        await StartProgram();
        await romeo.Button("Try now").ClickAsync();
        await romeo.IsOnline();
        await juliet.IsOnline();
        await romeo.SeesState("second", "read");
        await juliet.SeesState("third", "read");
        await Expect(romeo.Texts).ToHaveCountAsync(4);
        await Expect(juliet.Texts).ToHaveCountAsync(4);
        Assert.That(await romeo.Texts.AllInnerTextsAsync(), Is.EqualTo(await juliet.Texts.AllInnerTextsAsync()));
        Assert.That(await romeo.Texts.AllInnerTextsAsync(), Is.EquivalentTo(new[] { "before", "第一", "second", "third" }).And.SupersetOf(new[] { "before" }));
        await Expect(romeo.Banner).ToBeHiddenAsync();
        await NothingIsPending("juliet");
    }

    [Test]
    public async Task The_page_comes_back_by_itself()
    {
        ExpectNoConnection();
        await StartProgram();
        ChatPage romeo = await SignIn("romeo");
        _program!.Dispose();
        await Expect(romeo.Banner).ToContainTextAsync("Reconnecting in");
        await StartProgram();
        await Expect(romeo.Page.Locator("#open-account .presence")).ToHaveAttributeAsync("data-state", "online", new() { Timeout = 40_000 });
    }

    [Test]
    public async Task A_message_that_waits_outlives_a_reload_of_the_page()
    {
        ExpectNoConnection();
        await StartProgram();
        ChatPage romeo = await SignIn("romeo");
        await romeo.WritesTo("juliet");
        _program!.Dispose();
        await Expect(romeo.Banner).ToBeVisibleAsync();
        await romeo.Says("Parting is such sweet sorrow");
        await romeo.SeesState("Parting is such sweet sorrow", "waiting");

        await StartProgram();
        await romeo.Page.ReloadAsync();
        await romeo.SignsIn("romeo");
        await romeo.SeesState("Parting is such sweet sorrow", "stored");
        using ScriptedClient juliet = await LogInByTcp("juliet");
        string id = await juliet.ReceivesAgain("romeo", "Parting is such sweet sorrow");
        await juliet.Sends($"Confirm {id}", "HB R");
        await juliet.Receives("R");
        await romeo.SeesState("Parting is such sweet sorrow", "read");
    }

    [Test]
    public async Task A_message_whose_answer_was_lost_is_stored_once()
    {
        ExpectNoConnection();
        await StartProgram();
        int answersLost = 0;
        ChatPage romeo = await SignIn("romeo", prepare: context => context.RouteWebSocketAsync(new Regex("/ws$"), route =>
        {
            IWebSocketRoute server = route.ConnectToServer();
            server.OnMessage(frame =>
            {
                if (frame.Text!.Contains("\"stored-on-disk\"", StringComparison.Ordinal) && Interlocked.Increment(ref answersLost) <= 2)
                    _ = route.CloseAsync();
                else
                    route.Send(frame.Text!);
            });
        }));
        await romeo.WritesTo("juliet");
        await romeo.Says("Once");
        await romeo.SeesState("Once", "stored");
        Assert.That(answersLost, Is.EqualTo(3));
        await romeo.Sees("Once");
        using ScriptedClient juliet = await LogInByTcp("juliet");
        await juliet.ReceivesAgain("romeo", "Once");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task A_connection_that_has_died_silently_is_found_by_the_heartbeat()
    {
        await StartProgram();
        bool isDead = false;
        int connections = 0;
        ChatPage romeo = await OpenPage(prepare: async context =>
        {
            await context.Clock.InstallAsync();
            await context.RouteWebSocketAsync(new Regex("/ws$"), route =>
            {
                bool isFirst = Interlocked.Increment(ref connections) == 1;
                IWebSocketRoute server = route.ConnectToServer();
                server.OnMessage(frame =>
                {
                    if (!isFirst || !Volatile.Read(ref isDead))
                        route.Send(frame.Text!);
                });
            });
        });
        await romeo.SignsIn("romeo");
        await romeo.WritesTo("juliet");
        Volatile.Write(ref isDead, true);
        await romeo.Says("Into the void");
        await romeo.SeesState("Into the void", "sent");
        await romeo.Page.Context.Clock.RunForAsync(22_000);
        await romeo.SeesState("Into the void", "stored");
        Assert.That(connections, Is.EqualTo(2));
    }

    // On the same port each time, with the same data.
    private async Task StartProgram()
    {
        string file = Path.Combine(_directory.FullName, "Chat.config");
        int port = _address?.Port ?? 0;
        ServerSetup setup = Setup with { WebElements = string.Create(CultureInfo.InvariantCulture, $"<listeners><add ip=\"127.0.0.1\" port=\"{port}\" /></listeners>") };
        await File.WriteAllTextAsync(file, setup.ToXml());
        _program = ServerProcess.OfChatServer("--config", file);
        IPEndPoint web = await _program.EndPoint("Web");
        _address = new Uri($"http://{web}/");
    }

    private async Task<ScriptedClient> LogInByTcp(string name)
    {
        ScriptedClient client = await ScriptedClient.Connect(name, await _program!.EndPoint("Utf8"), System.Text.Encoding.UTF8);
        await client.Receives(Welcome);
        await client.Sends($"Check {name} secret");
        await client.Receives(LoggedIn);
        return client;
    }

    private async Task NothingIsPending(string name)
    {
        using ScriptedClient client = await LogInByTcp(name);
        await client.Sends("Pending");
        await client.Receives("未确认的消息 0 条");
    }
}
