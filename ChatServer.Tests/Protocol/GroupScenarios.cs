using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

/// <summary>Join, Leave, Say, Members, Groups.</summary>
[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.OverBothStores))]
public class GroupScenarios(Delivery delivery, string encoding, string store) : ChatScenario(delivery, encoding, store)
{
    private readonly string _stored = ServerSetup.IsOnDisk(store) ? "已存盘" : "已存入内存";

    [Test]
    public async Task What_Romeo_says_in_a_group_all_others_in_it_receive()
    {
        ScriptedClient romeo = await JoinsVerona("romeo", members: 1);
        ScriptedClient juliet = await JoinsVerona("juliet", members: 2);
        await romeo.Receives("juliet 加入了群 verona");
        ScriptedClient tybalt = await JoinsVerona("tybalt", members: 3);
        await romeo.Receives("tybalt 加入了群 verona");
        await juliet.Receives("tybalt 加入了群 verona");
        ScriptedClient paris = await LogIn("paris");

        await romeo.Sends("Say verona 你好,  各位 ");
        string id = await juliet.ReceivesMessage("romeo 在群 verona 里说:你好,  各位 ");
        Assert.That(await tybalt.ReceivesMessage("romeo 在群 verona 里说:你好,  各位 "), Is.EqualTo(id), "all have the same id");
        await romeo.ReceivesNothing();
        await paris.ReceivesNothing();

        await juliet.Sends($"Confirm {id}", "Pending");
        await juliet.Receives("未确认的消息 0 条");
        await tybalt.Sends("Pending");
        await tybalt.Receives("未确认的消息 1 条");
    }

    [Test]
    public async Task Who_is_away_gets_messages_to_the_group_at_the_next_login_until_they_are_confirmed()
    {
        ScriptedClient romeo = await JoinsVerona("romeo", members: 1);
        (await JoinsVerona("juliet", members: 2)).Resets();
        await romeo.Receives("juliet 加入了群 verona");
        await UntilOffline("juliet");
        await romeo.Sends("Say verona first", "Chat juliet between", "Say verona second");
        await romeo.Receives(NotDelivered);

        ScriptedClient juliet = await LogIn("juliet");
        string first = await juliet.ReceivesMessage("romeo 在群 verona 里发送:first");
        string between = await juliet.ReceivesAgain("romeo", "between");
        string second = await juliet.ReceivesMessage("romeo 在群 verona 里发送:second");
        await juliet.Sends($"Confirm {second}", $"Confirm {first}");
        await juliet.ReceivesNothing();
        juliet.Resets();

        juliet = await LogIn("juliet");
        Assert.That(await juliet.ReceivesAgain("romeo", "between"), Is.EqualTo(between));
        await juliet.Sends("Confirm *");
        await juliet.Receives("已确认 1 条消息");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task The_sender_with_receipts_on_is_told_when_the_last_member_has_confirmed()
    {
        ScriptedClient romeo = await JoinsVerona("romeo", members: 1);
        ScriptedClient juliet = await JoinsVerona("juliet", members: 2);
        ScriptedClient tybalt = await JoinsVerona("tybalt", members: 3);
        await romeo.Receives("juliet 加入了群 verona", "tybalt 加入了群 verona");
        await juliet.Receives("tybalt 加入了群 verona");
        await romeo.Sends("Receipt on", "Say verona 你好");
        await romeo.Receives("回执已开启");
        string id = await romeo.ReceivesMessage(_stored);
        await juliet.ReceivesMessage("romeo 在群 verona 里说:你好");
        await tybalt.ReceivesMessage("romeo 在群 verona 里说:你好");

        await juliet.Sends($"Confirm {id}");
        await juliet.ReceivesNothing();
        await Until("it is confirmed everywhere", () => Server.Chats.All(chat => chat.StoredCount == 1));
        await romeo.Sends($"Trace {id}");
        Assert.That(await romeo.ReceivesLine(), Does.StartWith("romeo 发到群 verona,").And.Contains("已送出 2 次").And.EndsWith($"1 人未确认 {id}"));
        await tybalt.Sends($"Trace {id}", $"Confirm {id}", $"Trace {id}");
        Assert.That(await tybalt.ReceivesLine(), Does.EndWith($"1 人未确认 {id}"));
        await tybalt.Receives($"没有此消息 {id}");
        await romeo.Receives($"群 verona 的人都已确认 {id}");
        await romeo.Sends($"Trace {id}");
        Assert.That(await romeo.ReceivesLine(), Does.Contain("已确认,"));
    }

    [Test]
    public async Task Who_leaves_gets_no_more_and_keeps_what_came_before()
    {
        ScriptedClient romeo = await JoinsVerona("romeo", members: 1);
        ScriptedClient juliet = await JoinsVerona("juliet", members: 2);
        await romeo.Receives("juliet 加入了群 verona");
        await romeo.Sends("Say verona before");
        await juliet.ReceivesMessage("romeo 在群 verona 里说:before");
        await juliet.Sends("Leave verona", "Leave verona", "Say verona I am not here", "Members verona", "Groups");
        await juliet.Receives("您已退出群 verona", NotIn("verona"), NotIn("verona"), NotIn("verona"), "您在 0 个群里");
        await romeo.Receives("juliet 退出了群 verona");
        await romeo.Sends("Say verona after");
        await romeo.Receives("消息未保存:群 verona 里没有别人");

        await juliet.Sends("Check juliet secret");
        await juliet.Receives(LoggedIn);
        await juliet.ReceivesMessage("romeo 在群 verona 里发送:before");
        await juliet.ReceivesNothing();
    }

    [Test]
    public async Task Members_and_groups_are_listed()
    {
        ScriptedClient romeo = await JoinsVerona("romeo", members: 1);
        (await JoinsVerona("tybalt", members: 2)).Resets();
        await romeo.Receives("tybalt 加入了群 verona");
        await UntilOffline("tybalt");
        await JoinsVerona("juliet", members: 3);
        await romeo.Receives("juliet 加入了群 verona");
        await romeo.Sends("Join 曼图亚", "join verona", "Members verona", "Groups", "Members nowhere", "Join a/b", "Join", "Join a b", "Leave", "Say verona", "Groups x", "Members");
        await romeo.Receives(
            "您在群 曼图亚 里,共 1 人",
            "您在群 verona 里,共 3 人",
            "群 verona 共 3 人,在线:juliet romeo;离线:tybalt",
            "您在 2 个群里",
            "verona 3 人",
            "曼图亚 1 人",
            NotIn("nowhere"));
        for (int i = 0; i < 7; i++)
            await romeo.Receives(WrongParameters);
    }

    [Test]
    public async Task The_same_in_JSON()
    {
        ScriptedClient romeo = await JoinsVerona("romeo", members: 1);
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends("Format json");
        await juliet.ReceivesLine();
        await juliet.Sends("""{"cmd":"Join","group":"verona","tag":"1"}""");
        Assert.That(await Fields(juliet, "code", "group", "count", "tag"), Is.EqualTo("220 verona 2 1"));
        await romeo.Receives("juliet 加入了群 verona");
        await romeo.Sends("Say verona 你好", "Receipt on");
        await romeo.Receives("回执已开启");
        Assert.That(await Fields(juliet, "type", "from", "group", "text", "replay"), Is.EqualTo("message romeo verona 你好 False"));

        await juliet.Sends("""{"cmd":"Say","group":"verona","text":"hello","ref":"r"}""", """{"cmd":"Say","group":"verona","text":"hello","ref":"r"}""");
        string id = await Fields(juliet, "id");
        Assert.That(await Fields(juliet, "id"), Is.EqualTo(id), "the same reference is stored once");
        Assert.That(await romeo.ReceivesMessage("juliet 在群 verona 里说:hello"), Is.EqualTo(id));
        await romeo.ReceivesNothing();

        await juliet.Sends("""{"cmd":"Members","group":"verona"}""", """{"cmd":"Groups"}""", """{"cmd":"Who","ids":["romeo","tybalt"]}""", """{"cmd":"Receipt","value":"all"}""");
        Assert.That(await Fields(juliet, "code", "count", "online", "offline"), Is.EqualTo("224 2 [\"juliet\",\"romeo\"] []"));
        Assert.That(await Fields(juliet, "code", "count", "groups"), Is.EqualTo("225 1 [{\"group\":\"verona\",\"members\":2}]"));
        Assert.That(await Fields(juliet, "code", "count", "ids"), Is.EqualTo("211 1 [\"romeo\"]"));
        Assert.That(await Fields(juliet, "code"), Is.EqualTo("227"));

        await romeo.Sends($"Confirm {id}");
        await romeo.Receives($"已确认 {id}");
        Assert.That(await Fields(juliet, "code", "group", "id"), Is.EqualTo($"228 verona {id}"));
        await romeo.Sends("Leave verona");
        await romeo.Receives("您已退出群 verona");
        Assert.That(await Fields(juliet, "code", "group", "id"), Is.EqualTo("223 verona romeo"));
        await juliet.Sends("""{"cmd":"Say","group":"verona","text":"x"}""", """{"cmd":"Say","group":"mantua","text":"x"}""", """{"cmd":"Who","ids":"romeo"}""", """{"cmd":"Join","group":["verona"]}""");
        Assert.That(await Fields(juliet, "type", "code", "group"), Is.EqualTo("error 408 verona"));
        Assert.That(await Fields(juliet, "type", "code", "group"), Is.EqualTo("error 407 mantua"));
        Assert.That(await Fields(juliet, "code", "why"), Is.EqualTo("416 'ids' must be an array of strings"));
        Assert.That(await Fields(juliet, "code", "why"), Is.EqualTo("416 'group' must be a string"));
    }

    [Test]
    public async Task With_receipts_for_all_the_sender_is_told_that_a_message_was_handed_over_now_or_later()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Receipt all", "Chat juliet hello");
        await romeo.Receives("回执已开启,包括送达");
        string id = await romeo.ReceivesMessage(_stored);
        await romeo.Receives(NotDelivered);
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.ReceivesAgain("romeo", "hello");
        await romeo.Receives($"已送达 juliet {id}");
        await juliet.Sends($"Confirm {id}");
        await romeo.Receives($"juliet 已确认 {id}");

        await romeo.Sends("Chat juliet again");
        id = await romeo.ReceivesMessage(_stored);
        await romeo.Receives($"已送达 juliet {id}");
        await romeo.Sends("Receipt 1", "Receipt on,all", "Receipt");
        await romeo.Receives(WrongParameters, WrongParameters, WrongParameters);
    }

    private static string NotIn(string group) => $"您不在群 {group} 里,请先 Join {group}";

    private async Task<ScriptedClient> JoinsVerona(string name, int members)
    {
        ScriptedClient client = await LogIn(name);
        await client.Sends("Join verona");
        await client.Receives($"您在群 verona 里,共 {members} 人");
        return client;
    }

    private static async Task<string> Fields(ScriptedClient client, params string[] names)
    {
        var json = JObject.Parse(await client.ReceivesLine());
        return string.Join(' ', names.Select(name => json[name] is JArray array ? array.ToString(Newtonsoft.Json.Formatting.None) : json[name]?.ToString()));
    }
}
