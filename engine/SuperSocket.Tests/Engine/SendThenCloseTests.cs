using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

public class SendThenCloseTests : EngineFixture
{
    private const int Rounds = 300;
    private static readonly string MoreRequests = string.Concat(Enumerable.Repeat("ECHO never\r\n", 50));

    [Test]
    public async Task A_command_that_sends_and_closes_is_heard_although_the_client_sent_more_requests()
    {
        ScriptedServer server = StartScripted();
        for (int round = 0; round < Rounds; round++)
        {
            using TestClient client = await ConnectAsync(server);
            await client.SendAsync($"BYE round {round}\r\n{MoreRequests}");
            Assert.That(await client.ReadToEndAsync(), Is.EqualTo($"round {round}\r\n"));
        }

        await Wait.UntilEqual(() => server.HandledRequests, Rounds);
        server.Stop();
        Assert.That(server.HandledRequests, Is.EqualTo(Rounds), "No request behind the close is executed.");
    }

    [Test]
    public async Task A_close_from_another_thread_delivers_what_was_sent_before()
    {
        ScriptedServer server = StartScripted(s => s.NewRequestReceived += (session, request) => ThreadPool.QueueUserWorkItem(_ =>
        {
            session.Send(request.Body);
            session.Close();
        }));
        for (int round = 0; round < Rounds; round++)
        {
            using TestClient client = await ConnectAsync(server);
            await client.SendAsync($"BYE round {round}\r\n");
            await client.SendAsync("MORE x\r\n");
            Assert.That(await client.ReadLineAsync(), Is.EqualTo($"round {round}").Or.EqualTo("x"));
            await client.ReadToEndAsync();
        }
    }

    [Test]
    public async Task A_session_that_sends_and_closes_when_it_starts_is_heard_although_the_client_sent_first(
        [Values("OnInit", "OnNewSessionConnected", "OnSessionStarted")] string hook)
    {
        ScriptedServer server = StartScripted(s =>
        {
            switch (hook)
            {
                case "OnInit": s.WhenInit = SayFullAndClose; break;
                case "OnNewSessionConnected": s.WhenConnected = SayFullAndClose; break;
                default: s.WhenSessionStarted = SayFullAndClose; break;
            }
        });

        for (int round = 0; round < 100; round++)
        {
            using TestClient client = await ConnectAsync(server);
            await client.SendAsync(MoreRequests);
            Assert.That(await client.ReadToEndAsync(), Is.EqualTo("full\r\n"));
        }

        Assert.That(server.HandledRequests, Is.Zero);

        void SayFullAndClose(ScriptedSession session)
        {
            session.Send("full");

            // Not for luck: it makes the hard case likelier, that unread requests wait in the socket when it closes.
            Thread.Sleep(1);
            session.Close();
        }
    }

    [Test]
    public async Task Sixteen_megabytes_sent_before_the_close_arrive_whole()
    {
        byte[] bytes = new byte[16 * 1024 * 1024];
        new Random(7).NextBytes(bytes);
        ScriptedServer server = StartScripted(s => s.NewRequestReceived += (session, _) =>
        {
            session.Send(bytes, 0, bytes.Length);
            session.Close();
        });
        TestClient client = await ConnectAsync(server, receiveBuffer: 64 * 1024);

        await client.SendAsync("GET\r\n");

        byte[] received = await client.ReadExactlyAsync(bytes.Length);
        Assert.That(received.AsSpan().SequenceEqual(bytes), Is.True);
        Assert.That(await client.ReadLineAsync(), Is.Null);
    }

    [Test]
    public async Task Stopping_the_server_delivers_what_was_sent_before()
    {
        ScriptedServer server = StartScripted();
        TestClient client = await ConnectAsync(server);
        (await server.SessionAsync()).Send("the last words");

        server.Stop();

        Assert.That(await client.ReadToEndAsync(), Is.EqualTo("the last words\r\n"));
    }

    [Test]
    public async Task A_peer_that_does_not_read_keeps_a_closed_session_for_the_send_time_out_at_most()
    {
        ScriptedServer server = StartScripted(change: c => c.SendTimeOut = 300);
        TestClient client = await ConnectAsync(server, receiveBuffer: 4096);
        ScriptedSession session = await server.SessionAsync();
        session.Send(new byte[32 * 1024 * 1024], 0, 32 * 1024 * 1024);

        session.Close();

        Assert.That(server.Closings.Single().Reason, Is.EqualTo(CloseReason.ServerClosing));
        await Wait.UntilEqual(() => ((ISocketServerAccessor)server).SocketServer.SendingQueuePool.AvialableItemsCount, 100);
        client.Dispose();
    }
}
