using System.Globalization;
using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>Two people, many messages, and a network that breaks all the time.</summary>
[TestFixture(Transport.Tcp)]
[TestFixture(Transport.Tls)]
[TestFixture(Transport.WebSocket)]
public sealed class ExactlyOnceScenarios(Transport transport) : ClientScenario(transport, store: "journal")
{
    private const int Messages = 10_000;
    private const int Faults = 10;

    [Test]
    public async Task Ten_thousand_messages_in_each_direction_arrive_once_and_in_order_over_links_that_break()
    {
        int seed = Environment.TickCount;
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        ChatClient juliet = await LogInAsClient("juliet", proxy);
        using var end = new CancellationTokenSource();
        Task trouble = proxy.MisbehaveAsync(seed, longestPause: TimeSpan.FromSeconds(0.7), longStall: TimeSpan.FromSeconds(4), end.Token);

        await Task.WhenAll(Sends(romeo, "juliet", proxy), Sends(juliet, "romeo", proxy), Receives(juliet), Receives(romeo)).WaitAsync(TimeSpan.FromSeconds(5 * Deadline.DefaultSeconds));
        await end.CancelAsync();
        await trouble;
        await TestContext.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{proxy.Accepted} links"));
        Assert.That(proxy.Faults, Is.GreaterThanOrEqualTo(Faults - 1), "the links did not break");

        foreach (ChatClient client in new[] { romeo, juliet })
            Assert.That(await UntilNothingPends(client), Is.Zero, "all is confirmed");
    }

    // Between two faults at most a part is sent, so that each fault is in the middle.
    private static async Task Sends(ChatClient client, string to, FlakyProxy proxy)
    {
        List<Task<SendReceipt>> sends = [];
        for (int i = 0; i < Messages; i++)
        {
            if (i % (Messages / Faults) == 0)
                await Until("something bad happens", () => proxy.Faults >= i / (Messages / Faults));
            sends.Add(client.SendAsync(to, Text(i)));
            if (i >= 200)
                await sends[i - 200];
        }

        SendReceipt[] receipts = await Task.WhenAll(sends);
        Assert.That(receipts.Select(receipt => receipt.Id).Distinct().Count(), Is.EqualTo(Messages));
        Assert.That(receipts.Select(receipt => receipt.Level), Has.All.EqualTo(StoreLevel.Disk));
    }

    private static async Task Receives(ChatClient client)
    {
        int expected = 0;
        await foreach (ChatMessage message in client.Messages)
        {
            Assert.That(message.Text, Is.EqualTo(Text(expected)), $"{client.Id} misses a message, or has it twice or too early");
            if (++expected == Messages)
            {
                await message.ConfirmAsync();
                return;
            }
        }
    }

    private static async Task<int> UntilNothingPends(ChatClient client)
    {
        var deadline = new Deadline();
        int count;
        do
            count = (await client.PendingAsync(Soon)).Count;
        while (count > 0 && !deadline.IsOver);
        return count;
    }

    private static string Text(int number) => string.Create(CultureInfo.InvariantCulture, $"你好 {number}");
}
