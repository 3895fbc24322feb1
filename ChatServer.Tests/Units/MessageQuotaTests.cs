using ChatServer.Core.Limits;
using ChatServer.Core.Messages;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

public class MessageQuotaTests
{
    private readonly MessageIds _ids = new(TimeProvider.System);

    [Test]
    public void A_mailbox_counts_while_it_has_messages()
    {
        var quota = new MessageQuota(new StoreLimits());
        var mailbox = new Mailbox();
        Guid first = Add(quota, mailbox, "12345");
        Assert.That(quota.Characters, Is.EqualTo(MessageQuota.CharactersOfMailbox + 5));
        Guid second = Add(quota, mailbox, "123");
        Assert.That(quota.Characters, Is.EqualTo(MessageQuota.CharactersOfMailbox + 8));
        Remove(quota, mailbox, first);
        Assert.That(quota.Characters, Is.EqualTo(MessageQuota.CharactersOfMailbox + 3));
        Remove(quota, mailbox, second);
        Assert.That((quota.Messages, quota.Characters), Is.EqualTo((0, 0)));
    }

    [Test]
    public void Messages_to_ids_that_nobody_uses_fill_the_server()
    {
        var quota = new MessageQuota(new StoreLimits { MaxCharacters = 10 * (MessageQuota.CharactersOfMailbox + 1) });
        for (int i = 0; i < 10; i++)
            Add(quota, new Mailbox(), "x");
        Assert.That(quota.TryTake(new Mailbox(), "x"), Is.EqualTo(QuotaResult.ServerFull));
        Assert.That((quota.Messages, quota.Characters), Is.EqualTo((10, 10 * (MessageQuota.CharactersOfMailbox + 1))), "a refused one takes nothing");
    }

    private Guid Add(MessageQuota quota, Mailbox mailbox, string text)
    {
        Assert.That(quota.TryTake(mailbox, text), Is.EqualTo(QuotaResult.Free));
        Guid id = _ids.Next();
        mailbox.Add(new StoredMessage(id, "romeo", text, 0));
        return id;
    }

    private static void Remove(MessageQuota quota, Mailbox mailbox, Guid id)
    {
        Assert.That(mailbox.TryRemove(id, out StoredMessage? message), Is.True);
        quota.Release(message!.Text.Length, isOnly: mailbox.Count == 0);
    }
}
