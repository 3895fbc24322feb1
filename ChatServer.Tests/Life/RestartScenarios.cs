using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Life;

/// <summary>What a server with a journal or a database knows after it was stopped and started.</summary>
[TestFixture("journal")]
[TestFixture("postgres")]
public class RestartScenarios(string store) : ChatScenario(store: store)
{
    [Test]
    public async Task Unconfirmed_messages_come_again_and_confirmed_ones_do_not()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Chat juliet 第一", "Chat juliet second", "Chat juliet third");
        string first = await juliet.ReceivesFrom("romeo", "第一");
        string second = await juliet.ReceivesFrom("romeo", "second");
        string third = await juliet.ReceivesFrom("romeo", "third");
        await juliet.Sends("Receipt on", $"Confirm {second}");
        await juliet.Receives("回执已开启", $"已确认 {second}");

        Server.Restart();
        juliet = await LogIn("juliet");
        Assert.That(await juliet.ReceivesAgain("romeo", "第一"), Is.EqualTo(first));
        Assert.That(await juliet.ReceivesAgain("romeo", "third"), Is.EqualTo(third));
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task The_sender_of_a_message_can_still_trace_it_and_is_told_when_it_is_confirmed()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", "Chat juliet hello");
        await romeo.Receives("回执已开启");
        string id = await romeo.ReceivesMessage("已存盘");

        Server.Restart();
        romeo = await LogIn("romeo");
        await romeo.Sends("Receipt on", $"Trace {id}");
        await romeo.Receives("回执已开启");
        Assert.That(await romeo.ReceivesLine(), Does.Match($"^romeo 发给 juliet,\\S+; 已存盘; 尚未送出; 未确认 {id}$"));
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.ReceivesAgain("romeo", "hello");
        await juliet.Sends($"Confirm {id}");
        await romeo.Receives($"juliet 已确认 {id}");

        Server.Restart();
        romeo = await LogIn("romeo");
        await romeo.Sends($"Trace {id}");
        Assert.That(await romeo.ReceivesLine(), Does.Match($"已确认,\\S+ {id}$"));
    }

    [Test]
    public async Task Ids_go_on_growing()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat romeo 1");
        string first = await romeo.ReceivesFrom("romeo", "1");
        await romeo.Sends($"Confirm {first}", "Quit");
        await romeo.Receives("再见");

        Server.Restart();
        romeo = await LogIn("romeo");
        await romeo.Sends("Chat romeo 2");
        Assert.That(string.CompareOrdinal(await romeo.ReceivesFrom("romeo", "2"), first), Is.Positive);
    }
}
