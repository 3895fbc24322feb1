using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>Notes its calls in the <see cref="ScriptedServer.Events"/>; may cancel, throw, or deal with an exception.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
public sealed class TraceAttribute(string name) : CommandFilterAttribute
{
    public string Name { get; } = name;

    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
        Note(commandContext, $"{Name}>");
        string body = Body(commandContext);
        if (body == $"cancel at {Name}")
            commandContext.Cancel = true;
        if (body == $"fail before at {Name}")
            throw new InvalidOperationException(body);
    }

    public override void OnCommandExecuted(CommandExecutingContext commandContext)
    {
        string body = Body(commandContext);
        Note(commandContext, commandContext.Exception == null ? $"<{Name}" : $"<{Name} with {commandContext.Exception.Message}");
        if (body == $"fail after at {Name}")
            throw new InvalidOperationException(body);
        if (body == $"handle at {Name}")
            commandContext.ExceptionHandled = true;
    }

    private static string Body(CommandExecutingContext context) => ((SocketBase.Protocol.StringRequestInfo)context.RequestInfo).Body;

    private static void Note(CommandExecutingContext context, string what) => ((ScriptedServer)context.Session.AppServer).Events.Enqueue(what);
}
