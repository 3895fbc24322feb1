using System.Globalization;
using ChatServer.Client;
using ChatServer.Client.Internal;
using ChatServer.Core.Users;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>A program that takes its messages slowly.</summary>
[TestFixture(Transport.Tcp)]
[TestFixture(Transport.WebSocket)]
public sealed class BackpressureScenarios(Transport transport) : ClientScenario(transport)
{
    private const int Messages = 100_000;
    private const int Buffered = 500;

    [Test]
    public async Task A_hundred_thousand_messages_wait_at_the_server_for_a_program_that_is_slow()
    {
        // The server closes a client that sends requests and reads no replies for this time.
        const string Patient = "sendTimeOut=\"600000\"";
        Setup = Setup with { Attributes = Patient, Web = Setup.Web == null ? null : Patient };
        await Fill(Messages);
        ChatClientOptions options = OptionsOf("juliet") with { MaxBuffered = Buffered, HeartbeatInterval = TimeSpan.FromSeconds(1), DeadAfter = TimeSpan.FromSeconds(6) };
        ChatClient juliet = await LogInAsClient(options);
        await Until("the inbox is full", () => juliet.Inbox.Count == Buffered);
        int expected = 0;
        int max = 0;
        await foreach (ChatMessage message in juliet.Messages.WithCancellation(Soon))
        {
            Assert.That(message.Text, Is.EqualTo(Text(expected)));
            max = Math.Max(max, juliet.Inbox.Count);
            if (++expected == Messages)
                break;

            // Once the program is busy for longer than the client waits for a silent server.
            if (expected == Messages / 2)
                await Task.Delay(options.DeadAfter * 1.5);
        }

        Assert.That(max, Is.LessThanOrEqualTo(Buffered));
        await Until("all but the last are confirmed", () => Server.Chat.StoredCount == 1);
        await juliet.PendingAsync(Soon);
        Assert.That(juliet.Inbox.RememberedIds, Is.LessThanOrEqualTo(IdMemory.MaxSettled + 1), "the others are forgotten");
        Assert.That(ClientLog.Lines.Where(line => line.Id.Name is "Reconnecting" or "DeadLink"), Is.Empty, "a program that is slow is no dead link");
        Assert.That(juliet.Inbox.Gaps, Is.Zero);
    }

    [Test]
    public async Task A_program_that_answers_each_message_is_not_locked_up_by_those_behind_it()
    {
        const int Few = 3_000;
        await Fill(Few);
        ChatClient juliet = await LogInAsClient(OptionsOf("juliet") with { MaxBuffered = 10 });
        int expected = 0;
        await foreach (ChatMessage message in juliet.Messages.WithCancellation(Soon))
        {
            Assert.That(message.Text, Is.EqualTo(Text(expected)));
            Assert.That(juliet.Inbox.Count, Is.LessThanOrEqualTo(10 * Inbox.WaitingFactor));
            await juliet.SendAsync("romeo", message.Text, Soon);
            if (++expected == Few)
                break;
        }

        Assert.That(juliet.Inbox.Gaps, Is.GreaterThan(0), "what did not fit came again");
        Assert.That(Server.Chat.StoredCount, Is.EqualTo(Few + 1).Within(5 * Few), "romeo's, and the last one of juliet");
    }

    private async Task Fill(int messages)
    {
        ChatClient nurse = await LogInAsClient("nurse");
        await nurse.DisposeAsync();
        var romeo = new User("romeo");
        for (int i = 0; i < messages; i++)
            Server.Chat.Send(romeo, "juliet", Text(i));
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"{number}");
}
