using ChatServer.Client;
using ChatServer.Client.Internal;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>Which kicks a client may explain by logins of its own.</summary>
public sealed class DialerTests
{
    [Test]
    public async Task A_login_that_was_given_up_explains_one_kick_within_two_minutes()
    {
        await using var server = new RogueServer(async connection =>
        {
            await connection.Sends("{\"code\":218}\n");
            for (int line = 0; line < 3; line++)
                await connection.ReadsLine();
        });
        var time = new FakeTime();
        var options = new ChatClientOptions { Server = server.Address, Id = "romeo", Password = "secret", TimeProvider = time };
        var dialer = new Dialer(options, new ServerList([server.Address], new Random(1)));
        Assert.That(dialer.TryExplainKick(), Is.False);

        await IsGivenUp(dialer);
        await IsGivenUp(dialer);
        time.PassSeconds(121);
        await IsGivenUp(dialer);
        Assert.That(dialer.TryExplainKick(), Is.True);
        Assert.That(dialer.TryExplainKick(), Is.False, "the others are too old, whatever came after them");
    }

    private static async Task IsGivenUp(Dialer dialer)
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds));
        Assert.That(async () => await dialer.ConnectAsync(soon.Token), Throws.InstanceOf<LinkException>());
        await Task.CompletedTask;
    }
}
