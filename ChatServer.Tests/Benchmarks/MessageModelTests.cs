using ChatServer.Benchmarks.Torture;
using NUnit.Framework;

namespace ChatServer.Tests.Benchmarks;

/// <summary>What the torture finds, and what it lets pass.</summary>
public class MessageModelTests
{
    private const int Romeo = 0;
    private const int Juliet = 1;

    private readonly TortureText _text = new(seed: 1);
    private Violations _violations = null!;
    private MessageModel _model = null!;
    private VisitRecord _romeo = null!;

    [SetUp]
    public void CreateModel()
    {
        _violations = new Violations();
        _model = new MessageModel(users: 2, _text, _violations);
        _romeo = _model.Begin(Romeo, server: 1);
    }

    [Test]
    public void A_stored_message_that_comes_after_the_restart_is_well()
    {
        TracedMessage message = Stored();
        _model.StartRun();
        LogIn(Juliet, message);
        Assert.That(_violations.Descriptions, Is.Empty);
    }

    [Test]
    public void A_stored_message_that_does_not_come_is_lost()
    {
        Stored();
        _model.StartRun();
        LogIn(Juliet);
        Assert.That(_violations.Descriptions, Has.One.Contains("lost:"));
    }

    [Test]
    public void A_message_that_came_must_come_again()
    {
        TracedMessage message = _model.Send(_romeo, Juliet);
        Deliver(_model.Begin(Juliet, server: 1), message);
        _model.StartRun();
        LogIn(Juliet);
        Assert.That(_violations.Descriptions, Has.One.Contains("lost:"));
    }

    [Test]
    public void A_message_that_was_sent_with_receipts_off_must_come_again_only_after_it_has_survived_a_restart()
    {
        TracedMessage message = _model.Send(_romeo, Juliet, hasReceipt: false);
        Deliver(_model.Begin(Juliet, server: 1), message);
        _model.StartRun();
        LogIn(Juliet, message);
        LogIn(Juliet, message);
        Assert.That(_violations.Descriptions, Is.Empty);
        LogIn(Juliet);
        Assert.That(_violations.Descriptions, Has.One.Contains("lost:"));
    }

    [Test]
    public void A_message_without_a_receipt_may_come_or_not()
    {
        TracedMessage first = _model.Send(_romeo, Juliet);
        _model.Send(_romeo, Juliet);
        _model.StartRun();
        LogIn(Juliet, first);
        Assert.That(_violations.Descriptions, Is.Empty);
    }

    [Test]
    public void A_message_that_was_gone_must_not_come_back()
    {
        TracedMessage message = _model.Send(_romeo, Juliet);
        _model.StartRun();
        LogIn(Juliet);
        _model.StartRun();
        LogIn(Juliet, message);
        Assert.That(_violations.Descriptions, Has.One.Contains("had been missing"));
    }

    [Test]
    public void A_confirmed_message_must_not_come_back()
    {
        TracedMessage message = Stored();
        VisitRecord visit = LogIn(Juliet, message);
        _model.OnConfirm(visit, message);
        _model.OnConfirmed(visit, message.Id!.Value);
        _model.StartRun();
        LogIn(Juliet);
        Assert.That(_violations.Descriptions, Is.Empty);
        LogIn(Juliet, message);
        Assert.That(_violations.Descriptions, Has.One.Contains("although its confirmation was answered"));
    }

    [Test]
    public void What_the_sender_was_told_to_be_confirmed_must_not_come_back()
    {
        TracedMessage message = Stored();
        VisitRecord visit = LogIn(Juliet, message);
        _model.OnConfirm(visit, message);
        _model.OnConfirmedByRecipient(_romeo, TortureText.UserId(Juliet), message.Id!.Value);
        _model.StartRun();
        LogIn(Juliet, message);
        Assert.That(_violations.Descriptions, Has.One.Contains("although its confirmation was answered"));
    }

    [Test]
    public void A_message_whose_confirmation_was_not_answered_may_come_or_not()
    {
        TracedMessage[] messages = [Stored(), Stored()];
        VisitRecord visit = LogIn(Juliet, messages);
        Array.ForEach(messages, message => _model.OnConfirm(visit, message));
        _model.StartRun();
        LogIn(Juliet, messages[1]);
        Assert.That(_violations.Descriptions, Is.Empty);
    }

    [Test]
    public void A_message_that_comes_twice_in_one_login_is_found()
    {
        TracedMessage message = Stored();
        LogIn(Juliet, message, message);
        Assert.That(_violations.Descriptions, Has.One.Contains("twice"));
    }

    [Test]
    public void A_message_behind_a_later_one_is_found()
    {
        TracedMessage first = Stored();
        LogIn(Juliet, Stored(), first);
        Assert.That(_violations.Descriptions, Has.One.Contains("behind message 1"));
    }

    [Test]
    public void What_a_vanished_sender_sent_last_may_come_behind_what_it_sends_next()
    {
        TracedMessage last = Stored();
        _model.OnEnded(_romeo, isClean: false);
        _romeo = _model.Begin(Romeo, server: 1);
        LogIn(Juliet, Stored(), last);
        Assert.That(_violations.Descriptions, Is.Empty);
    }

    [Test]
    public void A_garbled_message_is_found()
    {
        TracedMessage message = Stored();
        string garbled = _text.Compose(Romeo, Juliet, message.Sequence) + "?";
        _model.OnDelivered(_model.Begin(Juliet, server: 1), TortureText.UserId(Romeo), garbled, message.Id!.Value);
        Assert.That(_violations.Descriptions, Has.One.Contains("garbled"));
    }

    [Test]
    public void A_message_that_nobody_sent_is_found()
    {
        TracedMessage? message = _model.OnDelivered(_model.Begin(Juliet, server: 1), TortureText.UserId(Romeo), _text.Compose(Romeo, Juliet, 5), Guid.NewGuid());
        Assert.That(message, Is.Null);
        Assert.That(_violations.Descriptions, Has.One.Contains("nobody sent"));
    }

    [Test]
    public void An_id_that_is_given_twice_is_found()
    {
        _model.OnStored(_model.Send(_romeo, Juliet), Stored().Id!.Value, isOnDisk: true);
        Assert.That(_violations.Descriptions, Has.One.Contains("the id of another"));
    }

    [Test]
    public void A_receipt_for_memory_is_no_receipt()
    {
        _model.OnStored(_model.Send(_romeo, Juliet), Guid.NewGuid(), isOnDisk: false);
        Assert.That(_violations.Descriptions, Has.One.Contains("in memory only"));
    }

    [Test]
    public void A_message_that_came_and_cannot_be_confirmed_is_found()
    {
        TracedMessage message = Stored();
        VisitRecord visit = LogIn(Juliet, message);
        _model.OnConfirm(visit, message);
        _model.OnNoSuchMessage(visit, message.Id!.Value);
        Assert.That(_violations.Descriptions, Has.One.Contains("no such message"));
    }

    [Test]
    public void A_confirmation_that_is_not_answered_before_the_end_that_follows_Quit_is_found()
    {
        TracedMessage[] messages = [Stored(), Stored()];
        VisitRecord visit = LogIn(Juliet, messages);
        Array.ForEach(messages, message => _model.OnConfirm(visit, message));
        _model.OnConfirmed(visit, messages[0].Id!.Value);
        _model.OnQuit(visit);
        Assert.That(_violations.Descriptions, Has.One.Contains("no answer to 1 of its confirmations"));
    }

    [Test]
    public void What_a_sender_sends_at_another_server_comes_behind_what_was_sent_before()
    {
        Move(server: 1);
        TracedMessage last = Stored();
        Move(server: 2);
        LogIn(Juliet, Stored(), last);
        Assert.That(_violations.Descriptions, Has.One.Contains("behind message 1"));
    }

    [Test]
    public void What_was_missing_after_its_sender_has_logged_in_at_another_server_must_not_come()
    {
        Move(server: 1);
        TracedMessage message = _model.Send(_romeo, Juliet);
        LogIn(Juliet);
        LogIn(Juliet, message);
        Assert.That(_violations.Descriptions, Is.Empty, "it was under way");
        message = _model.Send(_romeo, Juliet);
        Move(server: 2);
        VisitRecord visit = _model.Begin(Juliet, server: 3);
        _model.SendMarker(visit);
        Deliver(visit, visit.Marker!);
        Deliver(visit, message);
        Assert.That(_violations.Descriptions, Has.One.Contains("although it had been missing"));
    }

    [Test]
    public void What_is_sent_after_the_user_has_logged_in_elsewhere_must_not_be_stored()
    {
        Move(server: 1);
        VisitRecord old = _romeo;
        VisitRecord visit = _model.Begin(Romeo, server: 2);
        TracedMessage early = _model.Send(old, Juliet);
        _model.OnLoggedIn(visit);
        TracedMessage late = _model.Send(old, Juliet);
        _model.OnStored(early, Guid.NewGuid(), isOnDisk: true);
        Assert.That(_violations.Descriptions, Is.Empty);
        _model.OnStored(late, Guid.NewGuid(), isOnDisk: true);
        Assert.That(_violations.Descriptions, Has.One.Contains("although its sender had logged in elsewhere"));
    }

    [Test]
    public void What_is_confirmed_after_the_user_has_logged_in_elsewhere_must_not_be_confirmed()
    {
        TracedMessage message = Stored();
        VisitRecord old = LogIn(Juliet, message);
        _model.OnLoggedIn(old);
        _model.OnLoggedIn(_model.Begin(Juliet, server: 2));
        _model.OnConfirm(old, message);
        _model.OnConfirmed(old, message.Id!.Value);
        Assert.That(_violations.Descriptions, Has.One.Contains("the user had logged in elsewhere before"));
    }

    [Test]
    public void The_table_has_what_was_stored_and_nothing_that_was_confirmed()
    {
        TracedMessage[] messages = [Stored(), Stored(), _model.Send(_romeo, Juliet)];
        VisitRecord visit = LogIn(Juliet, messages);
        _model.OnConfirm(visit, messages[1]);
        _model.OnConfirmed(visit, messages[1].Id!.Value);
        _model.CheckTable([(Romeo, Juliet, 0), (Romeo, Juliet, 2)]);
        Assert.That(_violations.Descriptions, Is.Empty);
        _model.CheckTable([(Romeo, Juliet, 1), (Romeo, Juliet, 2)]);
        Assert.That(_violations.Descriptions, Has.One.Contains("although it was confirmed").And.One.Contains("is not in the table"));
    }

    private void Move(int server)
    {
        _model.OnEnded(_romeo, isClean: false);
        _romeo = _model.Begin(Romeo, server);
        _model.OnLoggedIn(_romeo);
    }

    private TracedMessage Stored()
    {
        TracedMessage message = _model.Send(_romeo, Juliet);
        _model.OnStored(message, Guid.NewGuid(), isOnDisk: true);
        return message;
    }

    // A complete login that gets these messages.
    private VisitRecord LogIn(int user, params TracedMessage[] messages)
    {
        var visit = _model.Begin(user, _model.Run);
        TracedMessage marker = _model.SendMarker(visit);
        Array.ForEach(messages, message => Deliver(visit, message));
        Deliver(visit, marker);
        Assert.That(visit.IsComplete, Is.True);

        // So that the marker is no matter of the next login.
        _model.OnConfirm(visit, marker);
        _model.OnConfirmed(visit, marker.Id!.Value);
        return visit;
    }

    private void Deliver(VisitRecord visit, TracedMessage message)
        => _model.OnDelivered(
            visit, TortureText.UserId(message.From), _text.Compose(message.From, message.To, message.Sequence), message.Id ?? Guid.NewGuid());
}
