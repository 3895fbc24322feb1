using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Admin;

/// <summary>What the verbs do, through the JSON API.</summary>
public class VerbScenarios : AdminScenario
{
    [SetUp]
    public Task Start() => StartAdmin();

    [Test]
    public async Task Status_counts_users_messages_and_servers()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Chat juliet hello");
        await romeo.Receives(NotDelivered);
        (int status, JObject json) = await Post(Http, "status");
        Assert.That(status, Is.EqualTo(200));
        Assert.That(
            (json["state"], json["sessions"], json["online"], json["accounts"], json["unconfirmed"], json["store"]),
            Is.EqualTo(((JToken)"ready", (JToken)1, (JToken)1, (JToken)1, (JToken)1, (JToken)"memory")));
        Assert.That(json["servers"]!.Select(server => (string?)server["name"]), Is.EqualTo(new[] { "Utf8", "Second" }));
    }

    [Test]
    public async Task Sessions_are_listed_and_filtered()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await LogIn("juliet");
        await Connect("nobody yet");
        (_, JObject all) = await Post(Http, "sessions");
        Assert.That(all["sessions"]!.Select(session => (string?)session["user"]), Is.EquivalentTo(new[] { "romeo", "juliet", null }));
        JToken session = (await Post(Http, "sessions", new { filter = "romeo" })).Json["sessions"]!.Single();
        Assert.That(
            ((string?)session["address"], (string?)session["transport"], (string?)session["server"], (long)session["waitingBytes"]!),
            Is.EqualTo((romeo.LocalEndPoint.ToString(), "tcp", "Utf8", 0L)));
        (_, JObject some) = await Post(Http, "sessions", new { filter = "127.0.0.0/8", max = 2 });
        Assert.That(some["message"], Is.EqualTo((JToken)"1 more session is not listed."));
        Assert.That((await Post(Http, "sessions", new { filter = "192.0.2.1" })).Json["sessions"], Is.Empty);
    }

    [Test]
    public async Task A_kicked_user_may_come_back()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        Assert.That((await Post(Http, "kick", new { who = "romeo" })).Json["count"], Is.EqualTo((JToken)1));
        await romeo.Receives("管理员已断开您的连接");
        await romeo.ReceivesEnd();
        await LogIn("romeo");
        await juliet.Sends("HB R");
        await juliet.Receives("R");
        Assert.That((await Post(Http, "kick", new { who = "tybalt" })).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task An_announcement_reaches_all_who_are_logged_in()
    {
        ScriptedClient romeo = await LogIn("romeo");
        ScriptedClient juliet = await LogIn("juliet");
        await juliet.Sends("Format json");
        await juliet.ReceivesLine();
        ScriptedClient stranger = await Connect("stranger");
        Assert.That((await Post(Http, "announce", new { text = "Back at 5\u001b[31m" })).Json["count"], Is.EqualTo((JToken)2));
        await romeo.Receives("公告:Back at 5␛[31m");
        Assert.That(JObject.Parse(await juliet.ReceivesLine())["announcement"], Is.EqualTo((JToken)"Back at 5␛[31m"));
        await stranger.Sends("HB R");
        await stranger.Receives(LogInFirst);
    }

    [Test]
    public async Task A_mailbox_is_counted_and_its_texts_stay_secret()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Join verona", "Chat juliet secret words");
        await romeo.ReceivesLine();
        await romeo.Receives(NotDelivered);
        (_, JObject json) = await Post(Http, "mailbox", new { id = "juliet" });
        Assert.That(
            ((int)json["count"]!, (int)json["characters"]!, (string?)json["oldestFrom"], (bool)json["online"]!), Is.EqualTo((1, 12, "romeo", false)));
        Assert.That(json.ToString(), Does.Not.Contain("secret"));
        Assert.That((await Post(Http, "mailbox", new { id = "tybalt" })).Status, Is.EqualTo(404));
        JToken group = (await Post(Http, "groups")).Json["groups"]!.Single();
        Assert.That(((string?)group["group"], (int)group["members"]!), Is.EqualTo(("verona", 1)));
    }

    [Test]
    public async Task Nobody_logs_in_to_a_disabled_account_until_it_is_enabled()
    {
        ScriptedClient romeo = await LogIn("romeo");
        Assert.That((await Post(Http, "user disable", new { id = "romeo" })).Status, Is.EqualTo(200));
        await romeo.Receives("管理员已停用您的账号");
        await romeo.ReceivesEnd();
        ScriptedClient again = await Connect("romeo again");
        await again.Sends("Check romeo wrong", "Check romeo secret");
        await again.Receives("账号或密码错误", "管理员已停用您的账号");
        await again.ReceivesEnd();
        Assert.That((await Post(Http, "user enable", new { id = "romeo" })).Status, Is.EqualTo(200));
        await LogIn("romeo");
        Assert.That((await Post(Http, "user disable", new { id = "tybalt" })).Status, Is.EqualTo(404));
    }

    [Test]
    public async Task A_banned_user_is_disconnected_and_refused_until_the_ban_ends()
    {
        ScriptedClient romeo = await LogIn("romeo");
        Assert.That((await Post(Http, "ban", new { target = "romeo", until = "1h", reason = "spam" })).Status, Is.EqualTo(200));
        await romeo.Receives("管理员禁止您使用本服务器");
        await romeo.ReceivesEnd();
        ScriptedClient again = await Connect("romeo again");
        await again.Sends("Check romeo secret");
        await again.Receives("管理员禁止您使用本服务器");
        await again.ReceivesEnd();
        JToken ban = (await Post(Http, "bans")).Json["bans"]!.Single();
        Assert.That(((string?)ban["target"], (string?)ban["reason"]), Is.EqualTo(("romeo", "spam")));
        Assert.That((await Post(Http, "unban", new { target = "romeo" })).Status, Is.EqualTo(200));
        await LogIn("romeo");

        await Post(Http, "ban", new { target = "romeo", until = "1s" });
        await Until("the ban is over", () => Server.Server("utf-8").Chat.GetBans().Count == 0);
        await LogIn("romeo");
    }

    [Test]
    public async Task A_banned_id_gets_no_account()
    {
        await Post(Http, "ban", new { target = "romeo" });
        ScriptedClient romeo = await Connect("romeo");
        await romeo.Sends("Check romeo secret");
        await romeo.Receives("管理员禁止您使用本服务器");
        await romeo.ReceivesEnd();
        Assert.That((await Post(Http, "user list")).Json["accounts"], Is.Empty);
        await Post(Http, "unban", new { target = "romeo" });
        await LogIn("romeo");
    }

    [TestCase("127.0.0.1")]
    [TestCase("127.0.0.0/8")]
    [TestCase("::ffff:127.0.0.1")]
    public async Task A_banned_address_gets_no_connection(string target)
    {
        ScriptedClient romeo = await LogIn("romeo");
        await Post(Http, "ban", new { target });
        await romeo.Receives("管理员禁止您使用本服务器");
        await romeo.ReceivesEnd();
        ScriptedClient refused = await ConnectSilently("refused");
        await refused.ReceivesEnd();
        string listed = (string)(await Post(Http, "bans")).Json["bans"]!.Single()["target"]!;
        Assert.That((await Post(Http, "unban", new { target = listed })).Status, Is.EqualTo(200));
        await LogIn("romeo");
    }

    [TestCase("not an id")]
    [TestCase("10.0.0.0/33")]
    [TestCase("1.2.3/8")]
    [TestCase("")]
    public async Task What_is_no_target_cannot_be_banned(string target)
        => Assert.That((await Post(Http, "ban", new { target })).Status, Is.EqualTo(400));

    [TestCase("yesterday")]
    [TestCase("2001-01-01")]
    [TestCase("0s")]
    [TestCase("99999999999999d")]
    public async Task A_ban_ends_in_the_future(string until)
        => Assert.That((await Post(Http, "ban", new { target = "romeo", until })).Status, Is.EqualTo(400));

    [Test]
    public async Task Accounts_are_imported_and_those_that_exist_are_left_alone()
    {
        await LogIn("romeo");
        const string accounts = """
            {"id":"juliet","password":"secret","role":"operator"}
            {"id":"romeo","password":"other"}

            {"id":"b:b","password":"x"}
            nothing
            """;
        (int status, JObject json) = await Post(Http, "user import", new { accounts });
        Assert.That((status, json["added"], json["existing"]), Is.EqualTo((409, (JToken)1, (JToken)1)));
        Assert.That(json["failures"]!.Select(failure => (int)failure["line"]!), Is.EqualTo(new[] { 4, 5 }));
        await LogIn("juliet");
        await LogIn("romeo");
        JToken juliet = (await Post(Http, "user list")).Json["accounts"]!.Single(account => (string?)account["id"] == "juliet");
        Assert.That(((string?)juliet["role"], (bool)juliet["disabled"]!), Is.EqualTo(("operator", false)));
        Assert.That(ReadAudit().Single(line => (string?)line["verb"] == "user import").ToString(), Does.Not.Contain("secret"));
    }

    [Test]
    public async Task A_drained_server_tells_clients_when_to_come_back()
    {
        ScriptedClient romeo = await LogIn("romeo");
        (int status, JObject json) = await Post(Http, "drain", new { within = 20 });
        Assert.That((status, json["sessions"]), Is.EqualTo((200, (JToken)1)));
        Assert.That(await romeo.ReceivesLine(), Does.Match("^服务器即将重启,请在 [0-9]+ 秒后重新连接$"));
        await romeo.ReceivesEnd();
        Assert.That((await Get(Http, "/readyz")).Status, Is.EqualTo(503));
        Assert.That((await Post(Http, "status")).Json["state"], Is.EqualTo((JToken)"draining"));
        Assert.That((await Post(Http, "drain")).Status, Is.EqualTo(409));
    }
}
