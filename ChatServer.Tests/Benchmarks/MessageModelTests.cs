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

    [SetUp]
    public void CreateModel()
    {
        _violations = new Violations();
        _model = new MessageModel(users: 2, _text, _violations);
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
        TracedMessage message = _model.Send(Romeo, Juliet);
        Deliver(new VisitRecord(Juliet), message);
        _model.StartRun();
        LogIn(Juliet);
        Assert.That(_violations.Descriptions, Has.One.Contains("lost:"));
    }

    [Test]
    public void A_message_that_was_sent_with_receipts_off_must_come_again_only_after_it_has_survived_a_restart()
    {
        TracedMessage message = _model.Send(Romeo, Juliet, hasReceipt: false);
        Deliver(new VisitRecord(Juliet), message);
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
        TracedMessage first = _model.Send(Romeo, Juliet);
        _model.Send(Romeo, Juliet);
        _model.StartRun();
        LogIn(Juliet, first);
        Assert.That(_violations.Descriptions, Is.Empty);
    }

    [Test]
    public void A_message_that_was_gone_must_not_come_back()
    {
        TracedMessage message = _model.Send(Romeo, Juliet);
        _model.StartRun();
        LogIn(Juliet);
        _model.StartRun();
        LogIn(Juliet, message);
        Assert.That(_violations.Descriptions, Has.One.Contains("had not been there"));
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
        _model.OnConfirmedByRecipient(new VisitRecord(Romeo), TortureText.UserId(Juliet), message.Id!.Value);
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
        _model.StartOrderGroup(Romeo);
        LogIn(Juliet, Stored(), last);
        Assert.That(_violations.Descriptions, Is.Empty);
    }

    [Test]
    public void A_garbled_message_is_found()
    {
        TracedMessage message = Stored();
        string garbled = _text.Compose(Romeo, Juliet, message.Sequence) + "?";
        _model.OnDelivered(new VisitRecord(Juliet), TortureText.UserId(Romeo), garbled, message.Id!.Value);
        Assert.That(_violations.Descriptions, Has.One.Contains("garbled"));
    }

    [Test]
    public void A_message_that_nobody_sent_is_found()
    {
        TracedMessage? message = _model.OnDelivered(new VisitRecord(Juliet), TortureText.UserId(Romeo), _text.Compose(Romeo, Juliet, 5), Guid.NewGuid());
        Assert.That(message, Is.Null);
        Assert.That(_violations.Descriptions, Has.One.Contains("nobody sent"));
    }

    [Test]
    public void An_id_that_is_given_twice_is_found()
    {
        _model.OnStored(_model.Send(Romeo, Juliet), Stored().Id!.Value, isOnDisk: true);
        Assert.That(_violations.Descriptions, Has.One.Contains("the id of another"));
    }

    [Test]
    public void A_receipt_for_memory_is_no_receipt()
    {
        _model.OnStored(_model.Send(Romeo, Juliet), Guid.NewGuid(), isOnDisk: false);
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

    private TracedMessage Stored()
    {
        TracedMessage message = _model.Send(Romeo, Juliet);
        _model.OnStored(message, Guid.NewGuid(), isOnDisk: true);
        return message;
    }

    // A complete login that gets these messages.
    private VisitRecord LogIn(int user, params TracedMessage[] messages)
    {
        var visit = new VisitRecord(user);
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
