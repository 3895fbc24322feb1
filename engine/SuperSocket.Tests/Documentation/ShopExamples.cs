using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Command;
using SuperSocket.SocketBase.Protocol;

// The examples of docs/engine.md, as they stand there.
namespace SuperSocket.Tests.Documentation;

public class ShopServer : AppServer<ShopSession>
{
    public SessionIndex<string, ShopSession> Users { get; } = new(StringComparer.OrdinalIgnoreCase);

    protected override bool BatchSends => true;
}

public class LOGIN : CommandBase<ShopSession, StringRequestInfo>
{
    public override void ExecuteCommand(ShopSession session, StringRequestInfo requestInfo)
    {
        var users = ((ShopServer)session.AppServer).Users;
        users.Replace(requestInfo.Body, session)?.Close();
        session.Send("Welcome.");
    }
}

public class PRICE(PriceList prices) : AsyncCommandBase<ShopSession, StringRequestInfo>
{
    public override async ValueTask ExecuteCommandAsync(ShopSession session, StringRequestInfo requestInfo)
    {
        decimal price = await prices.FindAsync(requestInfo.Body);
        session.Send($"{PrintableText.Line(requestInfo.Body)} costs {price}.");
    }
}

public class ShopSession : AppSession<ShopSession>
{
    private int _next;

    public void SendCatalogue()
    {
        while (_next < 10_000 && TrySend($"article {_next}\r\n"))
            _next++;
    }

    protected override void OnSendRoom() => SendCatalogue();

    public void Dismiss(string reason)
    {
        TrySendNotice($"Goodbye: {reason}\r\n");
        Close();
    }
}

public class QUIET : CommandBase<ShopSession, StringRequestInfo>
{
    public override void ExecuteCommand(ShopSession session, StringRequestInfo requestInfo)
    {
        var limit = TimeSpan.FromMinutes(1);
        int quiet = session.AppServer.GetSessions(other => other.IdleTime > limit).Count();
        session.Send($"{quiet} sessions have been quiet for a minute.");
    }
}

public class CATALOGUE : CommandBase<ShopSession, StringRequestInfo>
{
    public override void ExecuteCommand(ShopSession session, StringRequestInfo requestInfo) => session.SendCatalogue();
}

public class LEAVE : CommandBase<ShopSession, StringRequestInfo>
{
    public override void ExecuteCommand(ShopSession session, StringRequestInfo requestInfo) => session.Dismiss(requestInfo.Body);
}

public sealed class PriceList
{
    public async Task<decimal> FindAsync(string article)
    {
        await Task.Yield();
        return article.Length;
    }
}
