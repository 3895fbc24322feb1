using ChatServer.Client;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>The disk of the server fails, and recovers.</summary>
public sealed class DiskClientScenarios() : ClientScenario(Transport.Tcp, store: "journal")
{
    private FaultPoints Faults => ((JournalStore)Server.Server("utf-8").System.Store).Faults;

    [Test]
    public async Task Sending_ends_when_the_message_is_on_disk_also_after_the_disk_has_failed()
    {
        Server.ExpectError("The journal cannot be written; new messages are refused until it can.");
        FlakyProxy proxy = StartProxy();
        ChatClient romeo = await LogInAsClient("romeo", proxy);
        ChatClient juliet = await LogInAsClient("juliet");
        await romeo.SendAsync("juliet", "before", Soon);
        ChatMessage before = await Next(juliet);

        Faults.Write = new IOException("No space left on device");
        Task<SendReceipt> during = romeo.SendAsync("juliet", "during", Soon);
        await Until("the disk has failed", () => Server.Server("utf-8").System.Store.Failure != null);
        Assert.That(async () => await romeo.SendAsync("juliet", "refused", Soon), Throws.InstanceOf<ChatException>().With.Property("Error").EqualTo(ChatError.StoreFailing));
        proxy.Reset();
        await romeo.WhoAsync(["juliet"], Soon);
        await before.ConfirmAsync(Soon);
        Assert.That(during.IsCompleted, Is.False);

        Faults.Write = null;
        SendReceipt receipt = await during;
        ChatMessage message = await Next(juliet);
        Assert.That((message.Id, message.Text, receipt.Level), Is.EqualTo((receipt.Id, "during", StoreLevel.Disk)));
    }
}
