using ChatServer.Core.Messages;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using ChatServer.Tests.Kit;
using Newtonsoft.Json.Linq;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>The schema of what the server sends, against what it can send.</summary>
public class ProtocolSchemaTests
{
    private const string Id = "01a1feb3-8f96-7000-802c-aa6741c1b055";

    private static readonly JsonFormat Format = new(escapeNonAscii: false);

    [Test]
    public void Every_reply_obeys_the_schema()
    {
        foreach (ReplyDefinition definition in ReplyCatalogue.All)
        {
            bool isStored = new ReplyDefinition[] { Replies.StoredOnDisk, Replies.StoredInMemory, Replies.NotDeliveredYet, Replies.NotForAll }.Contains(definition);
            foreach (Language language in (Language[])[Language.Chinese, Language.English])
            {
                string line = Format.Write(ReplyCatalogue.Sample(definition) with { Reference = isStored ? "r1" : null }, language);
                Assert.That(ProtocolSchema.Errors(line), Is.Empty, line);
            }
        }
    }

    [Test]
    public void The_schema_has_the_replies_of_the_catalogue_and_their_fields()
    {
        var schema = JObject.Parse(File.ReadAllText(ProtocolSchema.FilePath));
        var branches = schema["oneOf"]!.Skip(1).ToDictionary(branch => (int)branch["properties"]!["code"]!["enum"]![0]!);
        Assert.That(branches.Keys, Is.EquivalentTo(ReplyCatalogue.All.Select(definition => definition.Code)));
        foreach (ReplyDefinition definition in ReplyCatalogue.All)
        {
            JToken properties = branches[definition.Code]["properties"]!;
            Assert.That((string?)properties["name"]!["enum"]![0], Is.EqualTo(definition.Name));
            Assert.That(definition.Fields.Where(field => properties[field.Name] == null), Is.Empty, $"fields of {definition}");
        }
    }

    [Test]
    public void Messages_obey_the_schema()
    {
        var message = new StoredMessage(Guid.Parse(Id), "romeo", "你好", 0);
        foreach (StoredMessage of in (StoredMessage[])[message, message with { Group = new GroupMessage(message.Id, "verona", message.Sender, "你好") }, message with { Sender = Sender.Server }])
        {
            char[] line = [];
            int length = Format.Write(of, isReplay: true, Language.English, ref line);
            Assert.That(ProtocolSchema.Errors(new string(line, 0, length)), Is.Empty);
        }
    }

    [TestCase("""{"type":"answer","code":201,"name":"logged-in","text":"x","more":1}""")]
    [TestCase("""{"type":"error","code":201,"name":"logged-in","text":"x"}""")]
    [TestCase("""{"type":"answer","code":201,"name":"joined","text":"x"}""")]
    [TestCase("""{"type":"answer","code":202,"name":"stored-on-disk","id":"1","level":"disk","text":"x"}""")]
    [TestCase("""{"type":"message","id":"01a1feb3-8f96-7000-802c-aa6741c1b055","from":"romeo","text":"hi","time":"today","replay":false}""")]
    public void What_is_wrong_is_found(string line) => Assert.That(ProtocolSchema.Errors(line), Is.Not.Empty);
}
