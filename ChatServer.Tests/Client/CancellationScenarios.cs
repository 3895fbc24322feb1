using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>Somebody does not want to wait any more.</summary>
public sealed class CancellationScenarios() : ClientScenario(Transport.Tcp)
{
    [Test]
    public async Task A_message_that_was_not_sent_yet_is_not_sent_when_it_is_cancelled()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        proxy.RefusesNewLinks = true;
        proxy.Reset();
        await NextEvent<StateChanged>(romeo, chatEvent => chatEvent.State == ChatState.Reconnecting);
        using var cancel = new CancellationTokenSource();
        Task<SendReceipt> cancelled = romeo.SendAsync("juliet", "never", cancel.Token);
        Task<SendReceipt> other = romeo.SendAsync("juliet", "but this", Soon);
        await cancel.CancelAsync();
        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        proxy.RefusesNewLinks = false;
        await other;
        Assert.That((await Next(await LogInAsClient("juliet"))).Text, Is.EqualTo("but this"));
    }

    [Test]
    public async Task A_message_that_was_sent_may_be_stored_although_it_is_cancelled()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        ChatClient juliet = await LogInAsClient("juliet");
        proxy.Stall(toServer: false, toClient: true);
        using var cancel = new CancellationTokenSource();
        Task<SendReceipt> cancelled = romeo.SendAsync("juliet", "hello", "m-1", cancel.Token);
        ChatMessage message = await Next(juliet);
        await cancel.CancelAsync();
        Assert.That(async () => await cancelled, Throws.InstanceOf<OperationCanceledException>());
        proxy.Resume();
        SendReceipt again = await romeo.SendAsync("juliet", "hello", "m-1", Soon);
        Assert.That(again.Id, Is.EqualTo(message.Id), "with the same reference it is stored once");
    }

    [Test]
    public async Task Waiting_for_a_message_can_be_cancelled_and_begun_again()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        using var cancel = new CancellationTokenSource();
        Task<ChatMessage> waiting = First(romeo, cancel.Token);
        await cancel.CancelAsync();
        Assert.That(async () => await waiting, Throws.InstanceOf<OperationCanceledException>());
        await romeo.SendAsync("romeo", "hello", Soon);
        Assert.That((await Next(romeo)).Text, Is.EqualTo("hello"));
    }

    [Test]
    public async Task Calls_beyond_those_under_way_wait_and_can_be_cancelled()
    {
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient(OptionsOf("romeo", proxy) with { MaxUnderWay = 2 });
        proxy.RefusesNewLinks = true;
        proxy.Reset();
        await NextEvent<StateChanged>(romeo, chatEvent => chatEvent.State == ChatState.Reconnecting);
        Task<SendReceipt>[] first = [romeo.SendAsync("juliet", "1", Soon), romeo.SendAsync("juliet", "2", Soon)];
        using var cancel = new CancellationTokenSource();
        Task<SendReceipt> third = romeo.SendAsync("juliet", "3", cancel.Token);
        await cancel.CancelAsync();
        Assert.That(async () => await third, Throws.InstanceOf<OperationCanceledException>());
        proxy.RefusesNewLinks = false;
        await Task.WhenAll(first);
        Assert.That((await romeo.TraceAsync((await first[1]).Id, Soon))!.To, Is.EqualTo("juliet"));
    }

    private static async Task<ChatMessage> First(ChatClient client, CancellationToken cancellationToken)
    {
        await foreach (ChatMessage message in client.Messages.WithCancellation(cancellationToken))
            return message;
        throw new AssertionException("the messages have ended");
    }
}
