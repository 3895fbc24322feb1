using ChatServer.Core.Messages;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>The mailbox against a list that does the same slowly.</summary>
public class MailboxTests
{
    private const int Rewind = 0, Unknown = 1, Take = 2, TakeAndStepBack = 4, Add = 5, Most = 9;

    [Test]
    public void A_mailbox_does_what_a_list_does()
    {
        // What to do, and which of the messages to confirm.
        Gen<(int What, int Which)> step = from what in Gen.Choose(0, 13)
                                          from which in Gen.Choose(0, 1000)
                                          select (what, which);
        Prop.ForAll(step.ArrayOf().Resize(400).ToArbitrary(), Agree).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Test]
    public void A_mailbox_that_is_confirmed_from_the_middle_keeps_the_rest()
    {
        var mailbox = new Mailbox();
        var ids = new MessageIds(TimeProvider.System);
        StoredMessage[] messages = [.. Enumerable.Range(0, 1000).Select(i => new StoredMessage(ids.Next(), "romeo", $"{i}", 0))];
        foreach (StoredMessage message in messages)
            mailbox.Add(message);
        for (int i = 1; i < 999; i++)
            Assert.That(mailbox.TryRemove(messages[i].Id, out StoredMessage? removed) && removed.Text == $"{i}", Is.True);
        mailbox.Rewind();
        Assert.That(Drain(mailbox), Is.EqualTo(new[] { messages[0], messages[999] }));
    }

    [Test]
    public void What_is_restored_comes_before_the_newer_messages_of_its_sender()
    {
        var mailbox = new Mailbox();
        var ids = new MessageIds(TimeProvider.System);
        StoredMessage[] messages = [.. Enumerable.Range(0, 100).Select(i => new StoredMessage(ids.Next(), i % 3 == 0 ? "juliet" : "romeo", $"{i}", 0))];

        // Another node's message may arrive after newer ones.
        foreach (StoredMessage message in messages.OrderBy(message => message.From == "juliet"))
            mailbox.Add(message);
        StoredMessage[] removed = [.. messages.Where((_, i) => i is > 10 and < 60 or > 95)];
        foreach (StoredMessage message in removed)
            mailbox.TryRemove(message.Id, out _);
        foreach (StoredMessage message in removed)
            Assert.That(mailbox.Restore(message), Is.True);
        Assert.That(mailbox.Restore(messages[20]), Is.False, "it is there");
        mailbox.Rewind();
        StoredMessage[] all = [.. Drain(mailbox)];
        Assert.That(all, Has.Length.EqualTo(100));
        foreach (string sender in new[] { "romeo", "juliet" })
            Assert.That(all.Where(message => message.From == sender), Is.EqualTo(messages.Where(message => message.From == sender)));
        Assert.That(mailbox.Characters, Is.EqualTo(messages.Sum(message => message.Text.Length)));
        Assert.That(messages.All(message => mailbox.TryRemove(message.Id, out StoredMessage? found) && found == message), Is.True);
        Assert.That(mailbox.Count, Is.Zero);
    }

    private static bool Agree((int What, int Which)[] steps)
    {
        var mailbox = new Mailbox();
        var reference = new SlowMailbox();
        var ids = new MessageIds(TimeProvider.System);
        List<Guid> early = [];
        int counter = 0;
        foreach ((int what, int which) in steps)
        {
            switch (what)
            {
                case Rewind:
                    mailbox.Rewind();
                    reference.Rewind();
                    break;
                case Unknown:
                    Assert.That(mailbox.TryRemove(Guid.NewGuid(), out _), Is.False);
                    break;
                case >= Take and <= TakeAndStepBack:
                    bool taken = mailbox.TryTakeNext(out StoredMessage? message, out bool isReplay);
                    Assert.That((taken, message, isReplay), Is.EqualTo(reference.TakeNext()));
                    if (taken && what == TakeAndStepBack)
                    {
                        mailbox.StepBack();
                        reference.StepBack();
                    }

                    break;
                case >= Add and <= Most:
                    // Some got their ids before others that are here already.
                    Guid id = ids.Next();
                    if (which % 5 == 0)
                    {
                        early.Add(id);
                        break;
                    }

                    if (which % 7 == 0 && early.Count > 0)
                    {
                        id = early[which % early.Count];
                        early.Remove(id);
                    }

                    var added = new StoredMessage(id, $"user{which % 3}", $"text {counter++}", which);
                    Assert.That(mailbox.Add(added), Is.True);
                    Assert.That(mailbox.Add(added), Is.False);
                    reference.Add(added);
                    break;
                default:
                    if (reference.Messages.Count == 0)
                        break;

                    // The oldest one more often than others, as people do.
                    StoredMessage confirmed = reference.Messages[which % 2 == 0 ? 0 : which % reference.Messages.Count];
                    Assert.That(mailbox.TryRemove(confirmed.Id, out StoredMessage? removed), Is.True);
                    Assert.That(removed, Is.EqualTo(confirmed));
                    Assert.That(mailbox.TryRemove(confirmed.Id, out _), Is.False);
                    reference.Remove(confirmed);
                    break;
            }

            Assert.That(mailbox.Count, Is.EqualTo(reference.Messages.Count));
            Assert.That(mailbox.Characters, Is.EqualTo(reference.Messages.Sum(message => message.Text.Length)));
            Assert.That(List(mailbox, 3), Is.EqualTo(reference.Messages));
        }

        mailbox.Rewind();
        Assert.That(Drain(mailbox), Is.EqualTo(reference.Messages));
        return true;
    }

    // In pieces, as a snapshot takes it.
    private static List<StoredMessage> List(Mailbox mailbox, int max)
    {
        List<StoredMessage> all = [], piece = [];
        long end = long.MinValue;
        do
        {
            piece.Clear();
            end = mailbox.List(end, max, piece);
            all.AddRange(piece);
        }
        while (piece.Count >= max);
        return all;
    }

    private static List<StoredMessage> Drain(Mailbox mailbox)
    {
        var all = new List<StoredMessage>();
        while (mailbox.TryTakeNext(out StoredMessage? message, out _))
            all.Add(message);
        return all;
    }

    private sealed class SlowMailbox
    {
        private readonly HashSet<Guid> _delivered = [];
        private readonly HashSet<Guid> _replayed = [];
        private Guid _taken;

        public List<StoredMessage> Messages { get; } = [];

        public void Add(StoredMessage message) => Messages.Add(message);

        public void Remove(StoredMessage message) => Messages.Remove(message);

        public void Rewind()
        {
            _delivered.Clear();
            _replayed.UnionWith(Messages.Select(message => message.Id));
        }

        public (bool Taken, StoredMessage Message, bool IsReplay) TakeNext()
        {
            int index = Messages.FindIndex(message => !_delivered.Contains(message.Id));
            if (index < 0)
                return default;
            _taken = Messages[index].Id;
            _delivered.Add(_taken);
            return (true, Messages[index], _replayed.Contains(_taken));
        }

        public void StepBack() => _delivered.Remove(_taken);
    }

    [Test]
    public void A_mailbox_gives_its_memory_back_also_when_one_message_stays()
    {
        var ids = new MessageIds(TimeProvider.System);
        var mailbox = new Mailbox();
        Guid[] added = [.. Enumerable.Range(0, 70_000).Select(_ => ids.Next())];
        foreach (Guid id in added)
            mailbox.Add(new StoredMessage(id, "romeo", "x", 0));

        foreach (Guid id in added[..^1])
            Assert.That(mailbox.TryRemove(id, out _), Is.True);

        Assert.That(mailbox.Capacity, Is.LessThanOrEqualTo(256));
        mailbox.Trim();
        Assert.That(mailbox.Capacity, Is.LessThanOrEqualTo(4));
        mailbox.Rewind();
        Assert.That(mailbox.TryTakeNext(out StoredMessage? last, out bool isReplay), Is.True);
        Assert.That((last!.Id, isReplay), Is.EqualTo((added[^1], true)));
        Assert.That(mailbox.TryRemove(last.Id, out _), Is.True);
        mailbox.Trim();
        Assert.That(mailbox.Capacity, Is.Zero);
        Assert.That(mailbox.Add(new StoredMessage(ids.Next(), "romeo", "y", 0)), Is.True);
        Assert.That(mailbox.TryTakeNext(out last, out _) && last.Text == "y", Is.True);
    }
}
