using System.Collections.Concurrent;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Extensions;

public class AsyncCommandTests : EngineFixture
{
    [Test]
    public async Task Requests_of_a_session_wait_for_its_asynchronous_command_and_keep_their_order()
    {
        (WaitingServer server, TestClient client) = await StartAsync();

        await client.SendAsync("WAITFOR a\r\nCALL 1\r\nWAITFOR b\r\nCALL 2\r\n");
        await Wait.Until(() => server.Gates.ContainsKey("a"), "the first command runs");
        Assert.That(server.Gates.ContainsKey("b"), Is.False);
        server.Release("a");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done a"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("name 1 after WAITFOR"));
        await Wait.Until(() => server.Gates.ContainsKey("b"), "the second command runs");
        server.Release("b");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("done b"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("name 2 after WAITFOR"));
    }

    [Test]
    public async Task Two_hundred_waiting_commands_hold_no_thread_and_no_other_session()
    {
        (WaitingServer server, TestClient first) = await StartAsync();
        var clients = new List<TestClient>();
        for (int i = 0; i < 200; i++)
        {
            clients.Add(await ConnectAsync(server));
            await clients[i].SendAsync($"WAITFOR {i}\r\n");
        }

        await Wait.UntilEqual(() => server.Gates.Count, 200);
        await first.SendAsync("CALL x\r\n");
        Assert.That(await first.ReadLineAsync(), Is.EqualTo("name x after "));
        Assert.That(ThreadPool.ThreadCount, Is.LessThan(150), "200 commands wait.");
        for (int i = 0; i < 200; i++)
            server.Release($"{i}");
        for (int i = 0; i < 200; i++)
            Assert.That(await clients[i].ReadLineAsync(), Is.EqualTo($"done {i}"));
    }

    [Test]
    public async Task What_an_asynchronous_command_throws_goes_to_HandleException_and_to_the_filters()
    {
        (WaitingServer server, TestClient client) = await StartAsync();

        await client.SendAsync("WAITFOR throw\r\nCALL x\r\n");
        await Wait.Until(() => server.Gates.ContainsKey("throw"), "the command runs");
        server.Release("throw");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("exception: throw"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("name x after WAITFOR"));
        Assert.That(server.SeenByFilter, Does.Contain("WaitFor: throw"));
    }

    [Test]
    public async Task A_session_that_closes_while_its_command_waits_executes_nothing_more()
    {
        (WaitingServer server, TestClient client) = await StartAsync();

        await client.SendAsync("WAITFOR a\r\nCALL 1\r\n");
        await Wait.Until(() => server.Gates.ContainsKey("a"), "the command runs");
        WaitingSession session = server.GetAllSessions().Single();
        session.Close();
        Assert.That(server.SessionCount, Is.Zero);
        server.Release("a");
        await Wait.Until(() => server.SeenByFilter.Contains("WaitFor: "), "the command ends");
        Assert.That(await client.ReadToEndAsync(), Is.Empty);
        Assert.That(server.SeenByFilter, Has.None.StartsWith("Call"));
    }

    [Test]
    public void An_asynchronous_command_refuses_to_be_called_synchronously()
        => Assert.That(() => new WaitFor().ExecuteCommand(null!, null!), Throws.TypeOf<NotSupportedException>().With.Message.Contains("WaitFor"));

    [Test]
    public async Task A_command_that_holds_a_thread_for_a_second_is_named_in_a_warning()
    {
        (_, TestClient client) = await StartAsync();

        await client.SendAsync("HOLD x\r\n");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("held"));
        await Wait.Until(() => Logs.Has(SocketBase.Logging.LogLevel.Warn, "The command Hold held a thread for"), "the warning");
    }

    private async Task<(WaitingServer Server, TestClient Client)> StartAsync()
    {
        var server = Start<WaitingServer, WaitingSession, StringRequestInfo>(new WaitingServer(), config => config.MaxConnectionNumber = 300, null);
        return (server, await ConnectAsync(server));
    }
}

[NoteEnd]
public class WaitingServer : AppServer<WaitingSession>
{
    public ConcurrentDictionary<string, TaskCompletionSource> Gates { get; } = new();

    public ConcurrentQueue<string> SeenByFilter { get; } = new();

    public void Release(string gate) => Gates[gate].SetResult();
}

public class WaitingSession : AppSession<WaitingSession>
{
    public WaitingServer Server => (WaitingServer)AppServer;

    protected override void HandleException(Exception e) => Send("exception: " + e.Message);
}

[AttributeUsage(AttributeTargets.Class)]
public sealed class NoteEndAttribute : CommandFilterAttribute
{
    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
    }

    public override void OnCommandExecuted(CommandExecutingContext commandContext)
        => ((WaitingServer)commandContext.Session.AppServer).SeenByFilter.Enqueue($"{commandContext.CurrentCommand.Name}: {commandContext.Exception?.Message}");
}

/// <summary>Waits until the test releases the lock of its body's name.</summary>
public class WaitFor : AsyncCommandBase<WaitingSession, StringRequestInfo>
{
    public override async ValueTask ExecuteCommandAsync(WaitingSession session, StringRequestInfo requestInfo)
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        session.Server.Gates[requestInfo.Body] = gate;
        await gate.Task;
        if (requestInfo.Body == "throw")
            throw new InvalidOperationException("throw");
        session.Send("done " + requestInfo.Body);
    }
}

public class Call : StringCommandBase<WaitingSession>
{
    public override void ExecuteCommand(WaitingSession session, StringRequestInfo requestInfo)
        => session.Send($"name {requestInfo.Body} after {session.PrevCommand}");
}

/// <summary>Does what it should not: holds its thread.</summary>
public class Hold : StringCommandBase<WaitingSession>
{
    public override void ExecuteCommand(WaitingSession session, StringRequestInfo requestInfo)
    {
        using var never = new ManualResetEventSlim();
        never.Wait(TimeSpan.FromMilliseconds(1100));
        session.Send("held");
    }
}
