using System.Net;
using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>A client that has the addresses of several servers.</summary>
[TestFixture(Transport.Tcp)]
[TestFixture(Transport.WebSocket)]
public sealed class SeveralServersScenarios(Transport transport) : ClientScenario(transport)
{
    [Test]
    public async Task A_server_that_cannot_be_reached_is_left_for_another_without_a_pause()
    {
        ChatClientOptions options = OptionsOf("romeo") with { FirstPause = TimeSpan.FromHours(1), MaxPause = TimeSpan.FromHours(1) };
        for (int i = 0; i < 5; i++)
        {
            ChatClient romeo = await LogInAsClient(options with { Server = Nobody, OtherServers = [options.Server, Nobody] });
            ChatState state = (await NextEvent<StateChanged>(romeo)).State;
            Assert.That(state, Is.EqualTo(ChatState.Online), "the program hears nothing of the one that cannot be reached");
            await romeo.DisposeAsync();
        }
    }

    [Test]
    public void The_first_login_fails_after_each_server_was_tried_once()
    {
        ChatClientOptions options = OptionsOf("romeo") with { Server = Nobody, OtherServers = [new Uri("chat://127.0.0.1:2")] };
        ChatException? failure = Assert.ThrowsAsync<ChatException>(() => LogInAsClient(options));
        Assert.That(failure!.Error, Is.EqualTo(ChatError.Unreachable));
        Assert.That(failure.Message, Does.Contain("127.0.0.1:1").And.Contain("127.0.0.1:2"));
    }

    [Test]
    public async Task A_server_that_is_lost_is_left_for_another()
    {
        FlakyProxy first = StartProxy(), second = StartProxy();
        ChatClient romeo = await LogInAsClient(OptionsOf("romeo", first) with { OtherServers = [OptionsOf("romeo", second).Server] });
        await NextEvent<StateChanged>(romeo);
        foreach (FlakyProxy lost in (FlakyProxy[])[first, second])
        {
            lost.RefusesNewLinks = true;
            lost.Reset();
            await romeo.SendAsync("romeo", "hello", Soon);
            Assert.That((await Next(romeo)).Text, Is.EqualTo("hello"));
            lost.RefusesNewLinks = false;
        }
    }

    // Nobody listens there.
    private static Uri Nobody => new($"chat://{new IPEndPoint(IPAddress.Loopback, 1)}");
}
