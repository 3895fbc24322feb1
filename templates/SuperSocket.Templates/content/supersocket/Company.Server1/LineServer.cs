using SuperSocket.SocketBase;

namespace Company.Server1;

/// <summary>A server of text lines. Its commands are the public classes of this assembly that derive from CommandBase.</summary>
public class LineServer : AppServer<LineSession>
{
}

/// <summary>One connection.</summary>
public class LineSession : AppSession<LineSession>
{
    protected override void OnSessionStarted() => Send("Welcome");

    protected override void HandleException(Exception e)
    {
        Logger.Error(this, "A command failed.", e);
        Send("That did not work.");
    }
}
