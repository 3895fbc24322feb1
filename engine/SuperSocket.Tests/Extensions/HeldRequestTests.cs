using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Extensions;

/// <summary>A session whose commands return before what they started is done.</summary>
public class HeldRequestTests : EngineFixture
{
    [TestCase(false)]
    [TestCase(true)]
    public async Task The_next_request_waits_for_the_task_however_it_ends(bool fails)
    {
        (HoldingServer server, TestClient client) = await StartAsync();
        await client.SendAsync("hold\r\nhello\r\n");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("holding"));
        Assert.That(server.Handled, Is.EqualTo(1));

        if (fails)
            server.Held.SetException(new InvalidOperationException("of the test"));
        else
            server.Held.SetResult();
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("hello"));
    }

    [Test]
    public async Task Two_tasks_of_one_request_are_both_waited_for()
    {
        (HoldingServer server, TestClient client) = await StartAsync();
        await client.SendAsync("hold both\r\nhello\r\n");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("holding"));
        server.Held.SetResult();
        await Task.Yield();
        Assert.That(server.Handled, Is.EqualTo(1));
        server.AlsoHeld.SetResult();
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("hello"));
    }

    [Test]
    public async Task A_peer_that_has_finished_sending_gets_what_is_still_owed_before_the_end()
    {
        (HoldingServer server, TestClient client) = await StartAsync();
        await client.SendAsync("owe\r\n");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("owing"));
        client.Socket.Shutdown(System.Net.Sockets.SocketShutdown.Send);
        await Wait.Until(() => server.AskedForTheRest, "the engine asks for what is owed");
        HoldingSession session = server.GetAllSessions().Single();
        Assert.That(session.Connected, Is.True);

        session.Send("paid");
        server.Owed.SetResult();
        Assert.That(await client.ReadToEndAsync(), Is.EqualTo("paid\r\n"));
    }

    private async Task<(HoldingServer Server, TestClient Client)> StartAsync()
    {
        var server = Start<HoldingServer, HoldingSession, StringRequestInfo>(new HoldingServer(), null, null);
        server.NewRequestReceived += server.Handle;
        return (server, await ConnectAsync(server));
    }
}

public class HoldingServer : AppServer<HoldingSession>
{
    private int _handled;

    public TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource AlsoHeld { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Owed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool AskedForTheRest { get; set; }

    public int Handled => Volatile.Read(ref _handled);

    public void Handle(HoldingSession session, StringRequestInfo request)
    {
        Interlocked.Increment(ref _handled);
        switch (request.Key)
        {
            case "hold":
                session.HoldRequests(Held.Task);
                if (request.Body == "both")
                    session.HoldRequests(AlsoHeld.Task);
                session.Send("holding");
                break;
            case "owe":
                session.Owes = true;
                session.Send("owing");
                break;
            default:
                session.Send(request.Key);
                break;
        }
    }
}

public class HoldingSession : AppSession<HoldingSession>
{
    public bool Owes { get; set; }

    protected override Task WhenAllAnsweredAsync()
    {
        var server = (HoldingServer)AppServer;
        server.AskedForTheRest = true;
        return Owes ? server.Owed.Task : Task.CompletedTask;
    }
}
