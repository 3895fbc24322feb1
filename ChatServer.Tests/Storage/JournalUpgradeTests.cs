using ChatServer.Core;
using ChatServer.Core.Accounts;
using ChatServer.Core.Limits;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Core.Users;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>A journal that a release with format version 2 has written. The files in <c>Samples/version2</c> are never made anew.</summary>
public class JournalUpgradeTests
{
    private readonly StoreDirectory _directory = new();

    [SetUp]
    public void CopySample()
    {
        Directory.CreateDirectory(_directory.Path);
        foreach (string file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Storage", "Samples", "version2")))
            File.Copy(file, Path.Combine(_directory.Path, Path.GetFileName(file)));
    }

    [TearDown]
    public void DeleteDirectory() => _directory.Dispose();

    [Test]
    public async Task It_is_read_and_rewritten_in_the_new_format()
    {
        Assert.That(Verify(), Is.True);
        await Run((accounts, chat) => ExpectSample(accounts, chat));
        Assert.That(_directory.Files("*.snapshot"), Is.EqualTo(new[] { Path.Combine(_directory.Path, "00000001.snapshot") }), "nothing was written");

        // The first record makes the server replace the old files.
        await Run(
            async (accounts, chat) =>
            {
                chat.Send(LogIn(chat, "tybalt"), "tybalt", "first");
                await Wait.Until(
                    () => _directory.Files("*.snapshot") is [var only] && only.EndsWith("00000007.snapshot", StringComparison.Ordinal),
                    "a snapshot replaces the old files");
            });
        Assert.That(_directory.Files().Concat(_directory.Files("*.snapshot")).Select(path => JournalHeader.Read(path, out _)!.Value.Version), Is.All.EqualTo(4));
        Assert.That(Verify(), Is.True);
        await Run((accounts, chat) => ExpectSample(accounts, chat));
    }

    [Test]
    public async Task An_empty_file_that_a_full_disk_has_left_does_not_make_the_torn_tail_before_it_a_damage()
    {
        await File.WriteAllBytesAsync(Path.Combine(_directory.Path, "00000007.journal"), []);
        string last = Path.Combine(_directory.Path, "00000006.journal");
        long length = new FileInfo(last).Length;
        await File.AppendAllTextAsync(last, "torn");
        Assert.That(Verify(), Is.True);
        await Run((accounts, chat) =>
        {
            ExpectSample(accounts, chat);
            chat.Send(LogIn(chat, "tybalt"), "tybalt", "first");
            return Task.CompletedTask;
        });
        Assert.That(_directory.Log.Lines.Where(line => line.Level >= SuperSocket.SocketBase.Logging.LogLevel.Error), Is.Empty);
        Assert.That(_directory.Log.Lines.Select(line => line.Message), Has.Some.Contains($"4 bytes at offset {length}"));
        Assert.That(Verify(), Is.True);
        await Run((accounts, chat) => ExpectSample(accounts, chat));
    }

    private static Task ExpectSample(AccountService accounts, ChatService chat)
    {
        Assert.That(Texts(chat, "juliet"), Is.EqualTo(new[] { "to all" }));
        Assert.That(Texts(chat, "朱丽叶"), Is.EqualTo(new[] { "to all" }));
        Assert.That(Texts(chat, "mercutio"), Is.EqualTo(new[] { "plain" }));
        Assert.That(Texts(chat, "romeo"), Is.EqualTo(new[] { "after the snapshot", "in the last file" }));
        Assert.That(accounts.Snapshot().Select(record => record.User), Is.EqualTo(new[] { "paris" }));
        Assert.That(chat.GroupsOf(LogIn(chat, "romeo")), Is.Empty, "the members had no accounts");
        foreach (string reference in (string[])["r1", "r2", "r3"])
            Assert.That(chat.TryFindRepeated(LogIn(chat, "romeo"), reference, out _), Is.True, reference);
        return Task.CompletedTask;
    }

    private static IEnumerable<string> Texts(ChatService chat, string id) => ChatService.Pending(LogIn(chat, id), 100, out _).Select(message => message.Text);

    private static User LogIn(ChatService chat, string id)
    {
        var connection = new RecordingConnection();
        chat.LogIn(id, connection);
        return connection.User!;
    }

    private bool Verify() => JournalVerification.Run(_directory.Path, TextWriter.Null);

    private async Task Run(Func<AccountService, ChatService, Task> act)
    {
        await using IStore store = _directory.Make(StoreKind.Journal);
        var chat = new ChatService(store, new StoreLimits(), TimeProvider.System);
        var accounts = new AccountService(new AccountOptions(), store, TimeProvider.System);
        store.Open(new Both(accounts, chat));
        await act(accounts, chat);
    }

    private sealed class Both(AccountService accounts, ChatService chat) : IStoreState
    {
        public void Apply(in StoreRecord record)
        {
            if (record.Kind is RecordKind.AccountSet or RecordKind.AccountRemoved)
                accounts.Apply(record);
            else
                chat.Apply(record);
        }

        public IEnumerable<StoreRecord> Snapshot() => accounts.Snapshot().Concat(chat.Snapshot());
    }
}
