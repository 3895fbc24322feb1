using ChatServer.Client;
using ChatServer.Client.Internal;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>What is sent, when, and how often.</summary>
public sealed class OutboxTests
{
    private readonly List<Guid> _settled = [];
    private readonly Outbox _outbox;

    public OutboxTests() => _outbox = new Outbox(maxUnderWay: 2, _settled.Add);

    private static CancellationToken Soon => new CancellationTokenSource(TimeSpan.FromSeconds(Deadline.DefaultSeconds)).Token;

    [Test]
    public async Task What_was_not_answered_is_repeated_in_its_order_before_what_is_new()
    {
        Operation first = await Send("1");
        Operation second = await Send("2");
        await _outbox.TakeAsync(Soon);
        _outbox.OnReply(Answer(first, 202));
        Operation third = await Send("3");
        _outbox.OnLinkEnded();
        Operation receipt = Operation.OfLink("Receipt", ("value", "on"));
        _outbox.OnLoggedIn(receipt);
        Assert.That((await _outbox.TakeAsync(Soon)).Take(3), Is.EqualTo(new[] { receipt, second, third }));
        Assert.That((await first.Result).First.Code, Is.EqualTo(202));
        Assert.That((second.Attempts, third.Attempts), Is.EqualTo((2, 1)));
    }

    [Test]
    public async Task A_send_is_complete_when_something_else_is_answered()
    {
        Operation send = await Send("1");
        List<Operation> batch = await _outbox.TakeAsync(Soon);
        Assert.That(batch, Has.Count.EqualTo(2), "something else follows");
        _outbox.OnReply(Answer(send, 202));
        Assert.That(send.Result.IsCompleted, Is.False);
        _outbox.OnReply(Answer(batch[1], 216));
        Assert.That((await send.Result).Lines, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task No_more_are_under_way_than_allowed()
    {
        Operation first = await Send("1");
        Operation second = await Send("2");
        List<Operation> batch = await _outbox.TakeAsync(Soon);
        Operation third = await Send("3");
        Assert.That(batch, Does.Contain(first).And.Contain(second));
        ValueTask<List<Operation>> next = _outbox.TakeAsync(Soon);
        Assert.That(next.IsCompleted, Is.False);
        _outbox.OnReply(Answer(first, 429));
        Assert.That(await next, Does.Contain(third));
        Assert.That(async () => await first.Result, Throws.InstanceOf<ChatException>());
    }

    [Test]
    public async Task An_error_without_a_tag_belongs_to_the_first_that_is_not_answered()
    {
        Operation first = await Send("1");
        Operation second = await Send("2");
        await _outbox.TakeAsync(Soon);
        _outbox.OnReply(Answer(first, 202));
        _outbox.OnReply(Line("""{"type":"error","code":413,"text":"too long"}"""));
        Assert.That((await first.Result).First.Code, Is.EqualTo(202));
        Assert.That(async () => await second.Result, Throws.InstanceOf<ChatException>().With.Property("Error").EqualTo(ChatError.LineTooLong));
    }

    [Test]
    public async Task A_request_that_is_passed_over_shows_that_the_link_is_out_of_step()
    {
        await Send("1");
        Operation second = await Send("2");
        await _outbox.TakeAsync(Soon);
        Assert.That(() => _outbox.OnReply(Answer(second, 202)), Throws.InstanceOf<LinkException>());
    }

    [Test]
    public async Task A_confirmation_is_settled_when_the_server_has_it_on_disk_or_knows_the_message_no_longer()
    {
        Guid[] ids = [.. Enumerable.Range(0, 3).Select(_ => Guid.NewGuid())];
        Operation[] confirmations = [.. ids.Select(Operation.Confirm)];
        foreach (Operation confirmation in confirmations)
            _outbox.Enqueue(confirmation);
        await _outbox.TakeAsync(Soon);
        _outbox.OnReply(Answer(confirmations[0], 206));
        _outbox.OnReply(Answer(confirmations[1], 405));
        _outbox.OnReply(Line("""{"type":"error","code":509,"text":"not on disk yet"}"""));
        await Task.WhenAll(confirmations.Select(confirmation => confirmation.Result)).WaitAsync(Soon);
        Assert.That(_settled, Is.EqualTo(ids[..2]));

        _outbox.OnLinkEnded();
        List<Operation> repeated = await _outbox.TakeAsync(Soon);
        Assert.That(repeated.Select(operation => operation.MessageId), Is.EqualTo(ids[2..]), "a crash could undo it");
        _outbox.OnReply(Answer(repeated[0], 405));
        Assert.That(_settled, Is.EqualTo(ids));
    }

    [Test]
    public async Task Confirmations_are_sent_although_none_is_answered_and_all_again_on_the_next_link()
    {
        Operation[] confirmations = [.. Enumerable.Range(0, 5000).Select(_ => Operation.Confirm(Guid.NewGuid()))];
        foreach (Operation confirmation in confirmations)
            _outbox.Enqueue(confirmation);
        for (int link = 0; link < 2; link++)
        {
            List<Operation> sent = [];
            while (sent.Count < confirmations.Length)
                sent.AddRange(await _outbox.TakeAsync(Soon));
            Assert.That(sent, Is.EqualTo(confirmations));
            _outbox.OnLinkEnded();
        }
    }

    [Test]
    public async Task Everything_fails_with_the_reason_and_so_does_what_comes_later()
    {
        Operation sent = await Send("1");
        await _outbox.TakeAsync(Soon);
        Operation waiting = await Send("2");
        var why = new ChatException(ChatError.Kicked, "kicked");
        _outbox.Fail(why);
        foreach (Operation operation in new[] { sent, waiting })
            Assert.That(async () => await operation.Result, Throws.Exception.EqualTo(why));
        Assert.That(async () => await Send("3"), Throws.Exception.EqualTo(why));
    }

    private static ServerLine Answer(Operation operation, int code) => Line($$"""{"type":"answer","code":{{code}},"tag":"{{operation.Tag}}","text":"x"}""");

    private static ServerLine Line(string json) => ServerLine.Parse(System.Text.Encoding.UTF8.GetBytes(json));

    private async Task<Operation> Send(string text)
    {
        Operation operation = Operation.Chat("juliet", text, text);
        await _outbox.EnqueueAsync(operation, Soon);
        return operation;
    }
}
