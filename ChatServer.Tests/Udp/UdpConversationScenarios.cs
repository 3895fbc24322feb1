using ChatServer.Protocol.Replies;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Udp;

/// <summary>People who send datagrams talk with each other and with people who are connected.</summary>
[TestFixture("memory")]
[TestFixture("journal")]
public class UdpConversationScenarios : ChatScenario
{
    private const string Quick = "repeatAfter=\"40\" longestRepeat=\"200\"";

    private readonly string _stored;

    public UdpConversationScenarios(string store)
    {
        _stored = ServerSetup.IsOnDisk(store) ? "已存盘" : "已存入内存";
        Setup = new ServerSetup
        {
            Store = store,
            Udp = "repeatAfter=\"60000\" maxRequestLength=\"4096\"",
        };
    }

    [Test]
    public async Task Romeo_on_UDP_and_Juliet_on_TCP_write_to_each_other()
    {
        DatagramClient romeo = await LogInByUdp("romeo");
        ScriptedClient juliet = await LogIn("juliet", "gb2312");
        romeo.Sends("Chat juliet 你好,  朱丽叶 \r\n");
        string first = await juliet.ReceivesFrom("romeo", "你好,  朱丽叶 ");
        await juliet.Sends($"Confirm {first}", "Chat romeo 罗密欧");
        string second = await romeo.ReceivesMessage("juliet 给你发消息:罗密欧");
        romeo.Sends($"Confirm {second}", "Pending");
        await romeo.Receives("未确认的消息 0 条");
    }

    [Test]
    public async Task One_datagram_holds_many_lines_and_its_end_ends_the_last()
    {
        DatagramClient romeo = OpenUdp("romeo");
        romeo.Sends("Lang en\r\nCheck romeo secret\n\nHB R\r\nWho\nChat romeo to myself");
        await romeo.Receives(SpeaksEnglish, "Logged in", "R", "1 online: romeo");
        string id = await romeo.ReceivesMessage("romeo says: to myself");
        romeo.Sends($"Receipt on\nConfirm {id}");
        await romeo.Receives("Receipts are on", $"Confirmed {id}");
    }

    [Test]
    public async Task What_waited_comes_after_the_login_and_again_after_the_same_Check_which_kicks_nobody()
    {
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends("Chat romeo one", "Chat romeo two");
        await juliet.Receives(NotDelivered, NotDelivered);
        DatagramClient romeo = OpenUdp("romeo");
        romeo.Sends("Check romeo secret\nCheck romeo secret");
        string[] ids = new string[2];
        for (int i = 0; i < 2; i++)
        {
            await romeo.Receives(LoggedIn);
            ids[0] = await romeo.ReceivesMessage("juliet 给你发送消息:one");
            ids[1] = await romeo.ReceivesMessage("juliet 给你发送消息:two");
        }

        await romeo.HasReceivedNothing();
        romeo.Sends($"Confirm {ids[0]}", $"Confirm {ids[0]}", $"Confirm {ids[1]}", "Check romeo secret");
        await romeo.Receives(LoggedIn);
        await romeo.HasReceivedNothing();
        await juliet.Sends("Who");
        await juliet.ReceivesLine();
    }

    [Test]
    public async Task The_words_of_a_person_with_a_name_before_them_are_stored_once_however_often_they_come()
    {
        DatagramClient romeo = await LogInByUdp("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        romeo.Sends("#m1 Chat juliet hello", "#m1 Chat juliet hello", "#m2 Chat juliet hello", "#w Who juliet", "#x Nothing");
        string id = await juliet.ReceivesFrom("romeo", "hello");
        string other = await juliet.ReceivesFrom("romeo", "hello");
        Assert.That(other, Is.Not.EqualTo(id));
        await romeo.Receives($"#m1 {_stored} {id}", $"#m1 {_stored} {id}", $"#m2 {_stored} {other}", "#w 在线 1 人:juliet", "#x 不知道如何处理 Nothing 命令");
        await juliet.Sends("Pending");
        await juliet.Receives("未确认的消息 2 条");
    }

    [Test]
    public async Task Programs_speak_JSON_from_their_first_datagram_on()
    {
        DatagramClient romeo = OpenUdp("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        romeo.Sends("""{"cmd":"Check","id":"romeo","password":"secret","tag":"1"}""");
        JObject login = JObject.Parse(await romeo.ReceivesLine());
        Assert.That(((int)login["code"]!, (string?)login["tag"]), Is.EqualTo((Replies.LoggedIn.Code, "1")));

        const string Chat = """{"cmd":"Chat","to":"juliet","text":"你好 \"Julia\"","ref":"r1"}""";
        romeo.Sends(Chat, Chat);
        string id = await juliet.ReceivesFrom("romeo", "你好 \"Julia\"");
        for (int i = 0; i < 2; i++)
        {
            JObject stored = JObject.Parse(await romeo.ReceivesLine());
            Assert.That(((string?)stored["id"], (string?)stored["ref"]), Is.EqualTo((id, "r1")));
        }

        await juliet.Sends($"Confirm {id}", "Pending", "Chat romeo back");
        await juliet.Receives("未确认的消息 0 条");
        JObject message = JObject.Parse(await romeo.ReceivesLine());
        Assert.That(((string?)message["type"], (string?)message["text"]), Is.EqualTo(("message", "back")));
        romeo.Sends("Format text");
        await romeo.Receives("格式已改为 text");
    }

    [Test]
    public async Task Confirming_all_is_refused_because_nobody_knows_what_arrived()
    {
        DatagramClient romeo = await LogInByUdp("romeo");
        romeo.Sends("Chat romeo one");
        await romeo.ReceivesLine();
        romeo.Sends("Confirm *");
        await romeo.Receives(WrongParameters);
        Assert.That(Server.Chat.StoredCount, Is.EqualTo(1));
    }

    [Test]
    public async Task The_newest_login_stays_on_whatever_transport()
    {
        DatagramClient first = await LogInByUdp("romeo");
        DatagramClient second = await LogInByUdp("romeo");
        await first.Receives(Kicked);
        ScriptedClient third = await LogIn("romeo");
        await second.Receives(Kicked);
        DatagramClient fourth = await LogInByUdp("romeo");
        await third.Receives(Kicked);
        await third.ReceivesEnd();
        await fourth.HasReceivedNothing();
        await Until("the others are gone", () => Server.Udp.SessionCount == 1);
    }

    [Test]
    public async Task Quit_ends_the_session_and_its_token_is_worth_nothing_then()
    {
        DatagramClient romeo = await LogInByUdp("romeo");
        string token = romeo.Token;
        romeo.Sends("Quit");
        await romeo.Receives("再见");
        await UntilOffline("romeo");
        await Until("its token is forgotten", () => Server.Udp.Tokens.Count == 0);

        // Answered by a challenge, the client logs in again.
        romeo.Sends("Who");
        await romeo.Receives(LoggedIn);
        Assert.That(romeo.Token, Is.Not.EqualTo(token));
    }

    [Test]
    public async Task An_idle_address_is_told_and_logged_out_however_often_messages_are_repeated_to_it()
    {
        Setup = Setup with { Udp = Quick + " clearIdleSession=\"true\" idleSessionTimeOut=\"1\" clearIdleSessionInterval=\"1\"" };
        DatagramClient romeo = await LogInByUdp("romeo");
        romeo.Sends("Chat romeo again and again");
        string id = await romeo.ReceivesMessage("romeo 给你发消息:again and again");
        string line;
        int repeats = 0;
        while ((line = await romeo.ReceivesLine()).EndsWith(id, StringComparison.Ordinal) && repeats < 50)
            repeats++;
        Assert.That(line, Is.EqualTo("您已经 1 秒没有操作,连接即将关闭"));
        Assert.That(repeats, Is.GreaterThan(2));
        await UntilOffline("romeo");
        Assert.That(Server.Chat.StoredCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_stop_is_told_and_after_the_restart_the_same_address_logs_in_again()
    {
        DatagramClient romeo = await LogInByUdp("romeo");
        Server.Stop();
        await romeo.Receives(ShuttingDown);
        Server.Restart();
        DatagramClient again = OpenUdp("romeo");
        again.Sends("Check romeo secret");
        await again.Receives(LoggedIn);
    }

    [Test]
    public async Task Long_answers_come_in_datagrams_of_whole_lines_that_pass_everywhere()
    {
        DatagramClient romeo = await LogInByUdp("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends([.. Enumerable.Range(0, 30).Select(i => $"Chat juliet {i}"), "Quit"]);
        await UntilOffline("juliet");
        DatagramClient other = OpenUdp("juliet");
        other.Sends("Check juliet secret\nPending\nQuit");
        string line;
        do
        {
            line = await other.ReceivesLine();
            Assert.That(other.LastLength, Is.LessThanOrEqualTo(1200));
        }
        while (line != "再见");
        Assert.That(other.Datagrams, Is.InRange(1 + 1 + 4 + 2, 1 + 1 + 4 + 2 + 1), "the challenge, the login, four messages, a long list and goodbye");

        string longest = new('罗', 4096 / 3 - 20);
        romeo.Sends($"Chat romeo {longest}");
        await romeo.ReceivesMessage($"romeo 给你发消息:{longest}");
        Assert.That(romeo.LastLength, Is.GreaterThan(1200));
        romeo.Sends("Chat romeo " + new string('x', 5000));
        await romeo.Receives("命令太长,已被丢弃:一行必须少于 4096 字节");
    }
}
