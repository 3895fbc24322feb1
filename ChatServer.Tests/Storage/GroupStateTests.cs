using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Groups;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>Groups over a journal that is compacted all the time while several people join, leave, say, chat and confirm.</summary>
public class GroupStateTests
{
    private static readonly string[] People = ["romeo", "juliet", "tybalt", "mercutio", "paris", "nurse"];
    private static readonly string[] Names = ["verona", "mantua", "ball"];

    private StoreDirectory _directory = null!;
    private IStore? _store;
    private ChatService _chat = null!;

    [SetUp]
    public void SetUp() => _directory = new StoreDirectory();

    [TearDown]
    public async Task TearDown()
    {
        await Close();
        _directory.Dispose();
    }

    [Test]
    public async Task Members_and_messages_are_the_same_after_every_restart([Range(1, 6)] int seed)
    {
        for (int run = 0; run < 4; run++)
        {
            Open();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(worker => Task.Run(() => Act(new Random((seed * 100) + (run * 10) + worker), steps: 1500))));
            string before = Describe();
            await Close();
            Open();
            Assert.That(Describe(), Is.EqualTo(before), $"run {run}");
            await Close();
        }
    }

    [Test]
    public void A_snapshot_and_the_records_that_were_written_meanwhile_make_the_same_state()
    {
        for (int seed = 1; seed <= 1000; seed++)
            Interrupt(seed);
    }

    private void Interrupt(int seed)
    {
        var random = new Random(seed);
        var store = new CapturingStore();
        _chat = new ChatService(store, new StoreLimits(), TimeProvider.System);
        Act(random, steps: 60);
        store.Appended.Clear();
        var records = new List<StoreRecord>();
        foreach (StoreRecord record in _chat.Snapshot())
        {
            records.Add(record);
            Act(random, steps: random.Next(4));
        }

        string before = Describe();
        records.AddRange(store.Appended);
        _chat = new ChatService(new MemoryStore(), new StoreLimits(), TimeProvider.System);
        foreach (StoreRecord record in records)
            _chat.Apply(record);
        Assert.That(Describe(), Is.EqualTo(before), $"seed {seed}");
    }

    [Test]
    public async Task Who_joins_later_does_not_get_what_was_said_before_also_after_a_restart()
    {
        Open();
        User romeo = LogIn("romeo");
        _chat.Join(romeo, "verona");
        _chat.Join(LogIn("juliet"), "verona");
        Guid id = _chat.Say(romeo, "verona", "hello").Id;
        _chat.Join(LogIn("tybalt"), "verona");
        _chat.Leave(LogIn("juliet"), "verona");
        await Close();

        Open();
        Assert.That(Pending("juliet").Select(message => message.Id), Is.EqualTo(new[] { id }));
        Assert.That(Pending("tybalt"), Is.Empty);
        await Close();
    }

    [Test]
    public async Task A_full_mailbox_gets_no_copy_also_after_a_restart()
    {
        Open(new StoreLimits { MaxMessagesPerUser = 1 });
        User romeo = LogIn("romeo");
        foreach (string id in (string[])["romeo", "juliet", "tybalt"])
            _chat.Join(LogIn(id), "verona");
        _chat.Send(romeo, "juliet", "first");
        SendOutcome outcome = _chat.Say(romeo, "verona", "hello");
        Assert.That(outcome.Except, Is.EqualTo(new[] { "juliet" }));
        Assert.That(_chat.Say(romeo, "verona", "again").Result, Is.EqualTo(SendResult.RecipientFull), "all are full now");
        string before = Describe();
        await Close();

        Open();
        Assert.That(Describe(), Is.EqualTo(before));
        Assert.That(Pending("tybalt").Single().Id, Is.EqualTo(outcome.Id));
        await Close();
    }

    [Test]
    public async Task A_text_is_stored_once_however_many_members_have_not_confirmed_it()
    {
        Open(compactionBytes: 1 << 30);
        User romeo = LogIn("romeo");
        for (int i = 0; i < 500; i++)
            _chat.Join(LogIn($"member{i}"), "verona");
        _chat.Join(romeo, "verona");
        long before = _directory.Files().Sum(file => new FileInfo(file).Length);
        SendOutcome outcome = _chat.Say(romeo, "verona", new string('x', 4000), isTracked: true);
        await _store!.WhenDurableAsync(outcome.Position);
        Assert.That(_directory.Files().Sum(file => new FileInfo(file).Length) - before, Is.LessThan(50_000), "500 copies would be 2,000,000 bytes");
        await Close();

        Open(compactionBytes: 1);
        for (int i = 0; _directory.Files("*.snapshot").Length == 0; i++)
            await _store!.WhenDurableAsync(_chat.Send(romeo, "romeo", $"{i}").Position);
        string state = Describe();
        await Close();
        Assert.That(_directory.Files("*.snapshot").Sum(file => new FileInfo(file).Length), Is.LessThan(100_000));
        Open();
        Assert.That(Describe(), Is.EqualTo(state));
        Assert.That(Pending("member7").Single().Text, Has.Length.EqualTo(4000));
        await Close();
    }

    [Test]
    public async Task A_recalled_message_stays_recalled_when_a_former_member_confirms_after_a_compaction_and_a_restart()
    {
        Open(compactionBytes: 1);
        User romeo = LogIn("romeo");
        foreach (string id in (string[])["romeo", "juliet", "tybalt"])
            _chat.Join(LogIn(id), "verona");
        Guid said = _chat.Say(romeo, "verona", "hello", isTracked: true).Id;
        _chat.Leave(LogIn("tybalt"), "verona");
        Assert.That(_chat.Recall(romeo, said).Count, Is.EqualTo(1));
        for (int i = 0; _directory.Files("*.snapshot").Length == 0; i++)
            await _store!.WhenDurableAsync(_chat.Send(romeo, "romeo", $"{i}").Position);
        await Close();

        Open();
        User tybalt = LogIn("tybalt");
        Assert.That(_chat.Confirm(tybalt, said).Count, Is.EqualTo(1));
        Assert.That(_chat.Trace(LogIn("romeo"), said)!.End, Is.EqualTo(MessageEnd.Recalled));
        await Close();
    }

    [Test]
    public void A_join_that_cannot_be_stored_leaves_nothing_behind()
    {
        var store = new CapturingStore { IsBroken = true };
        _chat = new ChatService(store, new StoreLimits { MaxMemberships = 1 }, TimeProvider.System);
        User romeo = LogIn("romeo");
        Assert.That(() => _chat.Join(romeo, "verona"), Throws.InstanceOf<StoreException>());
        Assert.That((_chat.GroupCount, _chat.Senders.List().Sum(sender => sender.Memberships)), Is.EqualTo((0, 0)));
        store.IsBroken = false;
        Assert.That(_chat.Join(romeo, "verona").Result, Is.EqualTo(GroupResult.Done));
    }

    private void Open(StoreLimits? limits = null, long compactionBytes = 4096)
    {
        _store = _directory.Make(StoreKind.Journal, compactionBytes);
        _chat = new ChatService(_store, limits ?? new StoreLimits(), TimeProvider.System);
        _store.Open(_chat);
    }

    private async Task Close()
    {
        if (_store != null)
            await _store.DisposeAsync();
        _store = null;
    }

    private User LogIn(string id)
    {
        var connection = new RecordingConnection();
        _chat.LogIn(id, connection);
        return connection.User!;
    }

    private void Act(Random random, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            User user = LogIn(People[random.Next(People.Length)]);
            string group = Names[random.Next(Names.Length)];
            switch (random.Next(12))
            {
                case 0:
                    _chat.Join(user, group);
                    break;
                case 1:
                    _chat.Leave(user, group);
                    break;
                case <= 5:
                    _chat.Say(user, group, $"{i} {new string('.', random.Next(40))}", isTracked: random.Next(3) == 0, reference: random.Next(5) == 0 ? $"r{random.Next(50)}" : null);
                    break;
                case 6:
                    _chat.Send(user, People[random.Next(People.Length)], $"{i}", isTracked: random.Next(3) == 0);
                    break;
                case 7:
                    if (user.Connection is { } connection)
                        _chat.LogOut(connection);
                    break;
                default:
                    foreach (StoredMessage message in ChatService.Pending(user, 20, out _))
                    {
                        if (random.Next(3) > 0)
                            _chat.Confirm(user, message.Id);
                    }

                    break;
            }
        }
    }

    // In the order of the ids: those that were sent at the same instant may come in another order after a restart.
    private string Describe()
    {
        var lines = new List<string> { $"{_chat.StoredCount} messages, {_chat.GroupCount} groups, {_chat.StoredCharacters} characters" };
        foreach (string id in People)
        {
            User user = LogIn(id);
            lines.Add($"{id} is in {string.Join(", ", _chat.GroupsOf(user))}");
            foreach (StoredMessage message in ChatService.Pending(user, int.MaxValue, out _).OrderBy(message => message.Id))
            {
                MessageTrace? trace = _chat.Trace(user, message.Id);
                lines.Add($"{message.Id} {message.From} {message.Group?.Group} {message.Text} {message.IsTracked} {trace?.Unconfirmed} {trace?.To} {trace?.End}");
            }
        }

        return string.Join('\n', lines);
    }

    private sealed class CapturingStore : IStore
    {

        public List<StoreRecord> Appended { get; } = [];

        public StoreLevel Level => StoreLevel.Memory;

        public StoreCondition Condition => StoreCondition.Ready;

        public string? Failure => null;

        public long Durable => long.MaxValue;

        public void Open(IStoreState state)
        {
        }

        public bool IsBroken { get; set; }

        public long Append(in StoreRecord record)
        {
            if (IsBroken)
                throw new StoreException("The store is closed.");
            Appended.Add(record);
            return IStore.PositionOfRead;
        }

        public void Notify(long position, ICommitObserver observer) => observer.OnCommitted(long.MaxValue);

        public Task WhenReadyAsync() => Task.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private IReadOnlyList<StoredMessage> Pending(string id) => ChatService.Pending(LogIn(id), int.MaxValue, out _);
}
