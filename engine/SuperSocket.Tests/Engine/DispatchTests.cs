using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class DispatchTests : EngineFixture
{
    [Test]
    public async Task An_unknown_request_is_answered_by_its_key([Values("NOBODY", "NOBODY a b", "325")] string request)
    {
        TestClient client = await ConnectAsync(StartScripted());

        Assert.That(await client.AskAsync(request), Is.EqualTo("Unknown request: " + request.Split(' ')[0]));
    }

    [Test]
    public async Task An_empty_line_is_a_request_with_an_empty_key()
    {
        TestClient client = await ConnectAsync(StartScripted());

        Assert.That(await client.AskAsync(string.Empty), Is.EqualTo("Unknown request: "));
    }

    [Test]
    public async Task A_line_that_begins_with_a_blank_is_all_key()
    {
        TestClient client = await ConnectAsync(StartScripted());

        Assert.That(await client.AskAsync(" ECHO x"), Is.EqualTo("Unknown request:  ECHO x"));
    }

    [Test]
    public async Task A_parser_with_other_separators_makes_other_requests()
    {
        ScriptedServer server = StartScripted(filters: new CommandLineReceiveFilterFactory(Encoding.ASCII, new BasicRequestInfoParser(":", ",")));
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("ECHO:a body, with blanks"), Is.EqualTo("a body, with blanks"));
    }

    [Test]
    public async Task Requests_are_decoded_with_the_text_encoding_of_the_server()
    {
        ScriptedServer server = StartScripted(change: c => c.TextEncoding = "utf-8");
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("ECHO Grüße, 世界 🎭"), Is.EqualTo("Grüße, 世界 🎭"));
    }

    [Test]
    public async Task A_charset_set_in_OnInit_is_for_sending_only()
    {
        ScriptedServer server = StartScripted(s => s.WhenInit = session => session.Charset = Encoding.Latin1, c => c.TextEncoding = "utf-8");
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("ECHO ü\r\n");

        Assert.That(await client.ReadExactlyAsync(3), Is.EqualTo(new byte[] { 0xFC, 13, 10 }));
    }

    [Test]
    public async Task Once_NewRequestReceived_has_a_subscriber_commands_and_unknown_requests_are_bypassed()
    {
        FilteredServer server = Start<FilteredServer, ScriptedSession, StringRequestInfo>(new FilteredServer(), null, null);
        server.NewRequestReceived += (session, request) => session.Send($"event: {request.Key} {request.Body}");
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("ECHO x"), Is.EqualTo("event: ECHO x"));
        Assert.That(await client.AskAsync("NOBODY y"), Is.EqualTo("event: NOBODY y"));
        Assert.That(server.Events, Is.Empty, "No filter runs.");
    }

    [Test]
    public async Task CurrentCommand_and_PrevCommand_follow_the_commands_not_the_unknown_requests()
    {
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        await client.AskAsync("echo one");
        await client.AskAsync("NOBODY");

        Assert.That(session.CurrentCommand, Is.EqualTo("echo"));
        Assert.That(session.PrevCommand, Is.EqualTo("echo"));
    }

    [Test]
    public async Task Commands_are_logged_when_it_is_switched_on([Values] bool logged)
    {
        ScriptedServer server = StartScripted(change: c => c.LogCommand = logged);
        TestClient client = await ConnectAsync(server);

        await client.AskAsync("ECHO secret");

        await Wait.UntilEqual(() => server.HandledRequests, 1);
        await client.AskAsync("ECHO more");
        Assert.That(Logs.Has(LogLevel.Info, "Command - ECHO"), Is.EqualTo(logged));
        Assert.That(Logs.Has(LogLevel.Info, "secret"), Is.False);
    }

    [Test]
    public async Task What_is_no_command_is_not_logged_because_it_may_be_a_password()
    {
        ScriptedServer server = StartScripted(change: c => c.LogCommand = true);
        TestClient client = await ConnectAsync(server);

        await client.AskAsync("hunter2");
        await client.AskAsync("ECHO more");

        Assert.That(Logs.Has(LogLevel.Info, "Command - (unknown)"), Is.True);
        Assert.That(Logs.Has(LogLevel.Info, "hunter2"), Is.False);
    }

    [Test]
    public async Task A_key_with_control_characters_cannot_forge_log_lines()
    {
        ScriptedServer server = StartScripted(change: c => c.LogCommand = true);
        TestClient client = await ConnectAsync(server);

        await client.AskAsync("A\nINFO:forged\u001b[2J");
        await client.AskAsync("NEXT");

        Assert.That(Logs.Has(LogLevel.Info, "\nINFO:forged"), Is.False);
        Assert.That(Logs.Has(LogLevel.Info, "\u001b"), Is.False);
    }

    [Test]
    public async Task Requests_and_sends_move_the_last_active_time()
    {
        ScriptedServer server = StartScripted(s => s.WhenUnknown = (_, _) => { });
        TestClient client = await ConnectAsync(server);
        ScriptedSession session = await server.SessionAsync();
        DateTime past = DateTime.Now.AddHours(-1);

        session.LastActiveTime = past;
        Assert.That(session.LastActiveTime, Is.EqualTo(past).Within(TimeSpan.FromSeconds(5)));
        await client.SendAsync("NOBODY\r\n");
        await Wait.Until(() => session.LastActiveTime > past.AddMinutes(50), "the request moves the time");

        session.LastActiveTime = past;
        session.Send("x");
        Assert.That(session.LastActiveTime, Is.GreaterThan(past.AddMinutes(50)));

        session.LastActiveTime = past;
        Assert.That(session.TrySend("x"), Is.True);
        Assert.That(session.LastActiveTime, Is.GreaterThan(past.AddMinutes(50)));
    }
}
