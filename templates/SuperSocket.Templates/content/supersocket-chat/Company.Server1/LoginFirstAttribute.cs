using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Metadata;

namespace Company.Server1;

/// <summary>Cancels all commands but Check and HB before a login.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class LoginFirstAttribute : CommandFilterAttribute
{
    public override void OnCommandExecuting(CommandExecutingContext commandContext)
    {
        if (commandContext.CurrentCommand is Check or HB)
            return;
        var session = (ChatSession)commandContext.Session;
        if (session.User != null)
            return;
        commandContext.Cancel = true;
        session.Send("Log in first: Check id password");
    }

    public override void OnCommandExecuted(CommandExecutingContext commandContext)
    {
    }
}
