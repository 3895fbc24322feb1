using System.Text;
using ChatServer.Benchmarks.Load;
using ChatServer.Protocol.Replies;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>A load writes numbers into its messages and finds them again in what the server says.</summary>
public class MessageLineTests
{
    private const string Id = "01a1feb3-8f96-7000-802c-aa6741c1b055";

    [Test]
    public void A_line_is_made_once_and_gets_another_number_each_time()
    {
        NumberedLine line = NumberedLine.Of("Chat bob", textLength: 12);
        Assert.That(Encoding.ASCII.GetString(line.With(7)), Is.EqualTo("Chat bob 0000000007xx"));
        Assert.That(Encoding.ASCII.GetString(line.With(9_876_543_210)), Is.EqualTo("Chat bob 9876543210xx"));
    }

    [Test]
    public void The_name_of_a_message_has_its_number_too()
        => Assert.That(Encoding.ASCII.GetString(NumberedLine.Of("Chat bob", 10, "run1").With(12)), Is.EqualTo("#run10000000012 Chat bob 0000000012"));

    [Test]
    public void A_message_is_taken_apart()
    {
        foreach (string words in (string[])[MessageWords.English.Says, MessageWords.English.Sent, " says in town: ", " sent in town: "])
        {
            Assert.That(MessageLine.TryParse(Encoding.UTF8.GetBytes($"romeo{words}0000000042xxx {Id}"), out MessageLine message), Is.True, words);
            Assert.That(Encoding.ASCII.GetString(message.From), Is.EqualTo("romeo"));
            Assert.That(message.Number, Is.EqualTo(42));
            Assert.That(Encoding.ASCII.GetString(message.Id), Is.EqualTo(Id));
        }
    }

    [TestCase("Not delivered yet: the recipient is offline, the message is kept")]
    [TestCase("Stored on disk " + Id)]
    [TestCase("juliet confirmed " + Id)]
    [TestCase("romeo says: hello " + Id)]
    [TestCase("romeo says: 0000000042 short")]
    [TestCase("")]
    public void Other_lines_are_no_messages(string line) => Assert.That(MessageLine.TryParse(Encoding.UTF8.GetBytes(line), out _), Is.False);
}
