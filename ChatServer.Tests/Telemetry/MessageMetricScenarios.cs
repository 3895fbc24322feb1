using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Telemetry;

/// <summary>What the metrics say of messages.</summary>
public sealed class MessageMetricScenarios : MetricScenario
{
    [Test]
    public async Task A_message_is_stored_delivered_and_confirmed()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Chat juliet 你好");
        string id = await juliet.ReceivesFrom("romeo", "你好");
        Assert.That(Stored("direct"), Is.EqualTo(1));
        Assert.That(Meter.Read("chat.messages.unconfirmed"), Is.EqualTo(1));
        Assert.That(Meter.Read("chat.characters.unconfirmed"), Is.GreaterThan(2));
        await UntilMetric("chat.messages.delivered", 1, ("redelivery", "false"));

        await juliet.Sends($"Confirm {id}");
        await UntilMetric("chat.messages.confirmed", 1);
        Assert.That(Meter.Read("chat.messages.unconfirmed"), Is.Zero);
        Assert.That(Meter.Read("chat.messages.unconfirmed.limit"), Is.EqualTo(Server.Server("utf-8").Options.Limits.MaxMessages));
        Assert.That(Meter.Read("chat.messages.delivered", ("redelivery", "true")), Is.Zero);
    }

    [Test]
    public async Task A_message_that_comes_again_is_a_redelivery()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Chat juliet 你好");
        await juliet.ReceivesFrom("romeo", "你好");
        juliet.Dispose();
        await UntilOffline("juliet");
        ScriptedClient again = await LogIn("juliet");
        await again.ReceivesAgain("romeo", "你好");
        await UntilMetric("chat.messages.delivered", 1, ("redelivery", "true"));
        Assert.That(Meter.Read("chat.messages.delivered", ("redelivery", "false")), Is.EqualTo(1));
    }

    [Test]
    public async Task A_message_to_a_group_is_stored_once_and_delivered_to_each_member()
    {
        ScriptedClient[] people = [await LogIn("romeo"), await LogIn("juliet"), await LogIn("paris")];
        foreach (ScriptedClient person in people)
            await person.Sends("Join verona");
        await UntilMetric("chat.groups", 1);
        await Until("all are members", () => Server.Chat.MemberCount("verona") == 3);
        await people[0].Sends("Say verona 你好");
        await UntilMetric("chat.messages.delivered", 2, ("redelivery", "false"));
        Assert.That((Stored("group"), Stored("direct"), Meter.Read("chat.messages.unconfirmed")), Is.EqualTo((1, 0, 2)));
    }

    [Test]
    public async Task Refused_messages_are_counted_by_their_reason()
    {
        Setup = Setup with { Limits = "maxTextLength=\"5\" maxMessagesPerUser=\"1\" messagesPerSecond=\"1\" messageBurst=\"4\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 123456", "Chat juliet 1", "Chat juliet 2", "Say verona 3", "Chat juliet 4", "Chat juliet 5", "HB R");
        while (await romeo.ReceivesLine() != "R")
        {
        }

        Assert.That(Refused("text_too_long"), Is.EqualTo(1));
        Assert.That(Stored("direct"), Is.EqualTo(1));
        Assert.That(Refused("recipient_full"), Is.EqualTo(2));
        Assert.That(Refused("not_a_member"), Is.EqualTo(1));
        Assert.That(Refused("rate"), Is.EqualTo(1));
        Assert.That(Meter.Read("chat.messages.refused"), Is.EqualTo(5));
    }

    [Test]
    public async Task Expired_messages_and_their_notices_are_counted()
    {
        Setup = Setup with { Limits = "maxAge=\"1\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet hello");
        await romeo.Receives(NotDelivered);
        await UntilMetric("chat.messages.expired", 1);
        await UntilMetric("chat.messages.stored", 1, ("kind", "notice"));
    }

    [Test]
    public async Task Recalled_messages_are_counted()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Receipt on", "Chat juliet one");
        await romeo.Receives(SpeaksEnglish, "Receipts are on");
        string id = (await romeo.ReceivesLine()).Split(' ')[^1];
        await romeo.ReceivesLine();
        await romeo.Sends($"Recall {id}");
        await romeo.Receives($"Recalled {id}");
        Assert.That(Meter.Read("chat.messages.recalled"), Is.EqualTo(1));
    }

    [Test]
    public async Task Purged_messages_are_counted()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 1", "Chat juliet 2");
        await romeo.Receives(NotDelivered, NotDelivered);
        await Server.Server("utf-8").System.PurgeToAsync("juliet");
        Assert.That(Meter.Read("chat.messages.purged"), Is.EqualTo(2));
    }

    private double Stored(string kind) => Meter.Read("chat.messages.stored", ("kind", kind));

    private double Refused(string reason) => Meter.Read("chat.messages.refused", ("reason", reason));
}
