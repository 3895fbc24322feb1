using System.Diagnostics;
using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>A link is lost, and the client goes on.</summary>
[TestFixture(Transport.Tcp)]
[TestFixture(Transport.Tls)]
[TestFixture(Transport.WebSocket)]
public sealed class LostLinkScenarios(Transport transport) : ClientScenario(transport, store: "journal")
{
    [Test]
    public async Task A_silent_link_is_noticed_and_replaced()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        await NextEvent<StateChanged>(romeo);
        proxy.Stall();
        long start = Stopwatch.GetTimestamp();
        StateChanged lost = await NextEvent<StateChanged>(romeo);
        Assert.That(lost.State, Is.EqualTo(ChatState.Reconnecting));
        Assert.That(lost.Reason!.Message, Does.Contain("silent"));
        Assert.That(Stopwatch.GetElapsedTime(start).TotalSeconds, Is.InRange(1, 5));
        Assert.That((await NextEvent<StateChanged>(romeo)).State, Is.EqualTo(ChatState.Online));
        await romeo.SendAsync("romeo", "hello", Soon);
        Assert.That(romeo.State, Is.EqualTo(ChatState.Online));
    }

    [Test]
    public async Task A_link_that_carries_only_what_the_server_sends_is_noticed_too()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient(OptionsOf("romeo", proxy) with { DeadAfter = TimeSpan.FromSeconds(1) });
        ChatClient juliet = await LogInAsClient("juliet");
        Task reading = Task.Run(async () =>
        {
            await foreach (ChatMessage message in romeo.Messages)
                Assert.That(message.Text, Is.EqualTo("again"));
        });
        proxy.Stall(toServer: true, toClient: false);
        using var end = new CancellationTokenSource();
        Task talking = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
                await juliet.SendAsync("romeo", "again", Soon);
        });
        await NextEvent<StateChanged>(romeo, chatEvent => chatEvent.State == ChatState.Reconnecting);
        await end.CancelAsync();
        await talking;
        await romeo.SendAsync("juliet", "here I am", Soon);
        await romeo.DisposeAsync();
        await reading;
    }

    [Test]
    public async Task A_message_whose_answer_was_lost_is_stored_once()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        ChatClient juliet = await LogInAsClient("juliet");
        proxy.Stall(toServer: false, toClient: true);
        Task<SendReceipt> first = romeo.SendAsync("juliet", "first", Soon);
        Task<SendReceipt> second = romeo.SendAsync("juliet", "second", Soon);
        ChatMessage one = await Next(juliet);
        Assert.That(first.IsCompleted, Is.False);
        proxy.Reset();
        Assert.That((await first).Id, Is.EqualTo(one.Id));
        ChatMessage two = await Next(juliet);
        Assert.That((two.Id, two.Text), Is.EqualTo(((await second).Id, "second")));
        Assert.That((await juliet.PendingAsync(Soon)).Count, Is.EqualTo(2), "and not three");
    }

    [Test]
    public async Task A_message_comes_once_although_its_confirmation_was_lost_with_the_link()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo");
        ChatClient juliet = await LogInAsClient(OptionsOf("juliet", proxy) with { ConfirmMode = ConfirmMode.Manual });
        await romeo.SendAsync("juliet", "1", Soon);
        await romeo.SendAsync("juliet", "2", Soon);
        ChatMessage one = await Next(juliet);
        proxy.Stall();
        Task confirmed = one.ConfirmAsync(Soon);
        Assert.That(confirmed.IsCompleted, Is.False);
        proxy.Reset();
        await confirmed;
        await romeo.SendAsync("juliet", "3", Soon);
        Assert.That(new[] { (await Next(juliet)).Text, (await Next(juliet)).Text }, Is.EqualTo(new[] { "2", "3" }));
        Assert.That((await juliet.PendingAsync(Soon)).Count, Is.EqualTo(2));
    }

    [Test]
    public async Task Nothing_is_lost_when_the_server_is_stopped_and_started_again()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        ChatClient juliet = await LogInAsClient("juliet", proxy);
        await romeo.SendAsync("juliet", "before", Soon);
        ChatMessage before = await Next(juliet);
        Server.Restart();
        Task<SendReceipt>[] sends = [.. Enumerable.Range(0, 100).Select(i => romeo.SendAsync("juliet", $"{i}", Soon))];
        await before.ConfirmAsync(Soon);
        for (int i = 0; i < sends.Length; i++)
            Assert.That((await Next(juliet)).Text, Is.EqualTo($"{i}"));
        await Task.WhenAll(sends);
    }

    [Test]
    public async Task Whoever_was_in_a_group_still_is_and_gets_what_was_said_meanwhile()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo");
        ChatClient juliet = await LogInAsClient("juliet", proxy);
        await romeo.JoinAsync("verona", Soon);
        await juliet.JoinAsync("verona", Soon);
        proxy.RefusesNewLinks = true;
        proxy.Reset();
        await UntilOffline("juliet");
        await romeo.SayAsync("verona", "1", Soon);
        Task left = juliet.LeaveAsync("verona", Soon);
        Task<int> joined = juliet.JoinAsync("verona", Soon);
        proxy.RefusesNewLinks = false;
        ChatMessage message = await Next(juliet);
        Assert.That((message.Group, message.Text), Is.EqualTo(("verona", "1")));
        await left;
        Assert.That(await joined, Is.EqualTo(2));
    }

    [Test]
    public async Task Leaving_a_group_succeeds_although_the_answer_was_lost()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        await romeo.JoinAsync("verona", Soon);
        proxy.Stall(toServer: false, toClient: true);
        Task left = romeo.LeaveAsync("verona", Soon);
        await Until("romeo has left", () => Server.Chat.MemberCount("verona") == 0);
        proxy.Reset();
        await left;
    }

    [Test]
    public async Task Pauses_between_attempts_grow_and_end_with_the_trouble()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        proxy.RefusesNewLinks = true;
        proxy.Reset();
        List<TimeSpan> pauses = [];
        while (pauses.Count < 8)
            pauses.Add((await NextEvent<StateChanged>(romeo, chatEvent => chatEvent.State == ChatState.Reconnecting)).Pause);
        Assert.That(pauses, Has.All.LessThanOrEqualTo(TimeSpan.FromMilliseconds(200)));
        Assert.That(pauses.Max(), Is.GreaterThan(TimeSpan.FromMilliseconds(20)));
        proxy.RefusesNewLinks = false;
        await romeo.SendAsync("romeo", "hello", Soon);
    }
}
