using System.Net;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Engine;

/// <summary>Whatever the engine calls may close the session or send, also while the application holds a lock of its own.</summary>
public class ReentrancyTests : EngineFixture
{
    private const int Megabyte = 1024 * 1024;

    [Test]
    public async Task A_failing_send_runs_no_close_hook_on_the_stack_of_the_sender()
    {
        var syncRoot = new object();
        bool held = false;
        ScriptedServer server = StartScripted(server => server.WhenClosed = (_, _) => held |= Monitor.IsEntered(syncRoot));
        for (int i = 0; i < 20; i++)
        {
            TestClient client = await ConnectAsync(server);
            ScriptedSession session = await server.SessionAsync();
            client.Abort();
            lock (syncRoot)
            {
                while (session.Connected && session.TrySend("text"))
                {
                }
            }

            await Wait.UntilEqual(() => server.SessionCount, 0);
        }

        Assert.That(held, Is.False);
        Assert.That(server.Closings, Has.Count.EqualTo(20));
    }

    [Test]
    public async Task OnSendRoom_may_wait_for_a_lock_that_a_sender_holds_and_both_go_on()
    {
        var syncRoot = new object();
        var server = Start<AppServer<RoomSession>, RoomSession, StringRequestInfo>(
            new AppServer<RoomSession>(), config => (config.SendTimeOut, config.SendingQueueSize) = (20_000, 0), null);
        TestClient client = await ConnectAsync(server, receiveBuffer: 16 * 1024);
        await Wait.UntilEqual(() => server.SessionCount, 1);
        RoomSession session = server.GetAllSessions().Single();
        int rooms = 0;
        session.WhenRoom = () =>
        {
            lock (syncRoot)
                rooms++;
        };

        Task sending = Task.Run(() =>
        {
            byte[] piece = new byte[Megabyte];
            for (int i = 0; i < 10; i++)
            {
                lock (syncRoot)
                {
                    // The second one is refused at first, so that room is told of while the lock is held.
                    for (int j = 0; j < 3; j++)
                        session.Send(piece, 0, piece.Length);
                }
            }
        });

        await client.ReadExactlyAsync(30 * Megabyte);
        await sending.WaitAsync(Deadline.Default);
        await Wait.Until(() => rooms > 0, "room was told of");
    }

    [Test]
    public async Task OnSendRoom_may_use_a_Send_that_waits()
    {
        var server = Start<AppServer<RoomSession>, RoomSession, StringRequestInfo>(
            new AppServer<RoomSession>(), config => (config.SendTimeOut, config.SendingQueueSize) = (0, 0), null);
        TestClient client = await ConnectAsync(server, receiveBuffer: 16 * 1024);
        await Wait.UntilEqual(() => server.SessionCount, 1);
        RoomSession session = server.GetAllSessions().Single();
        byte[] piece = new byte[Megabyte];
        int left = 10;
        session.WhenRoom = () =>
        {
            for (; left > 0; left--)
                session.Send(piece, 0, piece.Length);
        };

        session.Send(piece, 0, piece.Length);
        int taken = 1;
        while (session.TrySend(new ArraySegment<byte>(piece)))
            taken++;

        await client.ReadExactlyAsync((taken + 10) * Megabyte);
        Assert.That(left, Is.Zero);
    }

    [Test]
    public async Task Closing_in_a_callback_ends_the_session_once_and_runs_nothing_behind_it(
        [Values("filter", "raw data", "init", "connected", "started", "event", "command", "closed")] string where)
    {
        var server = new ScriptedServer(new ClosingFilterFactory(where == "filter"));
        void Close(string place, ScriptedSession session)
        {
            if (place == where)
                session.Close();
        }

        server.WhenInit = session => Close("init", session);
        server.WhenConnected = session => Close("connected", session);
        server.WhenSessionStarted = session => Close("started", session);
        server.WhenUnknown = (session, request) =>
        {
            server.Events.Enqueue(request.Key);
            Close("command", session);
        };
        server.WhenClosed = (session, _) => session.Close();
        server.NewSessionConnected += session => Close("event", session);
        if (where == "raw data")
        {
            ((IRawDataProcessor<ScriptedSession>)server).RawDataReceived += (session, _, _, _) =>
            {
                session.Close();
                return true;
            };
        }

        Start<ScriptedServer, ScriptedSession, StringRequestInfo>(server, null, null);
        TestClient client = await ConnectAsync(server);
        try
        {
            await client.SendAsync("ONE\r\nTWO\r\n");
            if (where is "closed")
                client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
            await client.WaitForEndAsync();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // Closed already.
        }

        await Wait.UntilEqual(() => ((ISocketServerAccessor)server).SocketServer.SendingQueuePool.AvialableItemsCount, 100);
        Assert.That(server.SessionCount, Is.Zero);
        Assert.That(server.Closings, Has.Count.EqualTo(where == "init" ? 0 : 1));
        if (where is "filter" or "raw data" or "init" or "started")
            Assert.That(server.Events, Is.Empty);
        else if (where == "command")
            Assert.That(server.Events, Is.EqualTo(new[] { "ONE" }));
    }

    public class RoomSession : AppSession<RoomSession>
    {
        public Action? WhenRoom { get; set; }

        protected override void OnSendRoom() => WhenRoom?.Invoke();
    }

    private sealed class ClosingFilterFactory(bool closes) : CommandLineReceiveFilterFactory
    {
        public override IReceiveFilter<StringRequestInfo> CreateFilter(IAppServer appServer, IAppSession appSession, IPEndPoint remoteEndPoint)
        {
            IReceiveFilter<StringRequestInfo> filter = base.CreateFilter(appServer, appSession, remoteEndPoint);
            return closes ? new ClosingFilter(filter, appSession) : filter;
        }
    }

    private sealed class ClosingFilter(IReceiveFilter<StringRequestInfo> inner, IAppSession session) : IReceiveFilter<StringRequestInfo>
    {
        public int LeftBufferSize => inner.LeftBufferSize;

        public IReceiveFilter<StringRequestInfo>? NextReceiveFilter => null;

        public FilterState State => inner.State;

        public StringRequestInfo? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            session.Close();
            return inner.Filter(readBuffer, offset, length, toBeCopied, out rest);
        }

        public void Reset() => inner.Reset();
    }
}
