using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

[TestFixture(Delivery.AsWritten)]
[TestFixture(Delivery.ByteByByte)]
[TestFixture(Delivery.Glued)]
public class TwoListenersScenarios(Delivery delivery) : ChatScenario(delivery)
{
    private const string Gb = "gb2312";

    [Test]
    public async Task People_on_both_listeners_talk_in_Chinese()
    {
        ScriptedClient romeo = await LogIn("罗密欧", "utf-8");
        ScriptedClient juliet = await LogIn("朱丽叶", Gb);
        await romeo.Sends("Chat 朱丽叶 你好,朱丽叶", "Chat 朱丽叶 再见");
        await juliet.ReceivesFrom("罗密欧", "你好,朱丽叶");
        await juliet.ReceivesFrom("罗密欧", "再见");
        await juliet.Sends("Chat 罗密欧 罗密欧啊");
        await romeo.ReceivesFrom("朱丽叶", "罗密欧啊");
    }

    [Test]
    public async Task What_was_stored_on_one_listener_comes_on_the_other()
    {
        ScriptedClient romeo = await LogIn("romeo", Gb);
        await romeo.Sends("Chat juliet 中文", "HB R");
        await romeo.Receives(NotDelivered, "R");
        ScriptedClient juliet = await LogIn("juliet", "utf-8");
        await juliet.ReceivesAgain("romeo", "中文");
    }

    [Test]
    public async Task A_login_on_one_listener_kicks_the_session_on_the_other()
    {
        ScriptedClient old = await LogIn("romeo", Gb);
        ScriptedClient young = await LogIn("romeo", "utf-8");
        await old.Receives(Kicked);
        await old.ReceivesEnd();
        await young.ReceivesNothing();
    }

    [Test]
    public async Task What_gb2312_cannot_hold_becomes_question_marks_there_and_stays_whole_in_the_store()
    {
        ScriptedClient romeo = await LogIn("romeo", "utf-8");
        ScriptedClient juliet = await LogIn("juliet", Gb);
        await romeo.Sends("Chat juliet 好\U0001F339");
        await juliet.ReceivesFrom("romeo", "好??");
        juliet = await LogIn("juliet", "utf-8");
        await juliet.ReceivesAgain("romeo", "好\U0001F339");
    }
}
