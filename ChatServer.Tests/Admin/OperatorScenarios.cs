using ChatServer.Admin;
using ChatServer.Tests.Kit;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Admin;

/// <summary>Operators, who administer the server in a chat client.</summary>
public class OperatorScenarios : AdminScenario
{
    [Test]
    public async Task Only_an_operator_may_use_the_admin_command()
    {
        await StartAdmin();
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Lang en", "Admin status");
        await romeo.Receives(SpeaksEnglish, "Only operators may use this command");
        Assert.That(await Server.Administer("user role romeo operator"), Is.EqualTo("The account romeo has the role operator."));
        await romeo.Sends("Admin user add juliet Geheim4711", "Admin user role romeo king", "Admin explode", "Admin kick tybalt");
        await romeo.Receives(
            "The account juliet was added.",
            "'king' is no role: write user or operator.",
            "There is no verb 'explode'.",
            "There is no session of tybalt.");
        JObject line = ReadAudit().Single(line => (string?)line["verb"] == "user add");
        Assert.That(
            ((string?)line["who"], (string?)line["door"], (string?)line["from"]), Is.EqualTo(("romeo", "chat", romeo.LocalEndPoint.ToString())));
        Assert.That(line.ToString(), Does.Not.Contain("Geheim4711"));

        await Server.Administer("user role romeo user");
        await romeo.Sends("Admin status");
        await romeo.Receives("Only operators may use this command");
    }

    [Test]
    public async Task The_help_has_the_admin_command_for_operators_only()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await romeo.Sends("Format json", "{\"cmd\":\"Help\"}");
        await romeo.ReceivesLine();
        Assert.That(JObject.Parse(await romeo.ReceivesLine())["commands"]!.Values<string>(), Has.None.EqualTo("Admin"));
        await Server.Administer("user role romeo operator");
        await romeo.Sends("{\"cmd\":\"Help\"}", "{\"cmd\":\"Admin\"}", "{\"cmd\":\"Admin\",\"words\":[\"user\",\"list\"],\"tag\":\"7\"}");
        Assert.That(JObject.Parse(await romeo.ReceivesLine())["commands"]!.Values<string>(), Has.One.EqualTo("Admin"));
        Assert.That(JObject.Parse(await romeo.ReceivesLine())["result"]!["verbs"]!.Count(), Is.GreaterThan(15));
        var list = JObject.Parse(await romeo.ReceivesLine());
        Assert.That(((int)list["code"]!, (string?)list["tag"]), Is.EqualTo((260, "7")));
        Assert.That((string?)list["result"]!["accounts"]!.Single()["role"], Is.EqualTo("operator"));
    }

    [Test]
    public async Task Every_door_has_every_verb_with_the_same_checks()
    {
        await StartAdmin();
        ScriptedClient romeo = await LogIn("romeo");
        await Server.Administer("user role romeo operator");
        await romeo.Sends("Format json");
        await romeo.ReceivesLine();
        IEnumerable<AdminVerbDescription> verbs = AdminVerbs.All.Select(verb => verb.Description);
        foreach (AdminVerbDescription verb in verbs.Where(verb => verb.Parameters.Any(parameter => parameter.IsRequired)))
        {
            (int status, JObject api) = await Post(Http, verb.Name);
            Assert.That(status, Is.EqualTo(400), verb.Name);
            await romeo.Sends(new JObject { ["cmd"] = "Admin", ["words"] = new JArray(verb.Name.Split(' ')) }.ToString(Formatting.None));
            Assert.That(JObject.Parse(await romeo.ReceivesLine())["result"], Is.EqualTo(api).Using<JToken>(JToken.DeepEquals), verb.Name);
            Assert.That((string?)api["message"], Does.Contain("usage: " + verb.Usage));
        }
    }

    [Test]
    public async Task An_operator_can_drain_the_server()
    {
        ScriptedClient romeo = await LogIn("romeo");
        await Server.Administer("user role romeo operator");
        await romeo.Sends("Admin drain --within 0");
        string[] lines = [await romeo.ReceivesLine(), await romeo.ReceivesLine()];
        Assert.That(lines[0], Is.EqualTo("The server drains: 1 session is told to come back within 0 s. Stop the process now."));
        Assert.That(lines[1], Is.EqualTo("服务器即将重启,请在 0 秒后重新连接"));
        await romeo.ReceivesEnd();
    }

    [Test]
    public async Task Roles_bans_and_disabled_accounts_survive_a_restart_and_a_password_change()
    {
        Setup = Setup with { Store = "journal" };
        await LogIn("romeo");
        await LogIn("juliet");
        await Server.Administer("user role romeo operator");
        await Server.Administer("user disable juliet");
        await Server.Administer("user passwd juliet secret");
        await Server.Administer("ban 192.0.2.0/24 --reason spam");
        await Server.Administer("ban tybalt --until 1h");
        await Server.Administer("ban paris");
        await Server.Administer("unban paris");
        Server.Restart();
        string[] accounts = (await Server.Administer("user list")).Split('\n');
        Assert.That(accounts[1], Does.StartWith("juliet ").And.EndWith("user      yes"));
        Assert.That(accounts[2], Does.StartWith("romeo ").And.EndWith("operator  no"));
        string[] bans = (await Server.Administer("bans")).Split('\n');
        Assert.That(bans.Skip(1).Select(line => line.Split(' ')[0]), Is.EqualTo(new[] { "192.0.2.0/24", "tybalt" }));
        ScriptedClient juliet = await Connect("juliet");
        await juliet.Sends("Check juliet secret");
        await juliet.Receives("管理员已停用您的账号");
    }
}
