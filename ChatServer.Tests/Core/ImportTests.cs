using System.Collections;
using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Core.Transfer;
using ChatServer.Tests.Kit;
using ChatServer.Tests.Storage;
using NUnit.Framework;

namespace ChatServer.Tests.Core;

/// <summary>Imports while users are online, and with a disk that fails.</summary>
public class ImportTests
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-import-");
    private LocalChat _chat = null!;

    [SetUp]
    public void Open()
    {
        var options = new LocalChatOptions
        {
            Store = new StoreOptions { Type = StoreType.Journal, Path = Path.Combine(_directory.FullName, "data") },
            Accounts = new AccountOptions { Mode = AccountMode.None },
            Limits = new StoreLimits { RecallAge = TimeSpan.Zero },
        };
        _chat = LocalChat.Open(options, new RecordingLogFactory().GetLogger("Store"));
    }

    [TearDown]
    public async Task Close()
    {
        await _chat.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Test]
    public async Task A_message_to_a_group_does_not_end_before_all_recipients_have_confirmed_it()
    {
        RecordingConnection romeo = LogIn("romeo");
        RecordingConnection juliet = LogIn("juliet");
        Guid id = Guid.CreateVersion7();

        // The first recipient confirms while the import comes to the second one.
        var recipients = new Recipients(["juliet", "paris"], () =>
        {
            if (_chat.Chat.StoredCount == 0)
                return;
            Assert.That(SpinWait.SpinUntil(() => juliet.Received.Length > 0, TimeSpan.FromSeconds(30)), "juliet receives it");
            Assert.That(_chat.Chat.Confirm(juliet.User!, id).Count, Is.EqualTo(1));
        });
        TransferItem item = new MessageItem(id, default, "romeo", "verona", recipients, "hello", IsTracked: true, Reference: null);
        Assert.That((await _chat.ImportAsync([item])).Messages, Is.EqualTo(2));
        Assert.That(romeo.Ended, Is.Empty);
        RecordingConnection paris = LogIn("paris");
        await paris.Receives(id);
        Assert.That(_chat.Chat.Confirm(paris.User!, id).Count, Is.EqualTo(1));
        Assert.That(romeo.Ended, Is.EqualTo(new[] { (id, "verona", MessageEnd.Confirmed) }));
        Assert.That(_chat.Chat.StoredCount, Is.Zero);

        ImportResult again = await _chat.ImportAsync([item]);
        Assert.That((again.Messages, again.Existing), Is.EqualTo((0, 2)), "what was confirmed does not come again");
    }

    [Test]
    public async Task A_failing_disk_refuses_an_import_as_a_whole()
    {
        FaultPoints faults = ((JournalStore)_chat.Store).Faults;
        faults.Write = new IOException("No space left on device");
        _chat.Chat.Send(LogIn("romeo").User!, "juliet", "hello", isTracked: true);
        await Wait.Until(() => _chat.Store.Condition == StoreCondition.Failing, "the disk fails");
        var item = new MessageItem(Guid.CreateVersion7(), default, "romeo", Group: null, ["juliet"], "hello", IsTracked: false, Reference: null);
        ImportResult result = await _chat.ImportAsync([item]);
        Assert.That((result.Fault, result.FaultIndex), Is.EqualTo(("the server cannot write to its disk (No space left on device)", -1)));
        faults.Write = null;
        await Wait.Until(() => _chat.Store.Condition != StoreCondition.Failing, "the disk recovers");
        Assert.That(_chat.Chat.StoredCount, Is.EqualTo(1));
    }

    [Test]
    public async Task Never_to_recall_is_also_for_an_id_that_is_ahead_of_the_clock()
    {
        Guid id = Guid.CreateVersion7(DateTimeOffset.UtcNow.AddHours(1));
        await _chat.ImportAsync([new MessageItem(id, default, "romeo", Group: null, ["juliet"], "hello", IsTracked: true, Reference: null)]);
        Assert.That((await _chat.RecallAsync(LogIn("romeo").User!, id)).Result, Is.EqualTo(RecallResult.TooOld));
    }

    private RecordingConnection LogIn(string id)
    {
        var connection = new RecordingConnection();
        _chat.Chat.LogIn(id, connection);
        return connection;
    }

    private sealed class Recipients(string[] ids, Action beforeSecond) : IReadOnlyList<string>
    {
        public int Count => ids.Length;

        public string this[int index] => ids[index];

        public IEnumerator<string> GetEnumerator()
        {
            for (int i = 0; i < ids.Length; i++)
            {
                if (i == 1)
                    beforeSecond();
                yield return ids[i];
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
