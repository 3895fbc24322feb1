using ChatServer.Benchmarks.Clients;
using ChatServer.Benchmarks.Torture;
using ChatServer.Protocol.Languages;
using ChatServer.Protocol.Replies;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>The load generator understands the words that the server says.</summary>
public class ServerLineTests
{
    private static readonly Guid Id = Guid.Parse("01a1feb3-8f96-7000-802c-aa6741c1b055");

    [Test]
    public void Replies_of_the_server_are_understood()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Kind(Replies.Welcome), Is.EqualTo(ServerLineKind.Welcome));
            Assert.That(Kind(Replies.LoggedIn), Is.EqualTo(ServerLineKind.LoggedIn));
            Assert.That(Kind(Replies.ReceiptsOn), Is.EqualTo(ServerLineKind.ReceiptsOn));
            Assert.That(Kind(Replies.ReceiptsOff), Is.EqualTo(ServerLineKind.ReceiptsOff));
            Assert.That(Kind(Replies.Goodbye), Is.EqualTo(ServerLineKind.Goodbye));
            Assert.That(Kind(Replies.Kicked), Is.EqualTo(ServerLineKind.Kicked));
            Assert.That(Kind(Replies.AccountNotStored), Is.EqualTo(ServerLineKind.NotLoggedIn));
            Assert.That(Kind(Replies.LogInFirst), Is.EqualTo(ServerLineKind.LogInFirst));
            Assert.That(Kind(Replies.ShuttingDown), Is.EqualTo(ServerLineKind.ShuttingDown));
            Assert.That(Kind(Replies.NotDeliveredYet), Is.EqualTo(ServerLineKind.NotDeliveredYet));
            Assert.That(Parse(Replies.RecipientFull.With("juliet", 1, 2)).Kind, Is.EqualTo(ServerLineKind.NotStored));
            Assert.That(Parse(Replies.StoreFull.With(1, 2)).Kind, Is.EqualTo(ServerLineKind.NotStored));
            Assert.That(Kind(Replies.StoreFailing), Is.EqualTo(ServerLineKind.NotStored));
            Assert.That(Parse(Replies.NotOnDiskYet.With("no space", Id.ToString())).Kind, Is.EqualTo(ServerLineKind.NotOnDiskYet));
            Assert.That(Kind(Replies.NoPasswords), Is.EqualTo(ServerLineKind.Unknown));
        });
    }

    [Test]
    public void Replies_about_a_message_name_it()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Parse(Replies.StoredOnDisk.With(Id)), Is.EqualTo(new ServerLine(ServerLineKind.Stored, Id, IsOnDisk: true)));
            Assert.That(Parse(Replies.StoredInMemory.With(Id)), Is.EqualTo(new ServerLine(ServerLineKind.Stored, Id)));
            Assert.That(Parse(Replies.Confirmed.With(Id)), Is.EqualTo(new ServerLine(ServerLineKind.Confirmed, Id)));
            Assert.That(Parse(Replies.NoSuchMessage.With(Id)), Is.EqualTo(new ServerLine(ServerLineKind.NoSuchMessage, Id)));
            Assert.That(Parse(Replies.RecipientConfirmed.With("juliet", Id)), Is.EqualTo(new ServerLine(ServerLineKind.ConfirmedByRecipient, Id, "juliet")));
        });
    }

    [TestCase("Art thou not Romeo")]
    [TestCase("says: sent you: confirmed ")]
    [TestCase(" ")]
    public void Messages_are_taken_apart(string text)
    {
        foreach (string words in (string[])[MessageWords.English.Says, MessageWords.English.Sent])
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

    private static ServerLineKind Kind(Reply reply) => Parse(reply).Kind;

    private static ServerLine Parse(Reply reply) => ServerLine.Parse(TextFormat.Instance.Write(reply, Language.English).TrimEnd());
}
