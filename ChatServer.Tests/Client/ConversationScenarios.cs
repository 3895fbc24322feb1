using ChatServer.Client;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>What people do over a link that holds.</summary>
[TestFixture(Transport.Tcp)]
[TestFixture(Transport.Tls)]
[TestFixture(Transport.WebSocket)]
[TestFixture(Transport.SecureWebSocket)]
public sealed class ConversationScenarios(Transport transport) : ClientScenario(transport)
{
    [Test]
    public async Task Romeo_sends_and_is_told_that_it_is_stored_and_Juliet_receives_and_confirms()
    {
        ChatClient romeo = await LogInAsClient(OptionsOf("romeo") with { ReportDeliveries = true });
        ChatClient juliet = await LogInAsClient("juliet");
        SendReceipt receipt = await romeo.SendAsync("juliet", "你好, \"朱丽叶\" ❤", Soon);
        ChatMessage message = await Next(juliet);
        Assert.That((message.Id, message.From, message.Group, message.Text, message.IsReplay), Is.EqualTo((receipt.Id, "romeo", (string?)null, "你好, \"朱丽叶\" ❤", false)));
        Assert.That(message.Time, Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        Assert.That((receipt.Level, receipt.IsWaiting), Is.EqualTo((StoreLevel.Memory, false)));
        Assert.That((await NextEvent<MessageDelivered>(romeo)).To, Is.EqualTo("juliet"));

        await message.ConfirmAsync(Soon);
        Assert.That(await NextEvent<MessageConfirmed>(romeo), Is.EqualTo(new MessageConfirmed(receipt.Id, "juliet", IsToGroup: false)));
        Assert.That((await juliet.PendingAsync(Soon)).Count, Is.Zero);
    }

    [Test]
    public async Task A_message_to_somebody_who_is_away_waits_and_the_sender_knows()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        SendReceipt receipt = await romeo.SendAsync("juliet", "hello", Soon);
        Assert.That(receipt.IsWaiting, Is.True);
        ChatMessage message = await Next(await LogInAsClient("juliet"));
        Assert.That((message.Id, message.IsReplay), Is.EqualTo((receipt.Id, true)));
    }

    [Test]
    public async Task A_loop_confirms_each_message_when_it_asks_for_the_next()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        foreach (string text in new[] { "1", "2", "3" })
            await romeo.SendAsync("juliet", text, Soon);
        ChatClient juliet = await LogInAsClient("juliet");
        List<string> texts = [];
        await foreach (ChatMessage message in juliet.Messages.WithCancellation(Soon))
        {
            texts.Add(message.Text);
            if (texts.Count == 3)
                break;
        }

        Assert.That(texts, Is.EqualTo(new[] { "1", "2", "3" }));
        PendingMessages pending = await juliet.PendingAsync(Soon);
        Assert.That((pending.Count, pending.Oldest[0].From), Is.EqualTo((1, "romeo")), "the last one, in which the loop was left");
    }

    [Test]
    public async Task Members_of_a_group_hear_what_is_said_there_and_who_comes_and_goes()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        ChatClient juliet = await LogInAsClient("juliet");
        Assert.That(await romeo.JoinAsync("verona", Soon), Is.EqualTo(1));
        Assert.That(await juliet.JoinAsync("verona", Soon), Is.EqualTo(2));
        Assert.That(await NextEvent<MemberJoined>(romeo), Is.EqualTo(new MemberJoined("verona", "juliet")));
        GroupMembers members = await romeo.MembersAsync("verona", Soon);
        Assert.That((members.Count, string.Join(' ', members.Online.Order())), Is.EqualTo((2, "juliet romeo")));
        Assert.That(await romeo.GroupsAsync(Soon), Is.EqualTo(new[] { new GroupSummary("verona", 2) }));

        SendReceipt receipt = await romeo.SayAsync("verona", "Is anybody there?", Soon);
        ChatMessage message = await Next(juliet);
        Assert.That((message.Id, message.Group, message.Text), Is.EqualTo((receipt.Id, "verona", "Is anybody there?")));
        await message.ConfirmAsync(Soon);
        Assert.That(await NextEvent<MessageConfirmed>(romeo), Is.EqualTo(new MessageConfirmed(receipt.Id, "verona", IsToGroup: true)));

        await juliet.LeaveAsync("verona", Soon);
        Assert.That(await NextEvent<MemberLeft>(romeo), Is.EqualTo(new MemberLeft("verona", "juliet")));
        Assert.That((await Refused(() => romeo.SayAsync("verona", "Hello?", Soon))).Error, Is.EqualTo(ChatError.NobodyElse));
        Assert.That((await Refused(() => juliet.LeaveAsync("verona", Soon))).Error, Is.EqualTo(ChatError.NotAMember));
    }

    [Test]
    public async Task Questions_are_answered()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        SendReceipt receipt = await romeo.SendAsync("juliet", "hello", Soon);
        Assert.That(await romeo.WhoAsync(["juliet", "romeo"], Soon), Is.EqualTo(new[] { "romeo" }));
        OnlineUsers online = await romeo.WhoAsync(Soon);
        Assert.That((online.Count, string.Join(' ', online.Ids)), Is.EqualTo((1, "romeo")));
        MessageTrace? trace = await romeo.TraceAsync(receipt.Id, Soon);
        Assert.That((trace!.From, trace.To, trace.IsToGroup, trace.State, trace.Ended), Is.EqualTo(("romeo", "juliet", false, MessageState.Unconfirmed, (DateTimeOffset?)null)));
        Assert.That(await romeo.TraceAsync(Guid.NewGuid(), Soon), Is.Null);
    }

    [Test]
    public async Task Who_is_blocked_is_told_so_until_unblocked()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        ChatClient juliet = await LogInAsClient("juliet");
        await juliet.BlockAsync("romeo", Soon);
        Assert.That(await juliet.BlockedAsync(Soon), Is.EqualTo(new[] { "romeo" }));
        Assert.That((await Refused(() => romeo.SendAsync("juliet", "hello", Soon))).Error, Is.EqualTo(ChatError.BlockedByRecipient));
        await juliet.UnblockAsync("romeo", Soon);
        Assert.That(await juliet.BlockedAsync(Soon), Is.Empty);
        await romeo.SendAsync("juliet", "hello again", Soon);
        Assert.That((await Next(juliet)).Text, Is.EqualTo("hello again"));
    }

    [Test]
    public async Task What_the_server_refuses_has_its_code_and_its_words()
    {
        Setup = Setup with { Limits = "maxTextLength=\"5\" maxMessagesPerUser=\"2\"" };
        ChatClient romeo = await LogInAsClient("romeo");
        ChatException tooLong = await Refused(() => romeo.SendAsync("juliet", "123456", Soon));
        Assert.That((tooLong.Error, tooLong.Message), Is.EqualTo((ChatError.TextTooLong, "Not stored: the text has 6 characters, at most 5; send it in parts")));
        Assert.That((await Refused(() => romeo.SendAsync("no id", "1", Soon))).Error, Is.EqualTo(ChatError.WrongParameters));
        await romeo.SendAsync("juliet", "1", Soon);
        await romeo.SendAsync("juliet", "2", Soon);
        Assert.That((await Refused(() => romeo.SendAsync("juliet", "3", Soon))).Error, Is.EqualTo(ChatError.RecipientFull));
        Assert.That((await Refused(() => romeo.SayAsync("verona", "1", Soon))).Error, Is.EqualTo(ChatError.NotAMember));
    }

    [Test]
    public async Task A_message_over_the_rate_is_refused_and_the_sender_knows_when_to_try_again()
    {
        Setup = Setup with { Limits = "messagesPerSecond=\"1\" messageBurst=\"1\"" };
        ChatClient romeo = await LogInAsClient("romeo");
        await romeo.SendAsync("juliet", "1", Soon);
        ChatException refused = await Refused(() => romeo.SendAsync("juliet", "2", Soon));
        Assert.That((refused.Error, refused.RetryAfter), Is.EqualTo((ChatError.TooManyMessages, TimeSpan.FromSeconds(1))));
    }

    [Test]
    public async Task A_message_longer_than_a_line_may_be_is_refused_and_the_others_are_sent()
    {
        ChatClient romeo = await LogInAsClient("romeo");
        Task<SendReceipt> before = romeo.SendAsync("juliet", "before", Soon);
        Task<SendReceipt> tooLong = romeo.SendAsync("juliet", new string('x', 40_000), Soon);
        Task<SendReceipt> after = romeo.SendAsync("juliet", "after", Soon);
        Assert.That((await Refused(() => tooLong)).Error, Is.EqualTo(ChatError.LineTooLong));
        Guid[] sent = [(await before).Id, (await after).Id];
        ChatClient juliet = await LogInAsClient("juliet");
        Assert.That(new[] { (await Next(juliet)).Id, (await Next(juliet)).Id }, Is.EqualTo(sent));
    }

    [Test]
    public async Task A_wrong_password_is_told_at_once()
    {
        Setup = Setup with { Accounts = "open" };
        await LogInAsClient("romeo");
        ChatException refused = await Refused(() => LogInAsClient(OptionsOf("romeo") with { Password = "guess" }));
        Assert.That((refused.Error, refused.Message), Is.EqualTo((ChatError.WrongPassword, "Wrong id or password")));
        Assert.That(ClientLog.Lines.Select(line => line.Text), Has.None.Contain("guess"));
    }

    [Test]
    public async Task Nothing_of_a_message_or_a_password_is_logged()
    {
        ChatClient romeo = await LogInAsClient(OptionsOf("romeo") with { Password = "open-sesame" });
        await romeo.SendAsync("romeo", "between us", Soon);
        await Next(romeo);
        Server.Restart();
        await romeo.DisposeAsync();
        Assert.That(ClientLog.Lines.Select(line => line.Text), Has.Some.Contain("logged in").And.None.Contain("open-sesame").And.None.Contain("between us"));
        Assert.That(OptionsOf("romeo").ToString(), Does.Not.Contain("secret"));
    }

    private static async Task<ChatException> Refused(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (ChatException e)
        {
            return e;
        }

        throw new AssertionException("it was not refused");
    }
}
