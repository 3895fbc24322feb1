using ChatServer.Protocol.Replies;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Protocol;

/// <summary>The same conversation in JSON, one object a line.</summary>
[TestFixtureSource(typeof(Deliveries), nameof(Deliveries.OverBothStores))]
public class JsonScenarios(Delivery delivery, string encoding, string store) : ChatScenario(delivery, encoding, store)
{
    private readonly string _level = ServerSetup.IsOnDisk(store) ? "disk" : "memory";

    [Test]
    public async Task Romeo_sends_and_Juliet_receives_and_confirms()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        ScriptedClient juliet = await LogInByJson("juliet");
        await romeo.Sends("""{"cmd":"Chat","to":"juliet","text":"你好,\"朱丽叶\" \u2764","ref":"r1","tag":"t1"}""");
        JObject stored = await Receives(romeo, Replies.StoredOnDisk, Replies.StoredInMemory);
        JObject message = await ReceivesObject(juliet);
        Assert.That((string?)message["type"], Is.EqualTo("message"));
        Assert.That((string?)message["from"], Is.EqualTo("romeo"));
        Assert.That((string?)message["text"], Is.EqualTo("你好,\"朱丽叶\" ❤"));
        Assert.That((bool?)message["replay"], Is.False);
        Assert.That((string?)stored["id"], Is.EqualTo((string?)message["id"]));
        Assert.That((string?)stored["level"], Is.EqualTo(_level));
        Assert.That((string?)stored["ref"], Is.EqualTo("r1"));
        Assert.That((string?)stored["tag"], Is.EqualTo("t1"));

        await romeo.Sends("""{"cmd":"Receipt","value":"on"}""");
        await Receives(romeo, Replies.ReceiptsOn);
        await juliet.Sends($$"""{"cmd":"confirm","id":"{{message["id"]}}"}""");
        JObject confirmed = await Receives(romeo, Replies.RecipientConfirmed);
        Assert.That((string?)confirmed["to"], Is.EqualTo("juliet"));
        Assert.That((string?)confirmed["id"], Is.EqualTo((string?)message["id"]));
    }

    [Test]
    public async Task A_message_that_is_repeated_after_a_lost_connection_is_stored_once()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await romeo.Sends("""{"cmd":"Chat","to":"juliet","text":"hello","ref":"r1"}""");
        JObject first = await Receives(romeo, Replies.StoredOnDisk, Replies.StoredInMemory);
        await Receives(romeo, Replies.NotDeliveredYet);
        romeo.Resets();

        romeo = await LogInByJson("romeo");
        await romeo.Sends("""{"cmd":"Chat","to":"juliet","text":"hello","ref":"r1"}""", """{"cmd":"Chat","to":"juliet","text":"again","ref":"r2"}""");
        JObject repeated = await Receives(romeo, Replies.StoredOnDisk, Replies.StoredInMemory);
        Assert.That((string?)repeated["id"], Is.EqualTo((string?)first["id"]));
        JObject second = await Receives(romeo, Replies.StoredOnDisk, Replies.StoredInMemory);

        ScriptedClient juliet = await LogInByJson("juliet");
        Assert.That((string?)(await ReceivesObject(juliet))["id"], Is.EqualTo((string?)first["id"]));
        JObject last = await ReceivesObject(juliet);
        Assert.That((string?)last["id"], Is.EqualTo((string?)second["id"]));
        Assert.That((bool?)last["replay"], Is.True);
        await juliet.Sends("""{"cmd":"HB"}""");
        await Receives(juliet, Replies.Heartbeat);
    }

    [Test]
    public async Task Lists_are_arrays()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await romeo.Sends("""{"cmd":"Chat","to":"romeo","text":"note"}""", """{"cmd":"Who"}""", """{"cmd":"Pending"}""");
        string id = (string)(await ReceivesObject(romeo))["id"]!;
        Assert.That((await Receives(romeo, Replies.Online))["ids"]!.Values<string>(), Is.EqualTo(new[] { "romeo" }));
        JObject pending = await Receives(romeo, Replies.Pending);
        Assert.That((int?)pending["count"], Is.EqualTo(1));
        Assert.That((string?)pending["messages"]![0]!["id"], Is.EqualTo(id));

        await romeo.Sends($$"""{"cmd":"Trace","id":"{{id}}"}""", """{"cmd":"Confirm","id":"*"}""");
        Assert.That((string?)(await Receives(romeo, Replies.Trace))["state"], Is.EqualTo("unconfirmed"));
        Assert.That((int?)(await Receives(romeo, Replies.ConfirmedAll))["count"], Is.EqualTo(1));
    }

    [TestCase("Check romeo secret", "a line must be one JSON object")]
    [TestCase("[1]", "a line must be one JSON object")]
    [TestCase("""{"cmd":"HB"} {"cmd":"HB"}""", "Additional text encountered")]
    [TestCase("""{"cmd":"HB","cmd":"HB"}""", "already exists")]
    [TestCase("""{"cmd":"HB",""", "Unexpected end")]
    [TestCase("""{"cmd":{"a":{"b":{}}}}""", "MaxDepth")]
    [TestCase("""{"id":"romeo"}""", "'cmd' must be the name of a command")]
    [TestCase("""{"cmd":7}""", "'cmd' must be the name of a command")]
    [TestCase("""{"cmd":"Chat","to":"a","text":5}""", "'text' must be a string")]
    [TestCase("""{"cmd":"Chat","to":"a","text":"x","colour":"red"}""", "'colour' is not known here")]
    [TestCase("""{"cmd":"HB","tag":""}""", "'tag' must be a string of 1 to 64 characters")]
    [TestCase("""{"cmd":"HB","ref":["a"]}""", "'ref' must be a string of 1 to 64 characters")]
    [TestCase("""{"cmd":"HB","ref":"m\ud800"}""", "'ref' must be a string of 1 to 64 characters")]
    [TestCase("""{"cmd":"Fail","args":[1]}""", "'args' must be an array of strings")]
    public async Task A_line_that_is_no_command_is_answered_with_what_is_wrong(string line, string why)
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await romeo.Sends(line, """{"cmd":"HB"}""");
        Assert.That((string?)(await Receives(romeo, Replies.InvalidJson))["why"], Does.Contain(why));
        await Receives(romeo, Replies.Heartbeat);
    }

    [TestCase("""{"cmd":"Chat","to":"juliet","tag":"t"}""", "wrong-parameters")]
    [TestCase("""{"cmd":"Chat","text":"x","tag":"t"}""", "invalid-json")]
    [TestCase("""{"cmd":"Check","tag":"t"}""", "wrong-parameters")]
    [TestCase("""{"cmd":"Nonsense","args":["1"],"tag":"t"}""", "unknown-command")]
    public async Task An_error_has_a_code_and_the_tag_of_its_request(string line, string name)
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await romeo.Sends(line);
        JObject error = await Receives(romeo, ReplyCatalogue.All.Single(definition => definition.Name == name));
        Assert.That((string?)error["type"], Is.EqualTo("error"));
        Assert.That((string?)error["tag"], Is.EqualTo("t"));
    }

    [Test]
    public async Task Errors_about_commands_have_fields_that_help()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await romeo.Sends("""{"cmd":"Trace"}""", """{"cmd":"Chta"}""", """{"cmd":"Nonsense"}""", """{"cmd":"Help","command":"trace"}""", """{"cmd":"Help"}""");
        JObject wrong = await Receives(romeo, Replies.WrongParameters);
        Assert.That(((string?)wrong["usage"], (string?)wrong["text"]), Is.EqualTo(("Trace <消息编号>", "参数错误")));
        Assert.That((string?)(await Receives(romeo, Replies.UnknownCommand))["suggestion"], Is.EqualTo("Chat"));
        Assert.That((await Receives(romeo, Replies.UnknownCommand))["suggestion"], Is.Null);
        JObject usage = await Receives(romeo, Replies.Usage);
        Assert.That(((string?)usage["command"], (string?)usage["usage"]), Is.EqualTo(("Trace", "Trace <消息编号>")));
        Assert.That((await Receives(romeo, Replies.Help))["commands"]!.Values<string>(), Does.Contain("Trace"));
    }

    [Test]
    public async Task The_format_can_be_changed_back()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        await romeo.Sends("""{"cmd":"Format","value":"text"}""", "HB R", "Format xml");
        await romeo.Receives("格式已改为 text", "R", WrongParameters);
        await romeo.Sends("Format json", " format TEXT ", "HB R");
        await Receives(romeo, Replies.FormatChanged);
        await romeo.Receives("格式已改为 text", "R");
    }

    [Test]
    public async Task What_an_exception_says_is_an_error_too()
    {
        ScriptedClient romeo = await LogInByJson("romeo");
        Server.ExpectError("The command Fail failed.");
        await romeo.Sends("""{"cmd":"Fail","args":["on","purpose"]}""");
        Assert.That((string?)(await Receives(romeo, Replies.Failed))["why"], Is.EqualTo("on purpose"));
    }

    private async Task<ScriptedClient> LogInByJson(string name)
    {
        ScriptedClient client = await Connect(name);
        await client.Sends("Format json", $$"""{"cmd":"Check","id":"{{name}}","password":"secret","tag":"log in"}""");
        await Receives(client, Replies.FormatChanged);
        Assert.That((string?)(await Receives(client, Replies.LoggedIn))["tag"], Is.EqualTo("log in"));
        return client;
    }

    private static async Task<JObject> Receives(ScriptedClient client, params ReplyDefinition[] expected)
    {
        JObject reply = await ReceivesObject(client);
        ReplyDefinition? received = Array.Find(expected, definition => definition.Name == (string?)reply["name"]);
        Assert.That(received, Is.Not.Null, reply.ToString());
        Assert.That((int?)reply["code"], Is.EqualTo(received!.Code));
        Assert.That((string?)reply["text"], Is.Not.Empty);
        return reply;
    }

    private static async Task<JObject> ReceivesObject(ScriptedClient client)
    {
        string line = await client.ReceivesLine();
        using var reader = new Newtonsoft.Json.JsonTextReader(new StringReader(line)) { DateParseHandling = Newtonsoft.Json.DateParseHandling.None };
        return JObject.Load(reader);
    }
}
