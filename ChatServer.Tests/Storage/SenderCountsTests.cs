using ChatServer.Core;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Users;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>What is counted of each sender and each address, against what is in the mailboxes and groups.</summary>
public class SenderCountsTests
{
    private static readonly string[] People = ["romeo", "juliet", "tybalt", "nurse"];
    private static readonly string[] Groups = ["verona", "mantua"];
    private static readonly AddressBlock[] Addresses = [new(false, 1), new(false, 2), new(true, 3)];

    [Test]
    public void Counts_are_what_is_stored_whatever_happens_and_after_restarts()
    {
        Gen<(int What, int Which)> step = from what in Gen.Choose(0, 23)
                                          from which in Gen.Choose(0, 1_000_000)
                                          select (what, which);
        Prop.ForAll(step.ArrayOf().Resize(200).ToArbitrary(), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(30));
    }

    private static bool Agree((int What, int Which)[] steps)
    {
        using var world = new World();
        foreach ((int what, int which) in steps)
        {
            world.Act(what, new Random(which));
            world.Check();
        }

        world.Restart();
        world.Check();
        return true;
    }

    private sealed class World : IDisposable
    {
        private readonly StoreDirectory _directory = new();
        private readonly HashSet<string> _accounts = [.. People];
        private readonly HashSet<string> _online = [];
        private readonly List<RecordingConnection> _connections = [];
        private IStore _store = null!;
        private ChatService _chat = null!;
        private long _now;

        public World() => Open();

        public void Act(int what, Random random)
        {
            string person = random.GetItems(People, 1)[0];
            string other = random.Next(4) == 0 ? $"nobody{random.Next(3)}" : random.GetItems(People, 1)[0];
            string group = random.GetItems(Groups, 1)[0];
            switch (what)
            {
                case 0:
                    Restart();
                    break;
                case 1:
                    _chat.Sweep(_now += 100_000);
                    break;
                case 2:
                    _chat.ExpireOlderThan(TimeSpan.FromDays(-1), max: 3);
                    break;
                case 3:
                    Wait(_chat.PurgeFromAsync(person));
                    break;
                case 4:
                    Wait(_chat.PurgeToAsync(other));
                    break;
                case 5:
                    foreach (RecordingConnection connection in _connections)
                        _chat.LogOut(connection);
                    _connections.Clear();
                    _online.Clear();
                    break;
                case 6:
                    ChangeAccount(other);
                    break;
                case 7:
                    _chat.Leave(LogIn(person, random), group);
                    break;
                case <= 9:
                    _chat.Join(LogIn(person, random), group);
                    break;
                case <= 12:
                    _chat.Say(LogIn(person, random), group, Text(random), random.Next(2) == 0, Reference(random));
                    break;
                case <= 18:
                    _chat.Send(LogIn(person, random), other, Text(random), random.Next(2) == 0, Reference(random));
                    break;
                case 19:
                    User reader = LogIn(person, random);
                    _chat.ConfirmDelivered(reader, reader.Connection!);
                    break;
                default:
                    User user = LogIn(person, random);
                    foreach (StoredMessage message in ChatService.Pending(user, 10, out _))
                        _chat.Confirm(user, message.Id);
                    break;
            }
        }

        public void Restart()
        {
            Wait(_store.DisposeAsync().AsTask());
            _connections.Clear();
            _online.Clear();
            Open();
        }

        // A snapshot has all there is.
        public void Check()
        {
            var expected = new Dictionary<string, (long Messages, long Characters, long Unknown, long Memberships)>();
            var groupMessages = new Dictionary<Guid, string>();
            foreach (StoreRecord record in _chat.Snapshot())
            {
                switch (record.Kind)
                {
                    case RecordKind.MessageAdded:
                        Add(record.From, 1, MessageQuota.CostForSender(record.Text.Length, record.IsTracked), IsUnknown(record.User), 0);
                        break;
                    case RecordKind.GroupMessageKept:
                        groupMessages[record.Id] = record.From;
                        Add(record.From, 0, MessageQuota.CostOfText(record.Text.Length, record.IsTracked), 0, 0);
                        break;
                    case RecordKind.GroupCopyKept:
                        Add(groupMessages[record.Id], 1, MessageQuota.CharactersOfCopy, IsUnknown(record.User), 0);
                        break;
                    case RecordKind.GroupJoined:
                        Add(record.User, 0, 0, 0, 1);
                        break;
                }
            }

            Assert.That(_chat.StoredCount, Is.EqualTo(expected.Values.Sum(counts => counts.Messages)));
            Assert.That(_chat.UnknownCount, Is.EqualTo(expected.Values.Sum(counts => counts.Unknown)));
            expected.Remove(ServerNotice.Sender);
            Sender[] senders = [.. _chat.Senders.List()];
            User[] users = [.. _chat.Users.All];
            (Sender? Sender, int Messages, long Characters)[] collected = [.. users.Select(user => user.Mailbox.Released.Collected)];
            Assert.That(users.Where(user => user.Mailbox.Count == 0).Select(user => user.Mailbox.Released.Collected.Messages), Has.All.Zero);
            Assert.That(collected.Select(room => room.Messages), Has.All.LessThanOrEqualTo(ReleasedRoom.MaxMessages));
            foreach (Sender sender in senders)
            {
                (long messages, long characters, long unknown, long memberships) = expected.GetValueOrDefault(sender.Id);
                Assert.That(((long)sender.Unknown, (long)sender.Memberships), Is.EqualTo((unknown, memberships)), sender.Id);

                // The room of messages that left a mailbox is returned in steps.
                (Sender? Sender, int Messages, long Characters)[] own = [.. collected.Where(room => room.Sender == sender)];
                (long, long) counted = (messages + own.Sum(room => room.Messages), characters + own.Sum(room => room.Characters));
                Assert.That(((long)sender.Messages, sender.Characters), Is.EqualTo(counted), sender.Id);
                expected.Remove(sender.Id);
            }

            Assert.That(expected, Is.Empty, "senders of whom nothing is counted");
            foreach (AddressBlock block in Addresses)
            {
                AddressCounts? address = _chat.Senders.Find(block);
                Sender[] here = [.. senders.Where(sender => sender.Address?.Block == block)];
                Assert.That((address?.Unknown ?? 0, address?.Memberships ?? 0), Is.EqualTo((here.Sum(sender => (long)sender.Unknown), here.Sum(sender => (long)sender.Memberships))));
                Assert.That(address?.Messages ?? 0, Is.EqualTo(here.Sum(sender => sender.Messages)).Within(16 * here.Length));
                Assert.That(address?.Characters ?? 0, Is.EqualTo(here.Sum(sender => sender.Characters)).Within(4096 * here.Length));
            }

            void Add(string id, long messages, long characters, long unknown, long memberships)
            {
                (long Messages, long Characters, long Unknown, long Memberships) counts = expected.GetValueOrDefault(id);
                expected[id] = (counts.Messages + messages, counts.Characters + characters, counts.Unknown + unknown, counts.Memberships + memberships);
            }
        }

        public void Dispose()
        {
            Wait(_store.DisposeAsync().AsTask());
            _directory.Dispose();
        }

        private int IsUnknown(string id) => _accounts.Contains(id) || _online.Contains(id) ? 0 : 1;

        private void ChangeAccount(string id)
        {
            if (!_accounts.Remove(id))
                _accounts.Add(id);
            _chat.OnAccountChanged(id);
        }

        private User LogIn(string id, Random random)
        {
            var connection = new RecordingConnection { Origin = random.GetItems(Addresses, 1)[0] };
            _chat.LogIn(id, connection);
            _connections.Add(connection);
            _online.Add(id);
            return connection.User!;
        }

        private void Open()
        {
            _store = _directory.Make(StoreKind.Journal, compactionBytes: 8192);
            _chat = new ChatService(_store, new StoreLimits(), TimeProvider.System) { IsUnknownId = id => !_accounts.Contains(id) };
            _store.Open(_chat);
            _chat.CountUnknown();
        }

        private static string Text(Random random) => new('x', random.Next(random.Next(10) == 0 ? 5000 : 30));

        private static string? Reference(Random random) => random.Next(3) == 0 ? $"r{random.Next(1000)}" : null;

        // Properties are synchronous.
        private static void Wait(Task task) => Assert.That(task.Wait(TimeSpan.FromSeconds(60)), Is.True);
    }
}
