using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>A disk that is full, or fails to flush, for a while.</summary>
[TestFixture(true)]
[TestFixture(false)]
public class FailingDiskTests(bool onFlush)
{
    private static readonly IOException Full = new("No space left on device");

    private readonly StoreDirectory _directory = new();
    private JournalStore _store = null!;
    private ChatService _chat = null!;

    [SetUp]
    public void Open()
    {
        _store = (JournalStore)_directory.Make(StoreKind.Journal);
        _chat = new ChatService(_store, new StoreLimits(), TimeProvider.System);
        _store.Open(_chat);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task Nothing_is_acknowledged_that_is_not_on_disk_and_all_is_when_the_disk_recovers()
    {
        var romeo = new RecordingConnection();
        _chat.LogIn("romeo", romeo);
        SendOutcome before = _chat.Send(romeo.User!, "juliet", "before", isTracked: true);
        await _store.WhenDurableAsync(before.Position);

        Fail(Full);
        SendOutcome during = _chat.Send(romeo.User!, "juliet", "during", isTracked: true);
        Assert.That(async () => await _store.WhenDurableAsync(during.Position), Throws.TypeOf<StoreException>().With.Message.EqualTo(Full.Message));
        Assert.That(_store.Condition, Is.EqualTo(StoreCondition.Failing));
        Assert.That(_chat.Send(romeo.User!, "juliet", "refused", isTracked: true).Result, Is.EqualTo(SendResult.StoreFailing));

        // What waits for the recipient is not lost: it comes when it is on disk.
        var juliet = new RecordingConnection();
        _chat.LogIn("juliet", juliet);
        await juliet.Receives(before.Id);

        Fail(null);
        await juliet.Receives(before.Id, during.Id);
        Assert.That(_store.Durable, Is.GreaterThanOrEqualTo(during.Position));
        Assert.That(_chat.Send(romeo.User!, "juliet", "after", isTracked: true).Result, Is.EqualTo(SendResult.Delivering));

        await _store.DisposeAsync();
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "before", "during", "after" }));
    }

    [Test]
    public async Task A_server_that_stops_with_a_failing_disk_keeps_what_was_acknowledged()
    {
        var romeo = new RecordingConnection();
        _chat.LogIn("romeo", romeo);
        await _store.WhenDurableAsync(_chat.Send(romeo.User!, "juliet", "before").Position);
        Fail(Full);
        SendOutcome during = _chat.Send(romeo.User!, "juliet", "during");
        Assert.That(async () => await _store.WhenDurableAsync(during.Position), Throws.TypeOf<StoreException>());
        await _store.DisposeAsync();
        Assert.That(_directory.Log.Lines.Last().Message, Does.Contain("1 records are lost; nobody was told that they were stored"));

        Fail(null);
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "before" }));
    }

    [Test]
    public async Task A_disk_that_fails_behind_the_first_header_until_the_server_stops_loses_nothing_but_what_nobody_was_told_of()
    {
        var romeo = new RecordingConnection();
        _chat.LogIn("romeo", romeo);
        _store.Faults.AfterHeader = _ =>
        {
            Fail(Full);
            return null;
        };
        long position = _chat.Send(romeo.User!, "juliet", "lost").Position;
        for (int i = 0; i < 3; i++)
            Assert.That(async () => await _store.WhenDurableAsync(position), Throws.TypeOf<StoreException>());
        await _store.DisposeAsync();
        Assert.That(_directory.Log.Lines.Last().Message, Does.Contain("1 records are lost"));
        Assert.That(await TextsAfterRestart(), Is.Empty);
    }

    [Test]
    public async Task A_disk_that_fails_for_long_does_not_fill_the_directory_with_files()
    {
        var romeo = new RecordingConnection();
        _chat.LogIn("romeo", romeo);
        for (int round = 0; round < 3; round++)
        {
            Fail(Full);
            long position = _chat.Send(romeo.User!, "juliet", $"{round}").Position;
            for (int i = 0; i < 2; i++)
                Assert.That(async () => await _store.WhenDurableAsync(position), Throws.TypeOf<StoreException>());
            Fail(null);
            await WhenReady();
        }

        Assert.That(_directory.Files(), Has.Length.LessThanOrEqualTo(4));
        await _store.DisposeAsync();
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "0", "1", "2" }));
    }

    private void Fail(IOException? fault)
    {
        if (onFlush)
            _store.Faults.Flush = fault;
        else
            _store.Faults.Write = fault;
    }

    private async Task WhenReady()
    {
        await Wait.Until(() => _store.Condition != StoreCondition.Failing, "the store recovers");
    }

    private async Task<string[]> TextsAfterRestart()
    {
        await using IStore store = _directory.Make(StoreKind.Journal);
        var chat = new ChatService(store, new StoreLimits(), TimeProvider.System);
        store.Open(chat);
        var juliet = new RecordingConnection();
        chat.LogIn("juliet", juliet);
        return [.. juliet.Received.Select(message => message.Text)];
    }
}
