using ChatServer.Benchmarks.Clients;
using ChatServer.Benchmarks.Torture;
using ChatServer.Protocol.Languages;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>The load generator understands the words that the server says.</summary>
public class ServerLineTests
{
    private static readonly Guid Id = Guid.Parse("01a1feb3-8f96-7000-802c-aa6741c1b055");

    private static ChatTexts Texts => ChatTexts.English;

    [Test]
    public void Answers_of_the_server_are_understood()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Kind(ChatTexts.Welcome), Is.EqualTo(ServerLineKind.Welcome));
            Assert.That(Kind(Texts.LoggedIn), Is.EqualTo(ServerLineKind.LoggedIn));
            Assert.That(Kind(Texts.ReceiptsOn), Is.EqualTo(ServerLineKind.ReceiptsOn));
            Assert.That(Kind(Texts.ReceiptsOff), Is.EqualTo(ServerLineKind.ReceiptsOff));
            Assert.That(Kind(Texts.Goodbye), Is.EqualTo(ServerLineKind.Goodbye));
            Assert.That(Kind(Texts.ShuttingDown), Is.EqualTo(ServerLineKind.ShuttingDown));
            Assert.That(Kind(Texts.NotDeliveredYet), Is.EqualTo(ServerLineKind.NotDeliveredYet));
            Assert.That(Parse(Texts.RecipientFull, "juliet", 1, 2).Kind, Is.EqualTo(ServerLineKind.NotStored));
            Assert.That(Parse(Texts.StoreFull, 1, 2).Kind, Is.EqualTo(ServerLineKind.NotStored));
            Assert.That(Kind(Texts.StoreFailing), Is.EqualTo(ServerLineKind.NotStored));
            Assert.That(Parse(Texts.NotOnDiskYet, "no space", Id).Kind, Is.EqualTo(ServerLineKind.NotOnDiskYet));
            Assert.That(Kind(Texts.WrongParameters), Is.EqualTo(ServerLineKind.Unknown));
        });
    }

    [Test]
    public void Answers_about_a_message_name_it()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Parse(Texts.StoredOnDisk, Id), Is.EqualTo(new ServerLine(ServerLineKind.Stored, Id, IsOnDisk: true)));
            Assert.That(Parse(Texts.StoredInMemory, Id), Is.EqualTo(new ServerLine(ServerLineKind.Stored, Id)));
            Assert.That(Parse(Texts.Confirmed, Id), Is.EqualTo(new ServerLine(ServerLineKind.Confirmed, Id)));
            Assert.That(Parse(Texts.NoSuchMessage, Id), Is.EqualTo(new ServerLine(ServerLineKind.NoSuchMessage, Id)));
            Assert.That(Parse(Texts.RecipientConfirmed, "juliet", Id), Is.EqualTo(new ServerLine(ServerLineKind.ConfirmedByRecipient, Id, "juliet")));
        });
    }

    [TestCase("Art thou not Romeo")]
    [TestCase("says: sent you: confirmed ")]
    [TestCase(" ")]
    public void Messages_are_taken_apart(string text)
    {
        foreach (string words in (string[])[Texts.Sends, Texts.SentYou])
            Assert.That(ServerLine.Parse($"romeo{words}{text} {Id}"), Is.EqualTo(new ServerLine(ServerLineKind.Message, Id, "romeo", text)));
    }

    [Test]
    public void A_text_of_the_torture_says_which_message_it_is()
    {
        string text = new TortureText(seed: 3).Compose(12, 7, 345);
        Assert.That(TortureText.TryParse(text, out int from, out int to, out int sequence), Is.True);
        Assert.That((from, to, sequence), Is.EqualTo((12, 7, 345)));
        Assert.That(new TortureText(seed: 3).Compose(12, 7, 345), Is.EqualTo(text));
    }

    private static ServerLineKind Kind(string line) => ServerLine.Parse(line).Kind;

    private static ServerLine Parse(string format, params object[] values) => ServerLine.Parse(string.Format(null, format, values));
}
