using ChatServer.Core.Messages;
using ChatServer.Udp;
using NUnit.Framework;

namespace ChatServer.Tests.Udp;

public class UnconfirmedWindowTests
{
    // 1, 2, 4 ... 60 s.
    private readonly UnconfirmedWindow _window = new(new RepeatOptions());

    [Test]
    public void Pauses_double_up_to_the_longest()
    {
        Add(1, now: 0);
        long[] repeats = [.. Enumerable.Range(0, 200_000).Where(now => _window.TakeDue(now).Count > 0)];
        Assert.That(repeats, Is.EqualTo(new long[] { 1000, 3000, 7000, 15_000, 31_000, 63_000, 123_000, 183_000 }));
    }

    [Test]
    public void What_is_removed_does_not_come_again()
    {
        Add(1, now: 0);
        Add(2, now: 0);
        Assert.That((_window.Remove(Id(1), isConfirmed: true), _window.Remove(Id(1), isConfirmed: true)), Is.EqualTo((true, false)));
        Assert.That(_window.TakeDue(1000).Select(entry => entry.Message.Id), Is.EqualTo(new[] { Id(2) }));
        _window.Clear();
        Assert.That(_window.TakeDue(100_000), Is.Empty);
    }

    [TestCase(true, 16)]
    [TestCase(false, 4)]
    public void It_is_wide_when_a_confirmation_has_shown_that_somebody_is_there(bool isConfirmed, int expected)
    {
        Add(99, now: 0);
        _window.Remove(Id(99), isConfirmed);
        int count = 0;
        while (_window.HasRoom)
            Add(++count, now: 0);
        Assert.That(count, Is.EqualTo(expected));
    }

    private void Add(int number, long now) => _window.Add(new StoredMessage(Id(number), "romeo", "text", 0), isReplay: false, now);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
