using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.OverBothStores))]
public class MessageScenarios(Delivery delivery, string encoding, string store) : ChatScenario(delivery, encoding, store)
{
    [Test]
    public async Task Romeo_sends_and_Juliet_receives()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Chat juliet 你好,朱丽叶", "chat   juliet   second");
        await juliet.ReceivesFrom("romeo", "你好,朱丽叶");
        await juliet.ReceivesFrom("romeo", "second");
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task A_text_keeps_its_inner_and_trailing_blanks()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat romeo a  b\t c   ", "Chat romeo x", "Chat romeo HB R");
        await romeo.ReceivesFrom("romeo", "a  b\t c   ");
        await romeo.ReceivesFrom("romeo", "x");
        await romeo.ReceivesFrom("romeo", "HB R");
    }

    [TestCase("Chat")]
    [TestCase("Chat juliet")]
    [TestCase("Chat juliet   ")]
    [TestCase("Chat jul:iet hello")]
    [TestCase("Confirm")]
    [TestCase("Confirm 1")]
    [TestCase("Confirm 0191e0a0-0000-7000-8000-000000000000 0191e0a0-0000-7000-8000-000000000000")]
    [TestCase("Confirm {0191e0a0-0000-7000-8000-000000000000}")]
    [TestCase("Confirm 0191e0a0000070008000000000000000")]
    public async Task Wrong_parameters_are_refused(string line)
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends(line, "HB R");
        await romeo.Receives(WrongParameters, "R");
    }

    [Test]
    public async Task A_message_to_somebody_offline_comes_at_every_login_until_it_is_confirmed()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 等你", "Chat juliet still there?");
        await romeo.Receives(NotDelivered, NotDelivered);

        ScriptedClient juliet = await LogIn("juliet");
        string first = await juliet.ReceivesAgain("romeo", "等你");
        string second = await juliet.ReceivesAgain("romeo", "still there?");
        await juliet.ReceivesNothing();
        juliet.Leaves();
        await UntilOffline("juliet");

        juliet = await LogIn("juliet");
        Assert.That(await juliet.ReceivesAgain("romeo", "等你"), Is.EqualTo(first));
        Assert.That(await juliet.ReceivesAgain("romeo", "still there?"), Is.EqualTo(second));
        await juliet.Sends("Confirm " + first, "HB R");
        await juliet.Receives("R");
        juliet.Resets();
        await UntilOffline("juliet");

        juliet = await LogIn("juliet");
        await juliet.ReceivesAgain("romeo", "still there?");
        await juliet.Sends("confirm " + second.ToUpperInvariant(), "HB R");
        await juliet.Receives("R");

        juliet = await LogIn("juliet");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task A_message_that_was_received_comes_again_after_reconnecting_without_Confirm()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Chat juliet hello");
        string id = await juliet.ReceivesFrom("romeo", "hello");
        juliet.Leaves();
        await UntilOffline("juliet");
        juliet = await LogIn("juliet");
        Assert.That(await juliet.ReceivesAgain("romeo", "hello"), Is.EqualTo(id));
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task The_backlog_comes_before_newer_messages()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet 1", "Chat juliet 2", "Chat juliet 3");
        await romeo.Receives(NotDelivered, NotDelivered, NotDelivered);
        ScriptedClient juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret", "Chat juliet 4", "Chat juliet 5");
        await juliet.Receives(LoggedIn);
        await juliet.ReceivesAgain("romeo", "1");
        await juliet.ReceivesAgain("romeo", "2");
        await juliet.ReceivesAgain("romeo", "3");
        await juliet.ReceivesFrom("juliet", "4");
        await juliet.ReceivesFrom("juliet", "5");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task Confirming_twice_an_unknown_id_or_that_of_somebody_else_is_not_answered()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Chat juliet hello");
        string id = await juliet.ReceivesFrom("romeo", "hello");
        await romeo.Sends("Confirm " + id, "Confirm 0191e0a0-0000-7000-8000-000000000000", "HB R");
        await romeo.Receives("R");
        await juliet.Sends("Check juliet again");
        await juliet.Receives(LoggedIn);
        Assert.That(await juliet.ReceivesAgain("romeo", "hello"), Is.EqualTo(id), "Romeo cannot confirm it");
        await juliet.Sends("Confirm " + id, "Confirm " + id, "Check juliet again", "HB R");
        await juliet.Receives(LoggedIn, "R");
    }

    [Test]
    public async Task One_of_several_messages_is_confirmed()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat romeo 1", "Chat romeo 2", "Chat romeo 3");
        await romeo.ReceivesFrom("romeo", "1");
        string second = await romeo.ReceivesFrom("romeo", "2");
        await romeo.ReceivesFrom("romeo", "3");
        await romeo.Sends("Confirm " + second, "Check romeo again", "HB R");
        await romeo.Receives(LoggedIn);
        await romeo.ReceivesAgain("romeo", "1");
        await romeo.ReceivesAgain("romeo", "3");
        await romeo.Receives("R");
    }
}
