using System.Globalization;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using ChatServer.Tests.Kit;
using NUnit.Framework;

namespace ChatServer.Tests.Web;

/// <summary>The second system of the tutorial: a group of fixed members, each frame a message.</summary>
[TestFixture("memory")]
[TestFixture("journal")]
public sealed partial class TutorialScenarios(string store) : WebScenario(store)
{
    private const string Enters = "进入聊天室";
    private const string Leaves = "离开聊天室";

    [Test]
    public async Task What_one_says_everybody_gets_with_time_and_name_and_the_sender_too()
    {
        Browser one = await Enter("User1");
        Browser two = await Enter("User2");
        await Receives(one, "User2", Enters);

        DateTime before = DateTime.Now;
        await one.Sends("大家好, 你们好吗?");
        DateTime time = await Receives(two, "User1", "大家好, 你们好吗?");
        Assert.That(time, Is.EqualTo(before).Within(TimeSpan.FromSeconds(10)));
        await Receives(one, "User1", "大家好, 你们好吗?");

        await two.Leaves();
        await Receives(one, "User2", Leaves);
    }

    [Test]
    public async Task What_is_said_while_a_member_is_away_comes_when_it_connects_oldest_first_and_only_once()
    {
        Browser one = await Enter("User1");
        await one.Sends("first", "second", "", "third");
        await Receives(one, "User1", "first", "second", "third");
        if (ServerSetup.IsOnDisk(Setup.Store))
        {
            Server.Restart();
            one = await OpenSilently("User1", Path("User1"));
            await Receives(one, "User1", Enters);
        }

        string[] enters = ServerSetup.IsOnDisk(Setup.Store) ? [Enters] : [];
        Browser four = await OpenSilently("User4", Path("User4"));
        await Receives(four, "User1", [Enters, "first", "second", "third", .. enters]);
        await Receives(four, "User4", Enters);
        await Until("what was delivered is confirmed", () => Server.Chat.StoredCount == 2 * (5 + enters.Length));
        await four.Leaves();
        await Receives(one, "User4", Enters, Leaves);

        Browser again = await OpenSilently("User4", Path("User4"));
        await Receives(again, "User4", Leaves, Enters);
    }

    [Test]
    public async Task Whoever_connects_twice_stays_with_the_newer_connection()
    {
        Browser old = await Enter("User1");
        Browser other = await Enter("User2");
        await Receives(old, "User2", Enters);
        Browser newer = await Enter("User1");
        await old.Receives(Kicked);
        await old.ReceivesClose(1000);
        await newer.Sends("it is me");
        await Receives(newer, "User1", "it is me");
        await Receives(other, "User1", Enters, "it is me");
    }

    [Test]
    public async Task In_direct_mode_only_the_named_member_gets_a_message()
    {
        Setup = Setup with { Chat = "<tutorial members=\"张三,李四,王五\" mode=\"direct\" />" };
        Browser one = await Enter("张三");
        Browser two = await Enter("李四");
        await Receives(one, "李四", Enters);
        await one.Sends("李四:只给你", "李四:在吗: 在", "nobody", "王六:喂", "李四:");
        await Receives(two, "张三", "只给你", "在吗: 在");
        await one.Receives("请写成 收件人:内容", "没有成员 王六;成员有 张三 李四 王五", "请写成 收件人:内容");
        await two.Sends("张三:收到");
        await Receives(one, "李四", "收到");
    }

    [TestCase("", 200, "我不处理", false)]
    [TestCase("?name=User1", 200, "我不处理", false)]
    [TestCase("", 400, "User1, User2, User3, User4", true)]
    [TestCase("?name=", 400, "请在地址中写明成员", true)]
    [TestCase("?name=User9", 403, "没有成员 User9", true)]
    [TestCase("?name=user1", 403, "没有成员 user1", true)]
    [TestCase("?name=User1&name=User2", 400, "请在地址中写明成员", true)]
    public async Task Whoever_is_no_member_is_told_before_the_upgrade(string query, int status, string words, bool upgrades)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address("/Home/MyWebSocket" + query));
        if (upgrades)
        {
            request.Headers.Connection.Add("Upgrade");
            request.Headers.Upgrade.ParseAdd("websocket");
            request.Headers.Add("Sec-WebSocket-Version", "13");
            request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        }

        using HttpResponseMessage answer = await Http.SendAsync(request);
        Assert.That((int)answer.StatusCode, Is.EqualTo(status));
        Assert.That(await answer.Content.ReadAsStringAsync(), upgrades ? Does.Contain(words) : Is.EqualTo(words));
        Assert.That(answer.Content.Headers.ContentType?.ToString(), Is.EqualTo("text/plain; charset=utf-8"));
    }

    [Test]
    public async Task Members_are_nobody_in_the_other_chat()
    {
        Browser one = await Enter("User1");
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Who", "Chat /User1 hello", "Check /User1 secret", "Chat User1 hello");
        await romeo.Receives("在线 1 人:romeo", WrongParameters, WrongParameters, NotDelivered);
        await one.Sends("GET / HTTP/1.1", "Quit", "{\"cmd\":\"Quit\"}");
        await Receives(one, "User1", "GET / HTTP/1.1", "Quit", "{\"cmd\":\"Quit\"}");
    }

    [Test]
    public async Task A_frame_stays_one_message_and_harmless()
    {
        Browser one = await Enter("User1");
        await one.Sends("two\r\nlines", "a \u001b[31mred\u2028line");
        await Receives(one, "User1", "two  lines", "a ␛[31mred\uFFFDline");
        await one.Sends(new string('x', 4001), "after");
        Assert.That(await one.ReceivesText(), Does.Contain("4001"));
        await Receives(one, "User1", "after");
    }

    [Test]
    public void A_page_of_another_origin_is_no_member()
        => Assert.That(
            async () => await OpenSilently("User1", Path("User1"), options => options.SetRequestHeader("Origin", "https://evil.example")),
            Throws.InstanceOf<WebSocketException>().With.Message.Contains("'403'"));

    private static string Path(string member) => $"/Home/MyWebSocket?name={Uri.EscapeDataString(member)}";

    private static async Task<DateTime> Receives(Browser browser, string from, params string[] texts)
    {
        DateTime time = default;
        foreach (string text in texts)
        {
            string line = await browser.ReceivesText();
            Match match = Line().Match(line);
            Assert.That(match.Success, Is.True, line);
            Assert.That(match.Groups[2].Value, Is.EqualTo(from + ":" + text));
            time = DateTime.ParseExact(match.Groups[1].Value, "yyyy年MM月dd日 HH:mm:ss:fff", CultureInfo.InvariantCulture);
        }

        return time;
    }

    private async Task<Browser> Enter(string member)
    {
        Setup = Setup with { Web = "maxRequestLength=\"16384\"", Limits = "maxTextLength=\"4000\"" };
        Browser browser = await OpenSilently(member, Path(member));
        while (!(await browser.ReceivesText()).EndsWith($"{member}:{Enters}", StringComparison.Ordinal))
        {
        }

        return browser;
    }

    [GeneratedRegex("^([0-9]{4}年[0-9]{2}月[0-9]{2}日 [0-9]{2}:[0-9]{2}:[0-9]{2}:[0-9]{3})(.*)$")]
    private static partial Regex Line();
}
