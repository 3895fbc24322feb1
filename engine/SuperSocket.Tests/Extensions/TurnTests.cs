using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.SocketEngine;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Extensions;

public class TurnTests : EngineFixture
{
    [Test]
    public async Task Requests_of_one_block_that_take_long_take_several_turns()
    {
        var server = Start<TurnServer, TurnSession, StringRequestInfo>(new TurnServer(), null, null);
        TestClient client = await ConnectAsync(server);

        // The answers of a turn leave together at its end: the first one would wait for the second request otherwise.
        await client.SendAsync("WORK long\r\nWORK gate\r\nWORK x\r\n");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done long"));
        server.Gate.Set();
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done gate"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done x"));

        // Who was slow once goes on in turns of its own, in order.
        await client.SendAsync("WORK long\r\nWORK 1\r\nWORK long\r\nWORK 2\r\n");
        foreach (string answer in (string[])["long", "1", "long", "2"])
            Assert.That(await client.ReadLineAsync(), Is.EqualTo("done " + answer));
    }

    [Test]
    public async Task A_server_that_handles_requests_itself_is_bound_to_turns_as_well()
    {
        var server = Start<OwnTurnServer, TurnSession, StringRequestInfo>(new OwnTurnServer(), null, null);
        TestClient client = await ConnectAsync(server);
        await client.SendAsync("WORK long\r\nWORK gate\r\n");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done long"));
        server.Gate.Set();
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done gate"));
    }

    [Test]
    public void A_turn_is_over_after_32_blocks_however_quick_they_are()
    {
        var turn = Turn.Begin();
        int blocks = 0;
        while (!turn.IsOver())
            blocks++;

        // A machine that was busy elsewhere for 10 ms ends it earlier.
        Assert.That(blocks, Is.LessThanOrEqualTo(32));
    }
}

public class TurnServer : AppServer<TurnSession>
{
    public ManualResetEventSlim Gate { get; } = new();

    protected override bool BatchSends => true;
}

/// <summary>Has no use for the engine's handling.</summary>
public class OwnTurnServer : TurnServer
{
    protected override void ExecuteCommand(TurnSession session, StringRequestInfo requestInfo) => new Work().ExecuteCommand(session, requestInfo);
}

public class TurnSession : AppSession<TurnSession>;

/// <summary>Takes longer than a turn, waits for the test, or is quick, as its body says.</summary>
public class Work : StringCommandBase<TurnSession>
{
    public override void ExecuteCommand(TurnSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Body == "gate")
            ((TurnServer)session.AppServer).Gate.Wait(TimeSpan.FromSeconds(20));
        if (requestInfo.Body == "long")
            Thread.Sleep(50);
        session.Send("done " + requestInfo.Body);
    }
}
