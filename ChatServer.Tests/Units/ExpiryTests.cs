using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using ChatServer.Core.Storage.Journal;
using ChatServer.Core.Users;
using ChatServer.Tests.Kit;
using Microsoft.Extensions.Logging;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>Messages that are unconfirmed for too long, on a clock of the test's own.</summary>
public class ExpiryTests
{
    private static readonly TimeSpan Age = TimeSpan.FromHours(1);

    private readonly ManualClock _clock = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("chat-give-up-");

    [TearDown]
    public void DeleteDirectory() => _directory.Delete(recursive: true);

    [Test]
    public void Those_that_are_older_are_given_up_and_the_others_stay()
    {
        ChatService chat = Service(new StoreLimits());
        Connection romeo = LogIn(chat, "romeo");
        SendOutcome old = chat.Send(romeo.User!, "juliet", "old");
        _clock.Advance(Age);
        chat.Send(romeo.User!, "juliet", "new");
        Assert.That(chat.ExpireOlderThan(Age), Is.Zero, "as old as is allowed");
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.That(chat.ExpireOlderThan(Age), Is.EqualTo(1));
        Assert.That(romeo.Texts, Is.EqualTo(new[] { ServerNotice.Expired(old.Id, "juliet") }));
        Assert.That(LogIn(chat, "juliet").Texts, Is.EqualTo(new[] { "new" }));
    }

    [Test]
    public void A_sender_who_is_away_finds_the_notice_and_a_notice_ends_without_one()
    {
        ChatService chat = Service(new StoreLimits());
        Connection romeo = LogIn(chat, "romeo");
        SendOutcome sent = chat.Send(romeo.User!, "juliet", "hello");
        chat.LogOut(romeo);
        ExpireAll(chat, 1);
        Assert.That(chat.KnownCount, Is.EqualTo(1), "Romeo, for whom the notice waits");
        Assert.That(LogIn(chat, "romeo").Texts, Is.EqualTo(new[] { ServerNotice.Expired(sent.Id, "juliet") }));
        ExpireAll(chat, 1);
        ExpireAll(chat, 0);
        Assert.That(LogIn(chat, "romeo").Texts, Is.Empty);
    }

    [Test]
    public void With_receipts_on_the_sender_is_told_both_ways_and_can_trace_it()
    {
        ChatService chat = Service(new StoreLimits());
        Connection romeo = LogIn(chat, "romeo");
        SendOutcome sent = chat.Send(romeo.User!, "juliet", "hello", isTracked: true);
        ExpireAll(chat, 1);
        Assert.That(romeo.Ended, Is.EqualTo(new[] { (sent.Id, MessageEnd.Expired) }));
        Assert.That(romeo.Texts, Has.Count.EqualTo(1));
        Assert.That(chat.Trace(romeo.User!, sent.Id)!.End, Is.EqualTo(MessageEnd.Expired));
    }

    [Test]
    public void A_message_to_oneself_is_given_up_too()
    {
        ChatService chat = Service(new StoreLimits());
        Connection romeo = LogIn(chat, "romeo");
        SendOutcome sent = chat.Send(romeo.User!, "romeo", "remember");
        ExpireAll(chat, 1);
        Assert.That(romeo.Texts, Is.EqualTo(new[] { "remember", ServerNotice.Expired(sent.Id, "romeo") }));
    }

    [Test]
    public void A_notice_reaches_a_mailbox_that_is_full()
    {
        // Paris stands before Romeo or behind him in the directory: at least one of both is full when the other's message ends.
        ChatService chat = Service(new StoreLimits { MaxMessagesPerUser = 1, MaxCharactersPerUser = 5, MaxMessages = 2 });
        Connection romeo = LogIn(chat, "romeo");
        Connection paris = LogIn(chat, "paris");
        SendOutcome toParis = chat.Send(romeo.User!, "paris", "12345");
        SendOutcome toRomeo = chat.Send(paris.User!, "romeo", "12345");
        Assert.That(chat.Send(paris.User!, "romeo", "6").Result, Is.EqualTo(SendResult.RecipientFull));
        ExpireAll(chat, 2);
        Assert.That(romeo.Texts, Is.EqualTo(new[] { "12345", ServerNotice.Expired(toParis.Id, "paris") }));
        Assert.That(paris.Texts, Is.EqualTo(new[] { "12345", ServerNotice.Expired(toRomeo.Id, "romeo") }));
    }

    [Test]
    public void Many_are_given_up_in_turns()
    {
        const int Messages = 1000;
        ChatService chat = Service(new StoreLimits());
        Connection romeo = LogIn(chat, "romeo");
        for (int i = 0; i < Messages; i++)
            chat.Send(romeo.User!, i % 2 == 0 ? "juliet" : $"nobody{i}", "x");
        _clock.Advance(Age * 2);
        int some = chat.ExpireOlderThan(Age, max: 300);
        Assert.That(some, Is.InRange(300, 600));
        Assert.That(some + chat.ExpireOlderThan(Age), Is.EqualTo(Messages));
        Assert.That(chat.KnownCount, Is.EqualTo(1), "those who had nothing else are forgotten");
    }

    [Test]
    public async Task A_restart_changes_neither_the_age_nor_what_was_given_up()
    {
        SendOutcome old, young;
        await using (IStore store = Journal())
        {
            var chat = new ChatService(store, new StoreLimits(), _clock);
            store.Open(chat);
            Connection romeo = LogIn(chat, "romeo");
            old = chat.Send(romeo.User!, "juliet", "old");
            _clock.Advance(Age / 2);
            young = chat.Send(romeo.User!, "juliet", "young");
        }

        _clock.Advance(Age / 2 + TimeSpan.FromSeconds(1));
        await using (IStore store = Journal())
        {
            var chat = new ChatService(store, new StoreLimits(), _clock);
            store.Open(chat);
            Assert.That(chat.ExpireOlderThan(Age), Is.EqualTo(1), "only the old one");
        }

        await using (IStore store = Journal())
        {
            var chat = new ChatService(store, new StoreLimits(), _clock);
            store.Open(chat);
            Assert.That(chat.ExpireOlderThan(Age), Is.Zero, "it stays given up");
            Assert.That(LogIn(chat, "romeo").Texts, Is.EqualTo(new[] { ServerNotice.Expired(old.Id, "juliet") }));
            Connection juliet = LogIn(chat, "juliet");
            Assert.That(juliet.Texts, Is.EqualTo(new[] { "young" }));
            Assert.That(chat.Confirm(juliet.User!, young.Id).Count, Is.EqualTo(1));
        }
    }

    [TestCase(3653)]
    [TestCase(40)]
    [TestCase(-3653)]
    public async Task A_start_with_a_wrong_clock_gives_nothing_up_and_times_are_right_when_the_clock_is(int days)
    {
        TimeSpan jump = TimeSpan.FromDays(days);
        var limits = new StoreLimits { MaxAge = Age };
        DateTimeOffset accepted = _clock.GetUtcNow();
        SendOutcome waiting = default, wrong = default;
        await Run(limits, chat => waiting = chat.Send(LogIn(chat, "romeo").User!, "juliet", "waiting"));
        _clock.Jump(jump);
        await Run(limits, chat =>
        {
            Assert.That(chat.ExpireOlderThan(Age), Is.Zero, "the clock is wrong");
            wrong = chat.Send(LogIn(chat, "romeo").User!, "juliet", "while the clock is wrong");
        });
        _clock.Jump(-jump);
        await Run(limits, chat =>
        {
            Assert.That(chat.ExpireOlderThan(Age), Is.Zero, "the clock is right again");
            _clock.Advance(TimeSpan.FromMinutes(10));
            DateTimeOffset now = _clock.GetUtcNow();
            SendOutcome right = chat.Send(LogIn(chat, "romeo").User!, "juliet", "right");
            Assert.That(wrong.Id, Is.GreaterThan(waiting.Id).And.LessThan(right.Id), "the order is that of the ids");
            IReadOnlyList<StoredMessage> messages = ChatService.Pending(LogIn(chat, "juliet").User!, 10, out _);
            Assert.That(messages.Select(message => message.Time), Is.EqualTo(new[] { accepted, accepted + jump, now }).Within(TimeSpan.FromSeconds(1)));
        });
        _clock.Advance(TimeSpan.FromSeconds(1));
        await Run(limits, chat =>
        {
            Assert.That(chat.ExpireOlderThan(Age), Is.Zero);
            _clock.Advance(Age * 1.25);
            Assert.That(chat.ExpireOlderThan(Age), Is.EqualTo(3), "time has passed, an eighth more or less");
        });
    }

    [Test]
    public void A_clock_that_jumps_while_the_server_runs_gives_nothing_up()
    {
        ChatService chat = Service(new StoreLimits { MaxAge = Age });
        Connection romeo = LogIn(chat, "romeo");
        chat.Send(romeo.User!, "juliet", "hello");
        foreach (int days in (int[])[3653, -3653, -3653, 3653, 30, -30])
        {
            _clock.Jump(TimeSpan.FromDays(days));
            _clock.Advance(TimeSpan.FromMinutes(5));
            Assert.That(chat.ExpireOlderThan(Age), Is.Zero, $"{days} days");
        }

        _clock.Advance(Age / 2 * 1.2);
        Assert.That(chat.ExpireOlderThan(Age), Is.EqualTo(1), "66 minutes have passed");
    }

    [TestCase(1, 1)]
    [TestCase(30, 3)]
    [TestCase(86_400, 60)]
    public void The_period_follows_from_the_age(int ageSeconds, int periodSeconds)
        => Assert.That(MessageAging.PeriodOf(TimeSpan.FromSeconds(ageSeconds)), Is.EqualTo(TimeSpan.FromSeconds(periodSeconds)));

    private async Task Run(StoreLimits limits, Action<ChatService> act)
    {
        await using IStore store = Journal();
        var chat = new ChatService(store, limits, _clock);
        store.Open(chat);
        act(chat);
    }

    private static ILogger Log => new RecordingLogFactory().GetLogger("test");

    private static Connection LogIn(ChatService chat, string id)
    {
        var connection = new Connection();
        chat.LogIn(id, connection);
        return connection;
    }

    private JournalStore Journal() => new(new StoreOptions { Type = StoreType.Journal, Path = _directory.FullName }, Log);

    private ChatService Service(StoreLimits limits) => new(new MemoryStore(), limits, _clock);

    private void ExpireAll(ChatService chat, int expected)
    {
        _clock.Advance(Age * 2);
        Assert.That(chat.ExpireOlderThan(Age), Is.EqualTo(expected));
    }

    private sealed class Connection : IUserConnection
    {
        public User? User { get; set; }

        public bool HasEnded => false;

        public LoginState State { get; set; }

        public List<string> Texts { get; } = [];

        public List<(Guid Id, MessageEnd How)> Ended { get; } = [];

        public void OnLoggedIn()
        {
        }

        public void Disconnect(DisconnectReason reason)
        {
        }

        public void OnKicked()
        {
        }

        public bool WantsDeliveries => false;

        public void OnMessageDelivered(Guid id, string recipient)
        {
        }

        public void OnMembership(string group, string id, bool isMember, long position)
        {
        }

        public void OnMessageEnded(in MessageEnding ending, long position) => Ended.Add((ending.Id, ending.End));

        public DeliveryResult Deliver(StoredMessage message, bool isReplay)
        {
            Texts.Add(message.Text);
            return DeliveryResult.Sent;
        }
    }

    private sealed class ManualClock : TimeProvider
    {
        private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

        private TimeSpan _passed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time)
        {
            _passed += time;
            _now += time;
        }

        // The clock is set; no time passes.
        public void Jump(TimeSpan time) => _now += time;

        public override long GetTimestamp() => _passed.Ticks;

        public override DateTimeOffset GetUtcNow() => _now;
    }
}
