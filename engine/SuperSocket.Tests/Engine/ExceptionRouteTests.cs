using System.Text;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class ExceptionRouteTests : EngineFixture
{
    private const string Unknown = "Unknown request: NOBODY";

    [Test]
    public async Task The_base_handler_logs_and_closes_with_ApplicationError()
    {
        Logs.ExpectError("thrown: by a command");
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("THROW by a command\r\n");

        await client.WaitForEndAsync();
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.ApplicationError));
    }

    [Test]
    public async Task A_handler_that_does_not_call_the_base_can_answer_and_keeps_the_session_open()
    {
        ScriptedServer server = StartScripted(s => s.WhenException = (session, e) => session.Send("Sorry: " + e.Message));
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("THROW a command"), Is.EqualTo("Sorry: thrown: a command"));
        Assert.That(await client.AskAsync("NOBODY"), Is.EqualTo(Unknown));
    }

    [Test]
    public async Task An_exception_of_a_NewRequestReceived_subscriber_goes_to_the_handler()
    {
        ScriptedServer server = StartScripted(s =>
        {
            s.NewRequestReceived += (_, request) => throw new InvalidOperationException(request.Key);
            s.WhenException = (session, e) => session.Send("Sorry: " + e.Message);
        });
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("one"), Is.EqualTo("Sorry: one"));
        Assert.That(await client.AskAsync("two"), Is.EqualTo("Sorry: two"));
    }

    [Test]
    public async Task An_exception_of_the_unknown_request_handler_goes_to_the_handler()
    {
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenUnknown = (_, request) => throw new InvalidOperationException(request.Key);
            s.WhenException = (session, e) => session.Send("Sorry: " + e.Message);
        });
        TestClient client = await ConnectAsync(server);

        Assert.That(await client.AskAsync("one"), Is.EqualTo("Sorry: one"));
    }

    [TestCase("THROW x")]
    [TestCase("NOBODY")]
    public async Task A_handler_that_throws_is_a_protocol_error(string request)
    {
        Logs.ExpectError("worse");
        ScriptedServer server = StartScripted(s =>
        {
            s.WhenUnknown = (_, _) => throw new InvalidOperationException("unknown");
            s.WhenException = (_, _) => throw new InvalidOperationException("worse");
        });
        TestClient client = await ConnectAsync(server);

        await client.SendAsync(request + "\r\n");

        await client.WaitForEndAsync();
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.ProtocolError));
    }

    [Test]
    public async Task A_parser_that_throws_is_a_protocol_error()
    {
        Logs.ExpectError("not a word");
        ScriptedServer server = StartScripted(filters: new CommandLineReceiveFilterFactory(
            Encoding.ASCII, new FuncParser(_ => throw new FormatException("not a word"))));
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("hello\r\n");

        await client.WaitForEndAsync();
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(CloseReason.ProtocolError));
    }

    [Test]
    public async Task A_parser_that_returns_null_drops_the_request()
    {
        ScriptedServer server = StartScripted(filters: new CommandLineReceiveFilterFactory(
            Encoding.ASCII, new FuncParser(text => text == "drop me" ? null : BasicRequestInfoParser.DefaultInstance.ParseRequestInfo(text))));
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("drop me\r\ndrop me\r\n");

        Assert.That(await client.AskAsync("NOBODY"), Is.EqualTo(Unknown));
        await Wait.UntilEqual(() => server.HandledRequests, 1);
    }

    [Test]
    public async Task An_exception_costs_its_own_session_only()
    {
        Logs.ExpectError("thrown: x");
        ScriptedServer server = StartScripted();
        TestClient other = await ConnectAsync(server);
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("THROW x\r\n");

        await client.WaitForEndAsync();
        Assert.That(await other.AskAsync("NOBODY"), Is.EqualTo(Unknown));
    }

    private sealed class FuncParser(Func<string, StringRequestInfo?> parse) : IRequestInfoParser<StringRequestInfo>
    {
        public StringRequestInfo? ParseRequestInfo(string source) => parse(source);
    }
}
