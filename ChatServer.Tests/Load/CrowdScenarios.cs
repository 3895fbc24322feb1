using System.Globalization;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Load;

public class CrowdScenarios : ChatScenario
{
    [Test]
    public async Task A_thousand_people_at_once_each_get_the_message_of_their_neighbour()
    {
        const int People = 1000;
        ScriptedClient[] people = await Task.WhenAll(Enumerable.Range(0, People).Select(i => LogIn($"user{i}", i % 2 == 0 ? "utf-8" : "gb2312")));
        await Task.WhenAll(people.Select((person, i) => person.Sends($"Chat user{(i + 1) % People} 你好 from {i}")));
        await Task.WhenAll(people.Select((person, i) => person.ReceivesFrom($"user{(i + People - 1) % People}", $"你好 from {(i + People - 1) % People}")));
        await Task.WhenAll(people.Select(person => person.ReceivesNothing()));
        Assert.That(Server.Chat.OnlineCount, Is.EqualTo(People));
        foreach (ScriptedClient person in people)
            person.Leaves();
        await Until("all are offline", () => Server.Chat.OnlineCount == 0);
        Assert.That(Server.Chat.KnownCount, Is.EqualTo(People), "those with unconfirmed messages");
    }

    [Test]
    public async Task Messages_of_each_sender_keep_their_order_among_those_of_others()
    {
        const int Senders = 10, Each = 1000;
        ScriptedClient juliet = await LogIn("juliet");
        ScriptedClient[] senders = await Task.WhenAll(Enumerable.Range(0, Senders).Select(i => LogIn($"user{i}")));
        Task sending = Task.WhenAll(senders.Select(async sender =>
        {
            for (int i = 0; i < Each; i += 50)
                await sender.SendsText(string.Concat(Enumerable.Range(i, 50).Select(j => $"Chat juliet {j}\r\n")));
        }));

        int[] next = new int[Senders];
        string lastId = string.Empty;
        for (int i = 0; i < Senders * Each; i++)
        {
            string line = await juliet.ReceivesLine();
            int sender = int.Parse(line.AsSpan(4, 1), CultureInfo.InvariantCulture);
            Assert.That(line, Does.StartWith($"user{sender} 给你发消息:{next[sender]++} "));
            Assert.That(line[^36..], Is.GreaterThan(lastId).Using<string>(StringComparer.Ordinal), "ids grow in the order of delivery");
            lastId = line[^36..];
        }

        await sending;
        await juliet.ReceivesNothing();
    }
}
