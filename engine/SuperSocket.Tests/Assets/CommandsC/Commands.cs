using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.CommandsC;

/// <summary>Holds a command as a nested class.</summary>
public static class Commands
{
    /// <summary>Answers with its body backwards; its name is not that of its class.</summary>
    public class Backwards : StringCommandBase
    {
        public override string Name => "325";

        public override void ExecuteCommand(AppSession session, StringRequestInfo requestInfo)
            => session.Send(string.Concat(requestInfo.Body.Reverse()));
    }
}
