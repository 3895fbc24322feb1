using System.Globalization;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Soak;

/// <summary>Answers its body.</summary>
public class Echo : StringCommandBase<SoakSession>
{
    public override void ExecuteCommand(SoakSession session, StringRequestInfo requestInfo) => session.Send(requestInfo.Body);
}

/// <summary>Answers, then closes.</summary>
public class Bye : StringCommandBase<SoakSession>
{
    public override void ExecuteCommand(SoakSession session, StringRequestInfo requestInfo)
    {
        session.Send(Plan.Farewell);
        session.Close();
    }
}

/// <summary>Throws, so that the session is closed.</summary>
public class Throw : StringCommandBase<SoakSession>
{
    public override void ExecuteCommand(SoakSession session, StringRequestInfo requestInfo)
    {
        Interlocked.Increment(ref ((SoakServer)session.AppServer).ThrownExceptions);
        throw new SoakException();
    }
}

/// <summary>Is sent behind what closes the session, so it must not run.</summary>
public class Never : StringCommandBase<SoakSession>
{
    public override void ExecuteCommand(SoakSession session, StringRequestInfo requestInfo)
        => Interlocked.Increment(ref ((SoakServer)session.AppServer).NeverRun);
}

/// <summary>Answers a line of the given length.</summary>
public class Big : StringCommandBase<SoakSession>
{
    public override void ExecuteCommand(SoakSession session, StringRequestInfo requestInfo)
        => session.Send(Plan.BigLine(int.Parse(requestInfo.Body, CultureInfo.InvariantCulture)));
}

/// <summary>Waits the given milliseconds without a thread, then answers its body.</summary>
public class Wait : AsyncCommandBase<SoakSession, StringRequestInfo>
{
    public override async ValueTask ExecuteCommandAsync(SoakSession session, StringRequestInfo requestInfo)
    {
        await Task.Delay(int.Parse(requestInfo.Body, CultureInfo.InvariantCulture)).ConfigureAwait(false);
        session.Send(requestInfo.Body);
    }
}

/// <summary>Closes the session from another thread, the given milliseconds later.</summary>
public class Kick : StringCommandBase<SoakSession>
{
    public override void ExecuteCommand(SoakSession session, StringRequestInfo requestInfo)
        => _ = KickAsync(session, int.Parse(requestInfo.Body, CultureInfo.InvariantCulture));

    private static async Task KickAsync(SoakSession session, int milliseconds)
    {
        await Task.Delay(milliseconds).ConfigureAwait(false);
        session.Close();
    }
}

/// <summary>What <see cref="Throw"/> throws.</summary>
public sealed class SoakException : Exception
{
}
