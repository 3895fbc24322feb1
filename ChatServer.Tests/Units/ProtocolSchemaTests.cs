using ChatServer.Core.Groups;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>The schema of what the server sends, against what it can send.</summary>
public class ProtocolSchemaTests
{
    private const string Id = "01a1feb3-8f96-7000-802c-aa6741c1b055";

    private static readonly JsonFormat Format = new(escapeNonAscii: false);

    [Test]
    public void Every_answer_obeys_the_schema([Values] AnswerCode code)
    {
        bool isStored = code is AnswerCode.StoredOnDisk or AnswerCode.StoredInMemory or AnswerCode.NotDeliveredYet or AnswerCode.NotForAll;
        foreach (ChatTexts texts in (ChatTexts[])[ChatTexts.Chinese, ChatTexts.English])
        {
            string line = Format.Write(new Answer(code, Values(code)) { Reference = isStored ? "r1" : null }, texts);
            Assert.That(ProtocolSchema.Errors(line), Is.Empty, line);
        }
    }

    [Test]
    public void The_schema_has_the_codes_and_names_of_the_catalog_and_their_fields()
    {
        var schema = JObject.Parse(File.ReadAllText(ProtocolSchema.FilePath));
        var branches = schema["oneOf"]!.Skip(1).ToDictionary(branch => (int)branch["properties"]!["code"]!["enum"]![0]!);
        Assert.That(branches.Keys, Is.EquivalentTo(Enum.GetValues<AnswerCode>().Select(code => (int)code)));
        foreach (AnswerCode code in Enum.GetValues<AnswerCode>())
        {
            JToken properties = branches[(int)code]["properties"]!;
            Assert.That((string?)properties["name"]!["enum"]![0], Is.EqualTo(AnswerCatalog.NameOf(code)));
            Assert.That(AnswerCatalog.FieldsOf(code).Where(field => properties[field] == null), Is.Empty, $"fields of {code}");
        }
    }

    [Test]
    public void Messages_obey_the_schema()
    {
        var message = new StoredMessage(Guid.Parse(Id), "romeo", "你好", 0);
        foreach (StoredMessage of in (StoredMessage[])[message, message with { Group = new GroupMessage(message.Id, "verona", message.Sender, "你好") }, message with { Sender = Sender.Server }])
        {
            char[] line = [];
            int length = Format.Write(of, isReplay: true, ChatTexts.English, ref line);
            Assert.That(ProtocolSchema.Errors(new string(line, 0, length)), Is.Empty);
        }
    }

    [TestCase("""{"type":"answer","code":201,"name":"logged-in","text":"x","more":1}""")]
    [TestCase("""{"type":"error","code":201,"name":"logged-in","text":"x"}""")]
    [TestCase("""{"type":"answer","code":201,"name":"joined","text":"x"}""")]
    [TestCase("""{"type":"answer","code":202,"name":"stored-on-disk","id":"1","level":"disk","text":"x"}""")]
    [TestCase("""{"type":"message","id":"01a1feb3-8f96-7000-802c-aa6741c1b055","from":"romeo","text":"hi","time":"today","replay":false}""")]
    public void What_is_wrong_is_found(string line) => Assert.That(ProtocolSchema.Errors(line), Is.Not.Empty);

    private static object[] Values(AnswerCode code) => code switch
    {
        AnswerCode.Online => [2L, (string[])["juliet", "romeo"]],
        AnswerCode.Pending => [1L, (PendingMessage[])[new PendingMessage(Id, "romeo", "2026-11-21T15:22:22.998Z")]],
        AnswerCode.Trace => [new MessageTrace(Guid.Parse(Id), "romeo", "verona") { IsToGroup = true, Level = StoreLevel.Disk, End = MessageEnd.Confirmed, LastDelivered = DateTimeOffset.UnixEpoch }],
        AnswerCode.Members => ["verona", 3L, (string[])["romeo"], (string[])["juliet", "tybalt"]],
        AnswerCode.Groups => [1L, (GroupInfo[])[new GroupInfo("verona", 3)]],
        AnswerCode.NotForAll => ["verona", Id, 1L, (string[])["juliet"]],
        _ => [.. AnswerCatalog.FieldsOf(code).Where(field => field != "level").Select(field => Value(code, field))],
    };

    private static object Value(AnswerCode code, string field) => field switch
    {
        "id" when code is not (AnswerCode.MemberJoined or AnswerCode.MemberLeft or AnswerCode.AccountCreated) => Id,
        "count" or "most" or "seconds" or "length" or "joined" or "left" => 7L,
        _ when field.StartsWith("most", StringComparison.Ordinal) => 7,
        _ => "juliet",
    };
}
