using System.Globalization;
using ChatServer.Core.Users;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Load;

/// <summary>Somebody logs in for whom very much has waited.</summary>
public class BacklogScenarios : ChatScenario
{
    // Its answer is about as long as a message.
    private static readonly string Unknown = new('x', 200);

    [Test]
    public async Task Commands_are_answered_while_many_messages_come()
    {
        const int Messages = 90_000, Commands = 200;
        var romeo = new User("romeo");
        for (int i = 0; i < Messages; i++)
            Server.Chat.Send(romeo, "juliet", string.Create(CultureInfo.InvariantCulture, $"message {i}, with some words that make it as long as most messages are"));

        // A receive buffer of fixed size: the system would let one grow that holds most of the messages before the first command is read.
        ScriptedClient juliet = await LogIn("juliet", receiveBuffer: 64 * 1024);
        await juliet.SendsText(string.Concat(Enumerable.Repeat(Unknown + "\r\n", Commands)));
        int answered = 0;
        int messages = 0;
        while (answered < Commands)
        {
            if ((await juliet.ReceivesLine()).Contains(Unknown, StringComparison.Ordinal))
                answered++;
            else
                messages++;
        }

        Assert.That(messages, Is.LessThan(Messages / 2));
    }
}
