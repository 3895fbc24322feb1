using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Limits;

/// <summary>Messages that nobody confirms for too long.</summary>
public class MaxAgeScenarios : ChatScenario
{
    [Test]
    public async Task A_message_that_is_given_up_is_gone_and_its_sender_is_told()
    {
        Setup = new ServerSetup { Limits = "maxAge=\"1\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat juliet hello");
        await romeo.Receives("回执已开启");
        string id = (await romeo.ReceivesLine())[^36..];
        await romeo.Receives(NotDelivered);

        // The receipt and the notice, which stays until it is confirmed.
        await romeo.Receives($"juliet 一直没有确认,已放弃 {id}");
        string notice = await romeo.ReceivesFrom("*", $"juliet 一直没有确认,已放弃 {id}");
        await romeo.Sends($"Confirm {notice}");
        await romeo.ReceivesLine();
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.ReceivesNothing();
        await Until("nothing is kept", () => Server.Chat.KnownCount == 2);
    }

    [Test]
    public async Task By_default_nothing_is_given_up()
    {
        Setup = new ServerSetup { GenerousLimits = false };
        Assert.That(Server.Server("utf-8").Options.Limits.MaxAge, Is.EqualTo(TimeSpan.Zero));
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet hello");
        await romeo.Receives(NotDelivered);
        await (await LogIn("juliet")).ReceivesAgain("romeo", "hello");
    }
}
