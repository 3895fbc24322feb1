using ChatServer.Client.Internal;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>How long a client pauses before it connects again.</summary>
public sealed class BackoffTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public void The_bound_doubles_up_to_the_longest()
    {
        var backoff = new Backoff(Second, 10 * Second, () => 1);
        Assert.That(Enumerable.Range(0, 6).Select(_ => backoff.Next(TimeSpan.Zero).TotalSeconds), Is.EqualTo(new[] { 1, 2, 4, 8, 10, 10 }));
    }

    [Test]
    public void Chance_chooses_below_the_bound()
    {
        double chance = 0;
        var backoff = new Backoff(Second, 10 * Second, () => chance);
        Assert.That(backoff.Next(TimeSpan.Zero), Is.EqualTo(TimeSpan.Zero));
        chance = 0.5;
        Assert.That(backoff.Next(TimeSpan.Zero), Is.EqualTo(Second));
    }

    [Test]
    public void What_the_server_asks_for_is_waited_for()
    {
        var backoff = new Backoff(Second, 10 * Second, () => 0.5);
        Assert.That(backoff.Next(8 * Second), Is.EqualTo(8.5 * Second));
    }

    [Test]
    public void A_link_that_held_begins_anew_and_one_that_did_not_does_not()
    {
        var backoff = new Backoff(Second, 10 * Second, () => 1);
        backoff.Next(TimeSpan.Zero);
        backoff.Next(TimeSpan.Zero);
        backoff.OnLinkEnded(Second);
        Assert.That(backoff.Next(TimeSpan.Zero), Is.EqualTo(4 * Second));
        backoff.OnLinkEnded(8 * Second);
        Assert.That(backoff.Next(TimeSpan.Zero), Is.EqualTo(Second));
    }
}
