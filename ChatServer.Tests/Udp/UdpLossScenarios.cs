using System.Diagnostics;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Udp;

/// <summary>Datagrams get lost, doubled and overtaken; messages do not.</summary>
public class UdpLossScenarios : ChatScenario
{
    private const int Messages = 1000;
    private const double Loss = 0.15;

    public UdpLossScenarios() => Setup = new ServerSetup { Udp = "repeatAfter=\"20\" longestRepeat=\"160\"" };

    [TestCase(1)]
    [TestCase(2)]
    public async Task A_thousand_messages_arrive_over_a_bad_network_and_once_each_by_their_ids(int seed)
    {
        using var network = new LossyProxy(Server.Udp.Listeners[0].EndPoint, seed, Loss);
        DatagramClient romeo = OpenUdp("romeo", by: network.EndPoint);
        while (await romeo.TryReceiveLine(0.1) != LoggedIn)
            romeo.Sends("Check romeo secret");
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends([.. Enumerable.Range(0, Messages).Select(i => $"Chat romeo {i}")]);

        var texts = new Dictionary<string, string>();
        int received = 0;
        var deadline = new Deadline(60);
        while (Server.Chat.StoredCount > 0 || texts.Count < Messages)
        {
            Assert.That(deadline.IsOver, Is.False, $"{texts.Count} of {Messages} came");
            if (await romeo.TryReceiveLine(0.1) is not { } line || line == LoggedIn)
                continue;
            string[] parts = line.Split(' ', ':');
            Assert.That(texts.TryAdd(parts[^1], parts[^2]) || texts[parts[^1]] == parts[^2], Is.True, line);
            received++;
            romeo.Sends($"Confirm {parts[^1]}");
        }

        // Ids sort in the order in which they were sent.
        Assert.That(texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value), Is.EqualTo(Enumerable.Range(0, Messages).Select(i => $"{i}")));
        Assert.That(received, Is.GreaterThan(Messages), "some came again");
        Assert.That(network.Lost, Is.GreaterThan(Messages / 10));
    }

    [Test]
    public async Task A_sender_who_repeats_until_there_is_an_answer_has_each_message_stored_once()
    {
        using var network = new LossyProxy(Server.Udp.Listeners[0].EndPoint, 3, Loss);
        DatagramClient romeo = OpenUdp("romeo", by: network.EndPoint);
        while (await romeo.TryReceiveLine(0.1) != LoggedIn)
            romeo.Sends("Check romeo secret");
        ScriptedClient juliet = await LogIn("juliet");

        var unanswered = new HashSet<string>(Enumerable.Range(0, Messages).Select(i => $"#m{i}"));
        var deadline = new Deadline(60);
        while (unanswered.Count > 0)
        {
            Assert.That(deadline.IsOver, Is.False, $"{unanswered.Count} were not answered");
            foreach (string name in unanswered.Take(16))
                romeo.Sends($"{name} Chat juliet {name[2..]}");
            while (await romeo.TryReceiveLine(0.02) is { } line)
                unanswered.Remove(line.Split(' ')[0]);
        }

        var came = new List<int>();
        for (int i = 0; i < Messages; i++)
            came.Add(int.Parse((await juliet.ReceivesLine()).Split(' ', ':')[^2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(came.Order(), Is.EqualTo(Enumerable.Range(0, Messages)));
        await juliet.Sends("HB R");
        await juliet.Receives("R");
    }

    [Test]
    public async Task What_nobody_confirms_comes_again_after_growing_pauses_and_no_more_than_the_window_is_on_its_way()
    {
        Setup = new ServerSetup { Udp = "repeatAfter=\"100\" longestRepeat=\"400\" unconfirmedWindow=\"2\"" };
        DatagramClient romeo = await LogInByUdp("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends("Chat romeo one", "Chat romeo two", "Chat romeo three");
        string one = await romeo.ReceivesMessage("juliet 给你发消息:one");
        string two = await romeo.ReceivesMessage("juliet 给你发消息:two");
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < 5; i++)
        {
            Assert.That(await romeo.ReceivesMessage("juliet 给你发消息:one"), Is.EqualTo(one));
            Assert.That(await romeo.ReceivesMessage("juliet 给你发消息:two"), Is.EqualTo(two));
        }

        // 100, 200, 400, 400, 400; the first may have been late.
        Assert.That(Stopwatch.GetElapsedTime(start), Is.GreaterThan(TimeSpan.FromMilliseconds(1000)));
        romeo.Sends($"Confirm {two}");

        // Repeats of the others may be on their way.
        string line = await romeo.ReceivesLine();
        while (!line.Contains("three", StringComparison.Ordinal))
            line = await romeo.ReceivesLine();
        Assert.That(line, Does.StartWith("juliet 给你发消息:three "));
        string three = line.Split(' ')[^1];
        romeo.Sends($"Confirm {one}", $"Confirm {three}");
        await Until("all is confirmed", () => Server.Chat.StoredCount == 0);
        while (await romeo.TryReceiveLine(0.01) != null)
        {
        }

        Assert.That(await romeo.TryReceiveLine(0.6), Is.Null);
    }
}
