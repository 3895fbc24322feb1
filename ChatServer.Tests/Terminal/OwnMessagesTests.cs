using ChatServer.Terminal.Screens;
using ChatServer.Terminal.Start;
using ChatServer.Terminal.Talk;
using NUnit.Framework;

namespace ChatServer.Tests.Terminal;

/// <summary>What became of own messages.</summary>
public class OwnMessagesTests
{
    private readonly List<Entry> _changed = [];
    private readonly OwnMessages _own;

    public OwnMessagesTests() => _own = new OwnMessages(_changed.Add);

    [Test]
    public void News_that_come_before_the_receipt_are_not_lost()
    {
        OwnMessage message = Send();
        var id = Guid.NewGuid();
        _own.Update(id, OwnState.Read);
        _own.Update(id, OwnState.Delivered);
        _own.OnStored(message, id);
        Assert.That((message.State, MarkOf(message)), Is.EqualTo((OwnState.Read, "✓✓✓ ")));
    }

    [Test]
    public void News_that_come_late_change_nothing()
    {
        OwnMessage message = Send();
        var id = Guid.NewGuid();
        _own.OnStored(message, id);
        _own.Update(id, OwnState.Read);
        _own.Update(id, OwnState.Delivered);
        Assert.That(message.State, Is.EqualTo(OwnState.Read));
        Assert.That(_changed, Has.Count.EqualTo(2));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void News_of_other_messages_are_not_kept_longer_than_own_ones_are_under_way(bool isStored)
    {
        OwnMessage first = Send();
        var id = Guid.NewGuid();
        _own.Update(id, OwnState.Read);
        if (isStored)
            _own.OnStored(first, Guid.NewGuid());
        else
            _own.OnRefused(first);
        OwnMessage second = Send();
        _own.OnStored(second, id);
        Assert.That(second.State, Is.EqualTo(OwnState.Stored));
    }

    [Test]
    public void They_are_counted()
    {
        OwnMessage[] messages = [Send(), Send(), Send()];
        _own.OnStored(messages[0], Guid.NewGuid());
        _own.OnRefused(messages[2]);
        Assert.That((_own.Count(OwnState.UnderWay), _own.Count(OwnState.Stored, OwnState.Delivered), _own.Unread.Single()), Is.EqualTo((1, 1, messages[0])));
        Assert.That(_own.LastId, Is.EqualTo(messages[0].Id));
        Assert.That(MarkOf(messages[2]), Is.EqualTo("✗   "));
    }

    [Test]
    public void All_marks_have_the_same_width()
        => Assert.That(Enum.GetValues<OwnState>().Select(state => Cells.Of(OwnMessages.Mark(state).Text)), Is.All.EqualTo(4));

    private static string MarkOf(OwnMessage message) => message.Entry.Spans[OwnMessage.MarkIndex].Text;

    private OwnMessage Send()
    {
        var message = new OwnMessage(new Recipient("bob", IsGroup: false), new Entry(new Span("10:31 "), OwnMessages.Mark(OwnState.UnderWay), new Span("hi")));
        _own.Add(message);
        return message;
    }
}
