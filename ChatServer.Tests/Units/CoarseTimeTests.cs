using ChatServer.Core.Messages;
using NUnit.Framework;

namespace ChatServer.Tests.Units;

/// <summary>The clock of messages.</summary>
public class CoarseTimeTests
{
    // A tick of the system, and as much again because the thread may be interrupted between two reads.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(100);

    [Test]
    public void The_coarse_time_follows_the_exact_one()
    {
        var coarse = new CoarseTime();
        DateTimeOffset first = coarse.GetUtcNow();
        Assert.That(first, Is.EqualTo(DateTimeOffset.UtcNow).Within(Tolerance));
        Assert.That(() => coarse.GetUtcNow(), Is.GreaterThan(first + Tolerance).After(2000, 5));
        Assert.That(coarse.GetUtcNow(), Is.EqualTo(DateTimeOffset.UtcNow).Within(Tolerance));
    }
}
