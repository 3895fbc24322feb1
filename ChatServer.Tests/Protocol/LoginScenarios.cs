using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.OverBothStores))]
public class LoginScenarios(Delivery delivery, string encoding, string store) : ChatScenario(delivery, encoding, store)
{
    [Test]
    public async Task Whoever_connects_is_welcomed_and_asked_to_log_in_first()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("HB R", "Chat juliet hello", "Confirm 1", "Who");
        await romeo.Receives(LogInFirst, LogInFirst, LogInFirst, LogInFirst);
    }

    [Test]
    public async Task Check_logs_in()
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check romeo secret", "HB R");
        await romeo.Receives(LoggedIn, "R");
    }

    [TestCase("Check")]
    [TestCase("Check romeo")]
    [TestCase("Check romeo secret twice")]
    [TestCase("Check ro:meo secret")]
    [TestCase("Check ro\u001bmeo secret")]
    [TestCase("Check 123456789012345678901234567890123 secret")]
    public async Task Check_with_wrong_parameters_does_not_log_in(string line)
    {
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends(line, "HB R");
        await romeo.Receives(WrongParameters, LogInFirst);
    }

    [Test]
    public async Task The_same_id_elsewhere_kicks_the_old_session()
    {
        ScriptedClient old = await LogIn("romeo");
        ScriptedClient young = await Connect("romeo");
        await young.Sends("Check romeo secret", "HB R");
        await young.Receives(LoggedIn, "R");
        await old.Receives(Kicked);
        await old.ReceivesEnd();
        await young.Sends("Who");
        await young.Receives("在线 1 人:romeo");
    }

    [Test]
    public async Task The_same_id_on_the_same_session_is_not_kicked_and_receives_the_unconfirmed_again()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat romeo one", "Chat romeo two");
        string one = await romeo.ReceivesFrom("romeo", "one");
        string two = await romeo.ReceivesFrom("romeo", "two");
        await romeo.Sends("Check romeo other", "Chat romeo three");
        await romeo.Receives(LoggedIn);
        Assert.That(await romeo.ReceivesAgain("romeo", "one"), Is.EqualTo(one));
        Assert.That(await romeo.ReceivesAgain("romeo", "two"), Is.EqualTo(two));
        await romeo.ReceivesFrom("romeo", "three");
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task Another_id_on_the_same_session_changes_the_user()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Check mercutio secret", "Chat juliet I am another");
        await romeo.Receives(LoggedIn);
        await juliet.ReceivesFrom("mercutio", "I am another");
        await juliet.Sends("Chat romeo gone?", "Chat mercutio here?", "Who");
        await juliet.Receives(NotDelivered, "在线 2 人:juliet mercutio");
        await romeo.ReceivesFrom("juliet", "here?");
        await romeo.ReceivesNothing();
    }

    [Test]
    public async Task Ids_are_compared_case_sensitively()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient other = await LogIn("Romeo");
        await other.Sends("Chat romeo to the small one", "Chat Romeo to the great one", "Chat ROMEO to nobody");
        await other.ReceivesFrom("Romeo", "to the great one");
        await other.Receives(NotDelivered);
        await romeo.ReceivesFrom("Romeo", "to the small one");
        await romeo.ReceivesNothing();
    }
}
