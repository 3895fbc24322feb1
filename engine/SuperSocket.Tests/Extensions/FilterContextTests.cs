using System.Collections.Concurrent;
using NUnit.Framework;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Metadata;
using SuperSocket.SocketBase.Protocol;
using SuperSocket.Tests.Engine.Support;

namespace SuperSocket.Tests.Extensions;

public class FilterContextTests : EngineFixture
{
    [Test]
    public async Task A_filter_that_keeps_contexts_finds_them_as_they_were()
    {
        var server = Start<KeepingServer, KeepingSession, StringRequestInfo>(new KeepingServer(), null, null);
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("TELL a\r\nTELL b\r\n");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("a"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("b"));
        await Wait.UntilEqual(() => server.Kept.Count, 2);
        Assert.That(server.Kept.Select(context => ((StringRequestInfo)context.RequestInfo).Body), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(server.Kept.Select(context => context.CurrentCommand.Name), Is.EqualTo(new[] { "Tell", "Tell" }));
    }

    [Test]
    public async Task A_context_that_is_used_again_knows_nothing_of_its_last_request()
    {
        var server = Start<TransientServer, TransientSession, StringRequestInfo>(new TransientServer(), null, null);
        TestClient client = await ConnectAsync(server);

        await client.SendAsync("ECHO cancel\r\nECHO throw\r\nECHO handled\r\nECHO x\r\n");
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("exception: throw"));
        Assert.That(await client.ReadLineAsync(), Is.EqualTo("x"));
        Assert.That(server.Seen, Is.EqualTo(new[] { "cancel: clean", "throw: clean", "handled: clean", "x: clean" }));
    }
}

[Keep]
public class KeepingServer : AppServer<KeepingSession>
{
    public ConcurrentQueue<CommandExecutingContext> Kept { get; } = new();
}

public class KeepingSession : AppSession<KeepingSession>;

/// <summary>As filters of SuperSocket 1.6 may.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KeepAttribute : CommandFilterAttribute
{
    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
    }

    public override void OnCommandExecuted(CommandExecutingContext commandContext)
        => ((KeepingServer)commandContext.Session.AppServer).Kept.Enqueue(commandContext);
}

public class Tell : StringCommandBase<KeepingSession>
{
    public override void ExecuteCommand(KeepingSession session, StringRequestInfo requestInfo) => session.Send(requestInfo.Body);
}

[Pass]
public class TransientServer : AppServer<TransientSession>
{
    public ConcurrentQueue<string> Seen { get; } = new();
}

public class TransientSession : AppSession<TransientSession>
{
    protected override void HandleException(Exception e) => Send("exception: " + e.Message);
}

/// <summary>Cancels, lets throw or deals with it, as the request says.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PassAttribute : CommandFilterAttribute
{
    public override bool KeepsContext => false;

    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
        string body = ((StringRequestInfo)commandContext.RequestInfo).Body;
        bool isClean = commandContext is { Exception: null, ExceptionHandled: false, Cancel: false };
        ((TransientServer)commandContext.Session.AppServer).Seen.Enqueue($"{body}: {(isClean ? "clean" : "not clean")}");
        commandContext.Cancel = body == "cancel";
    }

    public override void OnCommandExecuted(CommandExecutingContext commandContext)
        => commandContext.ExceptionHandled = commandContext.Exception?.Message == "handled";
}

public class Echo : StringCommandBase<TransientSession>
{
    public override void ExecuteCommand(TransientSession session, StringRequestInfo requestInfo)
    {
        if (requestInfo.Body is "throw" or "handled")
            throw new InvalidOperationException(requestInfo.Body);
        session.Send(requestInfo.Body);
    }
}
