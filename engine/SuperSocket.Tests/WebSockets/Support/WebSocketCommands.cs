using SuperSocket.SocketBase;
using SuperSocket.WebSocket.SubProtocol;

namespace SuperSocket.Tests.WebSockets.Support;

/// <summary>Sends the body back.</summary>
[Noting("command", Order = 1)]
public class ECHO : SubCommandBase<ScriptedWebSocket>
{
    public override void ExecuteCommand(ScriptedWebSocket session, SubRequestInfo requestInfo) => session.Send(requestInfo.Body);
}

/// <summary>Fails.</summary>
public class FAIL : SubCommandBase<ScriptedWebSocket>
{
    public override void ExecuteCommand(ScriptedWebSocket session, SubRequestInfo requestInfo) => throw new InvalidOperationException("no luck");
}

/// <summary>Two numbers.</summary>
public class Summands
{
    public int A { get; set; }

    public int B { get; set; }
}

/// <summary>Adds two numbers.</summary>
public class ADD : JsonSubCommand<ScriptedWebSocket, Summands>
{
    protected override void ExecuteJsonCommand(ScriptedWebSocket session, Summands commandInfo)
        => SendJsonMessage(session, new { Result = commandInfo.A + commandInfo.B });
}

/// <summary>Answers with the next value of an enumeration.</summary>
public class NEXT : JsonSubCommand<ScriptedWebSocket, DayOfWeek>
{
    protected override void ExecuteJsonCommand(ScriptedWebSocket session, DayOfWeek commandInfo) => SendJsonMessage(session, "DAY", commandInfo + 1);
}

/// <summary>Tells the token that it was given.</summary>
public class LATER : AsyncJsonSubCommand<ScriptedWebSocket, int>
{
    protected override void ExecuteAsyncJsonCommand(ScriptedWebSocket session, string token, int commandInfo)
    {
        if (commandInfo < 0)
            throw new InvalidOperationException("no luck");
        SendJsonMessage(session, token, commandInfo + (session.CurrentToken == null ? 1 : 0));
    }
}

/// <summary>Notes what it sees on the server, and cancels what the test says.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class NotingAttribute(string name) : SubCommandFilterAttribute
{
    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
        Note(commandContext, "before");
        commandContext.Cancel = commandContext.RequestInfo is SubRequestInfo { Body: "cancel" };
    }

    public override void OnCommandExecuted(CommandExecutingContext commandContext) => Note(commandContext, "after");

    private void Note(CommandExecutingContext context, string when)
        => ((ScriptedWebSocket)context.Session).AppServer.Calls.Enqueue($"{name} {when} {context.CurrentCommand.Name}");
}

/// <summary>A server whose class has filters.</summary>
[Noting("server")]
[Noting("other", SubProtocol = "other")]
public class FilteredWebSocketServer : ScriptedWebSocketServer
{
}
