using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Engine.Support;

/// <summary>Commands of this session are found by every way there is.</summary>
public class OddSession : AppSession<OddSession>
{
}

public class OddServer : AppServer<OddSession>
{
    public IReadOnlyCollection<string> CommandNames { get; private set; } = [];

    protected override bool SetupCommands(Dictionary<string, ICommand<OddSession, StringRequestInfo>> discoveredCommands)
    {
        bool done = base.SetupCommands(discoveredCommands);
        CommandNames = [.. discoveredCommands.Keys];
        return done;
    }
}

/// <summary>Its name is a number.</summary>
public class Number : StringCommandBase<OddSession>
{
    public override string Name => "325";

    public override void ExecuteCommand(OddSession session, StringRequestInfo requestInfo)
        => session.Send($"{requestInfo.Key}({requestInfo.Body}) of {requestInfo.Parameters.Length}");
}

public abstract class AbstractCommand : StringCommandBase<OddSession>
{
}

public static class Holder
{
    /// <summary>Nested and public.</summary>
    public class Nested : AbstractCommand
    {
        public override void ExecuteCommand(OddSession session, StringRequestInfo requestInfo)
            => session.Send($"{session.PrevCommand ?? "-"} {session.CurrentCommand}");
    }
}

internal sealed class NotPublic : AbstractCommand
{
    public override void ExecuteCommand(OddSession session, StringRequestInfo requestInfo) => session.Send("never");
}

public class OpenGeneric<T> : AbstractCommand
{
    public override void ExecuteCommand(OddSession session, StringRequestInfo requestInfo) => session.Send(typeof(T).Name);
}

/// <summary>Its session has two commands whose names differ by case only.</summary>
public class TwinSession : AppSession<TwinSession>
{
}

public class Twin : StringCommandBase<TwinSession>
{
    public override void ExecuteCommand(TwinSession session, StringRequestInfo requestInfo)
    {
    }
}

public class OtherTwin : StringCommandBase<TwinSession>
{
    public override string Name => "TWIN";

    public override void ExecuteCommand(TwinSession session, StringRequestInfo requestInfo)
    {
    }
}

/// <summary>Its session has a command that cannot be made.</summary>
public class UnmakableSession : AppSession<UnmakableSession>
{
}

public class Unmakable(int number) : StringCommandBase<UnmakableSession>
{
    public override void ExecuteCommand(UnmakableSession session, StringRequestInfo requestInfo) => session.Send($"{number}");
}
