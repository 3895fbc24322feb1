using System.Net.Sockets;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class CloseReasonTests : EngineFixture
{
    [Test]
    public async Task ServerShutdown_when_the_server_stops()
    {
        (ScriptedServer server, _) = await OneSessionAsync();

        server.Stop();

        await ExpectReasonAsync(server, CloseReason.ServerShutdown);
    }

    [Test]
    public async Task ClientClosing_when_the_peer_closes_in_order()
    {
        (ScriptedServer server, TestClient client) = await OneSessionAsync();

        client.Dispose();

        await ExpectReasonAsync(server, CloseReason.ClientClosing);
    }

    [Test]
    public async Task ServerClosing_when_the_application_closes()
    {
        (ScriptedServer server, TestClient client) = await OneSessionAsync();

        (await server.SessionAsync()).Close();

        await client.WaitForEndAsync();
        await ExpectReasonAsync(server, CloseReason.ServerClosing);
    }

    [Test]
    public async Task The_reason_that_the_application_gives([Values] CloseReason reason)
    {
        (ScriptedServer server, TestClient client) = await OneSessionAsync();

        (await server.SessionAsync()).Close(reason);

        await client.WaitForEndAsync();
        await ExpectReasonAsync(server, reason);
    }

    [Test]
    public async Task ApplicationError_when_a_command_throws()
    {
        Logs.ExpectError("thrown: out of the command");
        (ScriptedServer server, TestClient client) = await OneSessionAsync();

        await client.SendAsync("THROW out of the command\r\n");

        await client.WaitForEndAsync();
        await ExpectReasonAsync(server, CloseReason.ApplicationError);
    }

    [Test]
    public async Task SocketError_when_the_peer_resets()
    {
        (ScriptedServer server, TestClient client) = await OneSessionAsync();

        client.Abort();

        await ExpectReasonAsync(server, CloseReason.SocketError);
    }

    [Test]
    public async Task TimeOut_when_the_session_is_idle()
    {
        (ScriptedServer server, TestClient client) = await OneSessionAsync(idle: true);

        await client.WaitForEndAsync();

        await ExpectReasonAsync(server, CloseReason.TimeOut);
    }

    [Test]
    public async Task ProtocolError_when_a_request_is_too_long()
    {
        Logs.ExpectError("maxRequestLength");
        (ScriptedServer server, TestClient client) = await OneSessionAsync();

        await client.SendAsync(new string('x', 2000));

        await client.WaitForEndAsync();
        await ExpectReasonAsync(server, CloseReason.ProtocolError);
    }

    [Test]
    public async Task InternalError_when_OnNewSessionConnected_throws()
    {
        Logs.ExpectError("no welcome");
        ScriptedServer server = StartScripted(s => s.WhenConnected = _ => throw new InvalidOperationException("no welcome"));

        TestClient client = await ConnectAsync(server);

        await client.WaitForEndAsync();
        await ExpectReasonAsync(server, CloseReason.InternalError);
    }

    [Test]
    public async Task The_first_reason_wins()
    {
        (ScriptedServer server, TestClient client) = await OneSessionAsync();
        ScriptedSession session = await server.SessionAsync();

        session.Close(CloseReason.TimeOut);
        session.Close(CloseReason.ProtocolError);
        session.Close();
        client.Abort();

        await ExpectReasonAsync(server, CloseReason.TimeOut);
    }

    [Test]
    public async Task A_hook_may_close_again_and_send()
    {
        ScriptedServer server = StartScripted(s => s.WhenClosed = (session, _) =>
        {
            session.Send("too late");
            Assert.That(session.TrySend("too late"), Is.False);
            session.Close();
        });
        TestClient client = await ConnectAsync(server);

        (await server.SessionAsync()).Close(CloseReason.TimeOut);

        Assert.That(await client.ReadLineAsync(), Is.Null);
        await ExpectReasonAsync(server, CloseReason.TimeOut);
    }

    [Test]
    public async Task A_session_whose_peer_only_ended_its_sending_still_delivers_the_answers()
    {
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("ECHO one\r\nECHO two\r\n");
        client.Socket.Shutdown(SocketShutdown.Send);

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo("one\r\ntwo\r\n"));
        await ExpectReasonAsync(server, CloseReason.ClientClosing);
    }

    private static async Task ExpectReasonAsync(ScriptedServer server, CloseReason reason)
    {
        Assert.That(await server.FirstCloseReasonAsync(), Is.EqualTo(reason));
        await Wait.UntilEqual(() => server.SessionCount, 0);
        server.Stop();
        Assert.That(server.Closings, Has.Count.EqualTo(1), "OnSessionClosed runs exactly once.");
    }

    private async Task<(ScriptedServer Server, TestClient Client)> OneSessionAsync(bool idle = false)
    {
        ScriptedServer server = StartScripted(change: c =>
        {
            c.ClearIdleSession = idle;
            c.ClearIdleSessionInterval = 1;
            c.IdleSessionTimeOut = 1;
        });
        TestClient client = await ConnectAsync(server);
        await server.SessionAsync();
        return (server, client);
    }
}
