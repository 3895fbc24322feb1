using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>How much of one mailbox a sender and an address may have.</summary>
public class MailboxShareTests
{
    private const int Size = 8000;

    private readonly MessageQuota _quota = new(new StoreLimits { MaxMessagesPerUser = Size });
    private readonly MessageIds _ids = new(TimeProvider.System);
    private readonly Mailbox _mailbox = new();
    private readonly SenderTable _senders = new();

    [Test]
    public void One_sender_fills_half_of_a_mailbox_and_the_next_half_of_what_is_left()
    {
        Assert.That(Fill("romeo", 1), Is.EqualTo(Size / 2));
        Assert.That(Fill("paris", 2), Is.EqualTo(Size / 4));
        Assert.That(Fill("tybalt", 3), Is.EqualTo(1000), "the least share");
        Assert.That(_mailbox.Count, Is.EqualTo(Size - 1000));
    }

    [Test]
    public void All_senders_of_one_address_have_one_share()
    {
        Assert.That(Enumerable.Range(0, 20).Sum(i => Fill($"user{i}", 1)), Is.EqualTo(Size / 2));
        Assert.That(Fill("paris", 2), Is.EqualTo(Size / 4));
    }

    [Test]
    public void What_is_confirmed_may_be_sent_again()
    {
        Fill("romeo", 1);
        for (int i = 0; i < 100; i++)
        {
            Assert.That(_mailbox.TryPeekOldest(out StoredMessage? oldest, out _) && _mailbox.TryRemove(oldest.Id, out _), Is.True);
            Assert.That(Fill("romeo", 1), Is.EqualTo(1));
        }
    }

    [Test]
    public void Shares_are_counted_only_while_a_mailbox_is_crowded()
    {
        Fill("romeo", 1);
        Assert.That(_mailbox.Shares, Is.Not.Null);
        while (_mailbox.Count >= Size / 8 * 3)
            Assert.That(_mailbox.TryPeekOldest(out StoredMessage? oldest, out _) && _mailbox.TryRemove(oldest.Id, out _), Is.True);
        Assert.That(_quota.CheckMailbox(_mailbox, _senders.Get("romeo"), "x"), Is.EqualTo(QuotaResult.Free));
        Assert.That(_mailbox.Shares, Is.Null);
    }

    [Test]
    public void An_address_that_has_nothing_left_in_a_crowded_mailbox_is_forgotten()
    {
        Fill("romeo", 1);
        for (ulong i = 2; i < 100; i++)
        {
            StoredMessage message = Send($"user{i}", i);
            Assert.That(_mailbox.TryRemove(message.Id, out _), Is.True);
        }

        Assert.That(_mailbox.Shares!.AddressCount, Is.EqualTo(1));
    }

    private StoredMessage Send(string id, ulong address)
    {
        var message = new StoredMessage(_ids.Next(), _senders.Get(id, new AddressBlock(false, address)), "x", 0);
        _mailbox.Add(message);
        return message;
    }

    private int Fill(string id, ulong address)
    {
        Sender sender = _senders.Get(id, new AddressBlock(false, address));
        int count = 0;
        for (; _quota.CheckMailbox(_mailbox, sender, "x") == QuotaResult.Free; count++)
            _mailbox.Add(new StoredMessage(_ids.Next(), sender, "x", 0));
        return count;
    }
}
