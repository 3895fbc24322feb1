using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>Files that somebody removes, replaces or changes while the server runs.</summary>
[Platform(Include = "Linux")]
public class LostFilesTests
{
    private const string Gone = "The journal cannot be written; new messages are refused until it can.";
    private const double Patience = 60;

    private readonly StoreDirectory _directory = new();
    private JournalStore _store = null!;
    private ChatService _chat = null!;
    private RecordingConnection _romeo = null!;

    private static readonly TestCaseData[] Ways =
    [
        Way("the journals are removed", path => RemoveAll(path, "*.journal")),
        Way("everything in the directory is removed", path => RemoveAll(path, "*")),
        Way("the directory is removed", path => Directory.Delete(path, recursive: true)),
        Way("the directory is moved away", path => Directory.Move(path, path + "-elsewhere")),
        Way("the snapshot is removed", path => RemoveAll(path, "*.snapshot")),
        Way("the journals are emptied", path => ForEach(path, "*.journal", file => File.WriteAllBytes(file, []))),
        Way("the journals are replaced by copies of an older time", path => ForEach(path, "*.journal", file => Replace(file, bytes => bytes[..^20]))),
        Way("the snapshot is changed", path => ForEach(path, "*.snapshot", file => Replace(file, bytes => [.. bytes, 0]))),
    ];

    [SetUp]
    public async Task Open()
    {
        _store = (JournalStore)_directory.Make(StoreKind.Journal, compactionBytes: 2000);
        _chat = new ChatService(_store, new StoreLimits(), TimeProvider.System);
        _store.Open(_chat);
        _romeo = new RecordingConnection();
        _chat.LogIn("romeo", _romeo);

        // So that there is a snapshot, and a journal behind it.
        await Send(new string('x', 3000));
        await Until(() => _store.SnapshotNumber > 0, "a snapshot is made");
        await Send("before");
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [TestCaseSource(nameof(Ways))]
    public async Task It_is_noticed_when_nobody_writes_and_all_is_written_to_new_files(Action<string> way)
    {
        way(_directory.Path);
        await IsRecovered();
        await Send("after");
        Assert.That(_directory.Log.Lines.Count(line => line.Message.StartsWith(Gone, StringComparison.Ordinal)), Is.EqualTo(1));
        await Close(_store);
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "before", "after" }));
    }

    [TestCaseSource(nameof(Ways))]
    public async Task It_is_noticed_when_the_next_message_is_written(Action<string> way)
    {
        way(_directory.Path);
        SendOutcome during = _chat.Send(_romeo.User!, "juliet", "during", isTracked: true);
        try
        {
            await _store.WhenDurableAsync(during.Position);
        }
        catch (StoreException e)
        {
            Assert.That(e.Message, Is.EqualTo("its files were removed or replaced"));
        }

        await IsRecovered();
        await Send("after");
        await Close(_store);
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "before", "during", "after" }));
    }

    [TestCaseSource(nameof(Ways))]
    public async Task It_is_noticed_when_the_server_stops(Action<string> way)
    {
        way(_directory.Path);
        await Close(_store);
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "before" }));
    }

    [Test]
    public async Task The_files_of_another_server_are_kept_aside()
    {
        string[] others = [.. _directory.Files()];
        string foreign = Path.Combine(_directory.Path, "00000077.journal");
        File.Copy(others[^1], foreign);
        foreach (string file in others)
            File.Delete(file);
        byte[] bytes = await File.ReadAllBytesAsync(foreign);
        await IsRecovered();
        await Send("after");
        Assert.That(await File.ReadAllBytesAsync(foreign + ".replaced"), Is.EqualTo(bytes));
        await Close(_store);
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "before", "after" }));
    }

    [Test]
    public async Task Files_that_are_lost_on_a_full_disk_are_written_anew_once_and_what_follows_is_kept()
    {
        int headers = 0, snapshots = 0;
        _store.Faults.AfterSnapshot = _ => Interlocked.Increment(ref snapshots) == 2 ? new IOException("Input/output error") : null;
        _store.Faults.AfterHeader = _ =>
        {
            int header = Interlocked.Increment(ref headers);
            if (header == 4)
                RemoveAll(_directory.Path, "*.snapshot");
            return header <= 4 ? new IOException("No space left on device") : null;
        };

        // The first file is that of a compaction, which may fail. The second is for the message, the third for making room, the fourth for the message again.
        await Send(new string('x', 20_000));
        await Until(() => Volatile.Read(ref headers) == 1, "a compaction begins");
        Assert.That(() => Send("during"), Throws.TypeOf<StoreException>());
        await IsRecovered();
        await Send("after");

        // A second snapshot would have what came before it, and hide what comes now.
        await Send("last");
        await Close(_store);
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "before", "during", "after", "last" }));
    }

    [Test]
    public async Task A_second_server_is_refused_also_if_the_file_lock_is_removed()
    {
        File.Delete(Path.Combine(_directory.Path, "lock"));
        await using IStore second = _directory.Make(StoreKind.Journal);
        Assert.That(() => second.Open(_chat), Throws.TypeOf<StoreException>().With.Message.Contains("is in use by another server"));
        Assert.That(() => JournalVerification.Run(_directory.Path, TextWriter.Null), Throws.TypeOf<StoreException>().With.Message.Contains("is in use by a server"));
    }

    [Test]
    public async Task A_new_directory_that_another_server_uses_is_left_alone()
    {
        Directory.Move(_directory.Path, _directory.Path + "-elsewhere");
        await using (IStore second = _directory.Make(StoreKind.Journal))
        {
            second.Open(new RecordList());
            await Until(() => _store.Condition == StoreCondition.Failing, "the loss is noticed");
            Assert.That(_chat.Send(_romeo.User!, "juliet", "refused").Result, Is.EqualTo(SendResult.StoreFailing));
        }

        await IsRecovered();
        await Send("after");
        await Close(_store);
        Assert.That(await TextsAfterRestart(), Is.EqualTo(new[] { "before", "after" }));
    }

    private static TestCaseData Way(string name, Action<string> way) => new TestCaseData(way).SetArgDisplayNames(name);

    private static void RemoveAll(string path, string pattern) => ForEach(path, pattern, File.Delete);

    private static void ForEach(string path, string pattern, Action<string> change)
    {
        foreach (string file in Directory.GetFiles(path, pattern))
            change(file);
    }

    // As a program does that copies: a new file takes the place of the old one.
    private static void Replace(string file, Func<byte[], byte[]> change)
    {
        File.WriteAllBytes(file + ".new", change(File.ReadAllBytes(file)));
        File.Move(file + ".new", file, overwrite: true);
    }

    private async Task Send(string text)
    {
        SendOutcome outcome = _chat.Send(_romeo.User!, "juliet", text, isTracked: true);
        await _store.WhenDurableAsync(outcome.Position).AsTask().WaitAsync(TimeSpan.FromSeconds(Patience));
    }

    private Task IsRecovered()
        => Until(() => _store.Condition == StoreCondition.Ready && _directory.Log.Lines.Any(line => line.Message == "The journal can be written again."), "the store recovers");

    private static Task Close(JournalStore store) => store.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(Patience));

    private static Task Until(Func<bool> condition, string what) => Wait.Until(condition, what, Patience);

    private async Task<string[]> TextsAfterRestart()
    {
        await using IStore store = _directory.Make(StoreKind.Journal);
        var chat = new ChatService(store, new StoreLimits(), TimeProvider.System);
        store.Open(chat);
        Assert.That(_directory.Log.Lines.Where(line => line.Message.Contains("damaged", StringComparison.Ordinal)), Is.Empty);
        var juliet = new RecordingConnection();
        chat.LogIn("juliet", juliet);
        return [.. juliet.Received.Select(message => message.Text).Where(text => text[0] != 'x')];
    }
}
