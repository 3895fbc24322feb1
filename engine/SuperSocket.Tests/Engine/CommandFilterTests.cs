using NUnit.Framework;
using SuperSocket.SocketBase.Logging;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class CommandFilterTests : EngineFixture
{
    [Test]
    public async Task Filters_of_the_server_and_the_command_run_by_order_stable_and_inherited()
    {
        Assert.That(await EventsOfAsync("TRACED x"), Is.EqualTo(new[]
        {
            "base>", "first>", "server>", "second>", "server base>", "Traced",
            "<base", "<first", "<server", "<second", "<server base",
        }));
    }

    [Test]
    public async Task A_command_that_provides_its_filters_has_those_in_place_of_its_attributes()
    {
        Assert.That(await EventsOfAsync("PROVIDED x"), Is.EqualTo(new[]
        {
            "provided>", "server>", "server base>", "Provided", "<provided", "<server", "<server base",
        }));
    }

    [Test]
    public async Task A_cancelled_command_does_not_run_and_no_filter_sees_its_end()
    {
        DateTime past = DateTime.Now.AddHours(-1);
        (ScriptedServer server, TestClient client) = await ConnectFilteredAsync();
        ScriptedSession session = await server.SessionAsync();
        await client.AskAsync("NOBODY");
        session.LastActiveTime = past;
        session.PrevCommand = "before";

        await client.SendAsync("TRACED cancel at server\r\n");

        await Wait.UntilEqual(() => server.HandledRequests, 2);
        Assert.That(server.Events, Is.EqualTo(new[] { "base>", "first>", "server>" }));
        Assert.That(session.PrevCommand, Is.EqualTo("before"));
        Assert.That(session.LastActiveTime, Is.GreaterThan(past.AddMinutes(30)));
        Assert.That(Logs.Has(LogLevel.Info, "cancelled"), Is.True);
        Assert.That(await client.AskAsync("NOBODY"), Is.EqualTo("Unknown request: NOBODY"), "The session stays open.");
    }

    [Test]
    public async Task Filters_see_the_command_by_its_own_name_and_the_request()
    {
        string? seen = null;
        (ScriptedServer server, TestClient client) = await ConnectFilteredAsync();
        server.WhenException = (session, _) => seen = session.CurrentCommand;

        await client.SendAsync("tRaCeD throw\r\n");

        await Wait.Until(() => seen != null, "the exception is handled");
        Assert.That(server.Events, Has.Some.EqualTo("Traced"));
        Assert.That(seen, Is.EqualTo("tRaCeD"));
    }

    [Test]
    public async Task A_thrown_exception_is_shown_to_every_filter_in_the_same_order_and_then_handled()
    {
        Assert.That(await EventsOfAsync("TRACED throw", keepOpen: true), Is.EqualTo(new[]
        {
            "base>", "first>", "server>", "second>", "server base>", "Traced",
            "<base with throw", "<first with throw", "<server with throw", "<second with throw", "<server base with throw",
            "HandleException throw",
        }));
    }

    [Test]
    public async Task An_exception_that_a_filter_dealt_with_goes_no_further()
    {
        Assert.That(await EventsOfAsync("TRACED handle at first", keepOpen: true), Has.None.StartsWith("HandleException").And.Some.Contains("<server base with"));
    }

    [Test]
    public async Task A_filter_that_throws_before_the_command_ends_it_all()
    {
        Assert.That(
            await EventsOfAsync("TRACED fail before at first", keepOpen: true),
            Is.EqualTo(new[] { "base>", "first>", "HandleException fail before at first" }));
    }

    [Test]
    public async Task A_filter_that_throws_after_the_command_keeps_the_next_from_running()
    {
        Assert.That(await EventsOfAsync("TRACED fail after at first", keepOpen: true), Is.EqualTo(new[]
        {
            "base>", "first>", "server>", "second>", "server base>", "Traced", "<base", "<first", "HandleException fail after at first",
        }));
    }

    [Test]
    public async Task A_throw_out_of_HandleException_is_logged_and_swallowed_when_the_command_has_filters()
    {
        Logs.ExpectError("worse");
        (ScriptedServer server, TestClient client) = await ConnectFilteredAsync();
        server.WhenException = (_, _) => throw new InvalidOperationException("worse");

        await client.SendAsync("TRACED throw\r\n");

        Assert.That(await client.AskAsync("NOBODY"), Is.EqualTo("Unknown request: NOBODY"));
    }

    private async Task<string[]> EventsOfAsync(string request, bool keepOpen = false)
    {
        (ScriptedServer server, TestClient client) = await ConnectFilteredAsync();
        if (keepOpen)
            server.WhenException = (_, e) => server.Events.Enqueue("HandleException " + e.Message);

        await client.SendAsync(request + "\r\n");

        Assert.That(await client.AskAsync("NOBODY"), Is.EqualTo("Unknown request: NOBODY"));
        return [.. server.Events];
    }

    private async Task<(ScriptedServer Server, TestClient Client)> ConnectFilteredAsync()
    {
        FilteredServer server = Start<FilteredServer, ScriptedSession, StringRequestInfo>(new FilteredServer(), null, null);
        return (server, await ConnectAsync(server));
    }
}
