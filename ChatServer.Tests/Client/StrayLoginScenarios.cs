using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>A network that delivers a login when its client has given it up, and is logged in through another link.</summary>
[TestFixture(Transport.Tcp)]
[TestFixture(Transport.WebSocket)]
public sealed class StrayLoginScenarios(Transport transport) : ClientScenario(transport)
{
    [Test]
    public async Task A_late_login_of_its_own_kicks_a_client_only_until_it_connects_again()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient(OptionsOf("romeo", proxy) with { ConnectTimeout = TimeSpan.FromSeconds(2) });
        await NextEvent<StateChanged>(romeo);
        proxy.HoldsLogins = true;
        proxy.Reset();
        await Until("a login is held back", () => proxy.HeldLogins > 0);
        proxy.HoldsLogins = false;
        await NextEvent<StateChanged>(romeo, chatEvent => chatEvent.State == ChatState.Online);

        proxy.Resume();
        StateChanged kicked = await NextEvent<StateChanged>(romeo);
        Assert.That((kicked.State, ((ChatException)kicked.Reason!).Error), Is.EqualTo((ChatState.Reconnecting, ChatError.Kicked)));
        await romeo.SendAsync("romeo", "still here", Soon);
        Assert.That((await Next(romeo)).Text, Is.EqualTo("still here"));

        await LogInAsClient("romeo");
        StateChanged end = await NextEvent<StateChanged>(romeo, chatEvent => chatEvent.State != ChatState.Online);
        Assert.That(end.State, Is.EqualTo(ChatState.Closed), "this kick was no other of its own");
    }
}
