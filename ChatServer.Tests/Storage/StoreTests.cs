using ChatServer.Core;
using ChatServer.Core.Delivery;
using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using ChatServer.Core.Storage;
using NUnit.Framework;

namespace ChatServer.Tests.Storage;

/// <summary>What the chat promises over every store.</summary>
[TestFixture(StoreKind.Memory)]
[TestFixture(StoreKind.Journal)]
public class StoreTests(StoreKind kind)
{
    private readonly StoreDirectory _directory = new();
    private IStore _store = null!;
    private ChatService _chat = null!;

    [SetUp]
    public void Open()
    {
        _store = _directory.Make(kind);
        _chat = new ChatService(_store, new StoreLimits { RememberedMessages = 3 }, TimeProvider.System);
        _store.Open(_chat);
    }

    [TearDown]
    public async Task Close()
    {
        await _store.DisposeAsync();
        _directory.Dispose();
    }

    [Test]
    public async Task A_message_has_a_position_that_becomes_durable()
    {
        SendOutcome outcome = _chat.Send(LogIn("romeo").User!, "juliet", "hello", isTracked: true);
        Assert.That(outcome.Result, Is.EqualTo(SendResult.StoredForLater));
        await _store.WhenDurableAsync(outcome.Position).AsTask().WaitAsync(new Deadline().Left);
        Assert.That(_store.Durable, Is.GreaterThanOrEqualTo(outcome.Position));
    }

    [Test]
    public async Task A_tracked_message_comes_when_it_is_durable_and_those_behind_it_keep_their_order()
    {
        RecordingConnection romeo = LogIn("romeo");
        RecordingConnection juliet = LogIn("juliet");
        Guid[] sent =
        [
            _chat.Send(romeo.User!, "juliet", "1").Id,
            _chat.Send(romeo.User!, "juliet", "2", isTracked: true).Id,
            _chat.Send(romeo.User!, "juliet", "3").Id,
            _chat.Send(romeo.User!, "juliet", "4", isTracked: true).Id,
        ];
        await juliet.Receives(sent);
    }

    [Test]
    public async Task A_reference_is_stored_once()
    {
        RecordingConnection romeo = LogIn("romeo");
        RecordingConnection juliet = LogIn("juliet");
        SendOutcome first = _chat.Send(romeo.User!, "juliet", "hello", reference: "r1");
        SendOutcome second = _chat.Send(romeo.User!, "juliet", "hello", reference: "r1");
        SendOutcome other = _chat.Send(LogIn("mercutio").User!, "juliet", "hello", reference: "r1");
        Assert.That((second.Result, second.Id, second.Position), Is.EqualTo((SendResult.Repeated, first.Id, first.Position)));
        Assert.That(other.Id, Is.Not.EqualTo(first.Id), "references of different senders are different");

        await juliet.Receives(first.Id, other.Id);
        _chat.Confirm(juliet.User!, first.Id);
        Assert.That(_chat.Send(romeo.User!, "juliet", "hello", reference: "r1").Result, Is.EqualTo(SendResult.Repeated), "also when it was confirmed");
    }

    [Test]
    public void A_reference_is_forgotten_when_as_many_messages_have_ended_as_are_remembered()
    {
        RecordingConnection romeo = LogIn("romeo");
        for (int i = 0; i < 4; i++)
            _chat.Confirm(romeo.User!, _chat.Send(romeo.User!, "romeo", "note", reference: $"r{i}").Id);
        Assert.That(_chat.Send(romeo.User!, "romeo", "note", reference: "r1").Result, Is.EqualTo(SendResult.Repeated));
        Assert.That(_chat.Send(romeo.User!, "romeo", "note", reference: "r0").Result, Is.Not.EqualTo(SendResult.Repeated));
    }

    [Test]
    public void The_life_of_a_message_is_told_to_its_sender_and_its_recipient_only()
    {
        RecordingConnection romeo = LogIn("romeo");
        RecordingConnection juliet = LogIn("juliet");
        Guid tracked = _chat.Send(romeo.User!, "juliet", "hello", isTracked: true).Id;
        Guid other = _chat.Send(romeo.User!, "juliet", "hello").Id;
        _chat.Confirm(juliet.User!, tracked);

        Assert.That(_chat.Trace(romeo.User!, tracked)?.End, Is.EqualTo(MessageEnd.Confirmed));
        Assert.That(_chat.Trace(juliet.User!, tracked)?.End, Is.EqualTo(MessageEnd.Confirmed));
        Assert.That(_chat.Trace(LogIn("tybalt").User!, tracked), Is.Null);
        Assert.That(_chat.Trace(juliet.User!, other), Is.Not.Null);
        Assert.That(_chat.Trace(romeo.User!, other), Is.Null, "the sender did not ask to be told");
    }

    [Test]
    public async Task The_sender_is_told_when_a_tracked_message_is_confirmed()
    {
        RecordingConnection romeo = LogIn("romeo");
        RecordingConnection juliet = LogIn("juliet");
        Guid id = _chat.Send(romeo.User!, "juliet", "hello", isTracked: true).Id;
        await juliet.Receives(id);
        Assert.That(romeo.Ended, Is.Empty);
        _chat.Confirm(juliet.User!, id);
        Assert.That(romeo.Ended, Is.EqualTo(new[] { (id, "juliet", MessageEnd.Confirmed) }));
    }

    [Test]
    public void All_that_was_handed_over_is_confirmed_at_once()
    {
        RecordingConnection romeo = LogIn("romeo");
        var slow = new RecordingConnection { Room = 2 };
        _chat.LogIn("juliet", slow);
        for (int i = 0; i < 5; i++)
            _chat.Send(romeo.User!, "juliet", $"{i}");
        Assert.That(_chat.ConfirmDelivered(slow.User!, slow).Count, Is.EqualTo(2));
        Assert.That(_chat.ConfirmDelivered(slow.User!, romeo).Count, Is.Zero, "what went through another connection");
        ChatService.Pending(slow.User!, 10, out int count);
        Assert.That(count, Is.EqualTo(3));
    }

    [Test]
    public void What_is_too_old_is_given_up_and_its_sender_gets_a_notice()
    {
        RecordingConnection romeo = LogIn("romeo");
        Guid id = _chat.Send(romeo.User!, "juliet", "hello").Id;
        Assert.That(_chat.ExpireOlderThan(TimeSpan.FromHours(1)), Is.Zero);
        Assert.That(_chat.ExpireOlderThan(TimeSpan.FromHours(-1)), Is.GreaterThanOrEqualTo(1));
        StoredMessage notice = ChatService.Pending(romeo.User!, 10, out _).Single();
        Assert.That((notice.From, notice.Text), Is.EqualTo((ServerNotice.Sender, ServerNotice.Expired(id, "juliet"))));
    }

    private RecordingConnection LogIn(string id)
    {
        var connection = new RecordingConnection();
        _chat.LogIn(id, connection);
        return connection;
    }
}
