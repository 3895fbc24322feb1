using ChatServer.Sessions;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace ChatServer.Tests.Kit;

/// <summary><c>Fail &lt;text&gt;</c>: a command of an application that throws.</summary>
public class Fail : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo) => throw new InvalidOperationException(requestInfo.Body);
}

/// <summary>A command that fails somewhere in the framework.</summary>
public class FailInside : CommandBase<ChatSession, StringRequestInfo>
{
    /// <inheritdoc/>
    public override void ExecuteCommand(ChatSession session, StringRequestInfo requestInfo) => File.ReadAllText("/nowhere/secrets.txt");
}
