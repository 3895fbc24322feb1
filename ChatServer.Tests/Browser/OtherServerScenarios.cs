using System.Globalization;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Browser;

/// <summary>The server of a page is lost, and the page goes on at another one.</summary>
public sealed class OtherServerScenarios : BrowserScenario
{
    [Test]
    public async Task A_page_whose_server_is_lost_goes_on_at_another()
    {
        ExpectNoConnection();
        ServerSetup other = Setup;
        using var second = new RunningServer(other);
        Setup = Setup with { Web = $"{WebAttributes} otherServers=\"ws://{second.Web.Listeners[0].EndPoint}/ws\"" };
        string origin = Address.GetLeftPart(UriPartial.Authority);
        second.Reload(other with { Web = string.Create(CultureInfo.InvariantCulture, $"{WebAttributes} allowedOrigins=\"{origin}\"") });
        ChatPage romeo = await SignIn("romeo");
        await romeo.IsOnline();
        Assert.That(second.Chat.IsOnline("romeo"), Is.False);

        Server.Stop();
        await Until("the page is at the other server", () => second.Chat.IsOnline("romeo"));
        await romeo.IsOnline();
        await romeo.WritesTo("romeo");
        await romeo.Says("still here");
        await romeo.SeesState("still here", "read");
    }
}
