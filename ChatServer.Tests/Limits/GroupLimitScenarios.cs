using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Limits;

/// <summary>How many groups there may be, and how large they are.</summary>
public class GroupLimitScenarios : ChatScenario
{
    [Test]
    public async Task A_user_is_in_a_limited_number_of_groups()
    {
        Setup = new ServerSetup { Limits = "maxGroupsPerUser=\"2\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Join a", "Join b", "Join c", "Join a", "Leave a", "Join c", "Lang en", "Join d");
        await romeo.Receives(
            "您在群 a 里,共 1 人",
            "您在群 b 里,共 1 人",
            "未加入:您最多可以在 2 个群里",
            "您在群 a 里,共 1 人",
            "您已退出群 a",
            "您在群 c 里,共 1 人",
            SpeaksEnglish,
            "Not joined: you may be in at most 2 groups");
    }

    [Test]
    public async Task A_group_has_a_limited_number_of_members()
    {
        Setup = new ServerSetup { Limits = "maxMembersPerGroup=\"1\"" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await romeo.Sends("Join verona");
        await romeo.Receives("您在群 verona 里,共 1 人");
        await juliet.Sends("Join verona", "Say verona let me in");
        await juliet.Receives("未加入:群 verona 已满,最多 1 人", "您不在群 verona 里,请先 Join verona");
        await romeo.Sends("Leave verona");
        await romeo.Receives("您已退出群 verona");
        await juliet.Sends("Join verona");
        await juliet.Receives("您在群 verona 里,共 1 人");
    }

    [Test]
    public async Task All_groups_together_have_a_limited_number_of_members()
    {
        Setup = new ServerSetup { Limits = "maxMemberships=\"2\"" };
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Join a", "Join b", "Join c", "Leave a", "Join c");
        await romeo.Receives("您在群 a 里,共 1 人", "您在群 b 里,共 1 人", "未加入:服务器上群的成员太多", "您已退出群 a", "您在群 c 里,共 1 人");
        Assert.That(Server.Chat.GroupCount, Is.EqualTo(2), "a group without members is gone");
    }

    [Test]
    public async Task A_member_with_a_full_mailbox_is_left_out_and_the_sender_is_told_who()
    {
        Setup = new ServerSetup { Limits = "maxMessagesPerUser=\"1\"" };
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        ScriptedClient tybalt = await LogIn("tybalt");
        foreach (ScriptedClient member in (ScriptedClient[])[romeo, juliet, tybalt])
        {
            await member.Sends("Join verona");
            Assert.That(await member.ReceivesLine(), Does.StartWith("您在群 verona 里"));
        }

        await romeo.Receives("juliet 加入了群 verona", "tybalt 加入了群 verona");
        await juliet.Receives("tybalt 加入了群 verona");
        await romeo.Sends("Chat juliet first", "Say verona second", "Lang en", "Receipt on", "Say verona third");
        await juliet.ReceivesFrom("romeo", "first");
        string id = await tybalt.ReceivesMessage("romeo 在群 verona 里说:second");
        await romeo.Receives(
            $"群 verona 有 1 人收不到,他们的未确认消息太多:juliet {id}",
            SpeaksEnglish,
            "Receipts are on",
            "Not stored: verona has too many unconfirmed messages, at most 1 with 134217728 characters; try again when verona has confirmed some");

        await tybalt.Sends($"Confirm {id}");
        await tybalt.ReceivesNothing();
        await romeo.Sends("Say verona fourth");
        id = await tybalt.ReceivesMessage("romeo 在群 verona 里说:fourth");
        await romeo.Receives($"Stored in memory {id}", $"1 member of verona does not get it because of too many unconfirmed messages: juliet {id}");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task A_message_to_a_group_counts_as_many_as_it_has_recipients()
    {
        Setup = new ServerSetup { Limits = "messagesPerSecond=\"1\" messageBurst=\"10\"" };
        ScriptedClient romeo = await LogIn("romeo");
        for (int i = 0; i < 5; i++)
        {
            ScriptedClient member = await LogIn($"member{i}");
            await member.Sends("Join verona");
            await member.ReceivesLine();
        }

        // 5 for joining and 5 for one message.
        await romeo.SendsText("Join verona\r\nSay verona 1\r\nSay verona 2\r\nLeave verona\r\n");
        await romeo.Receives("您在群 verona 里,共 6 人");
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("消息未保存:发送太快,每秒最多 1 条,请"));
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("消息未保存:发送太快,每秒最多 1 条,请"));
    }

    [Test]
    public async Task The_text_of_a_message_to_a_group_counts_once()
    {
        Setup = new ServerSetup { Limits = "maxCharacters=\"4500\"" };
        ScriptedClient romeo = await LogIn("romeo");
        List<ScriptedClient> members = [romeo];
        for (int i = 0; i < 10; i++)
            members.Add(await LogIn($"member{i}"));
        foreach (ScriptedClient member in members)
        {
            await member.Sends("Join verona");
            Assert.That(await member.ReceivesLine(), Does.StartWith("您在群 verona 里"));
        }

        string text = new('x', 900);
        await romeo.Sends($"Say verona {text}", $"Say verona {text}", "HB R");
        for (int i = 0; i < 10; i++)
            Assert.That(await romeo.ReceivesLine(), Does.EndWith("加入了群 verona"));
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("消息未保存:服务器的未确认消息太多"), "the second one");
        await romeo.Receives("R");
        long before = Server.Chat.StoredCharacters;
        foreach (ScriptedClient member in members.Skip(1))
        {
            await member.Sends("Confirm *");
            while (await member.ReceivesLine() != "已确认 1 条消息")
            {
            }
        }

        Assert.That((before, Server.Chat.StoredCharacters), Is.EqualTo((900 + (10 * (16 + 256)), 0)));
    }
}
