using ChatServer.Client.Internal;
using NUnit.Framework;

namespace ChatServer.Tests.Client;

/// <summary>Which messages a client knows.</summary>
public sealed class IdMemoryTests
{
    [Test]
    public void A_message_comes_for_the_first_time_once()
    {
        var ids = new IdMemory();
        Guid id = Guid.NewGuid();
        Assert.That((ids.TryOpen(id), ids.TryOpen(id), ids.IsOpen(id), ids.IsSettled(id)), Is.EqualTo((true, false, true, false)));
        ids.Settle(id);
        Assert.That((ids.TryOpen(id), ids.IsOpen(id), ids.IsSettled(id)), Is.EqualTo((false, false, true)));
    }

    [Test]
    public void Open_ones_are_all_remembered_and_settled_ones_only_as_far_as_asked()
    {
        var ids = new IdMemory(maxSettled: 2);
        Guid[] all = [.. Enumerable.Range(0, 5).Select(_ => Guid.NewGuid())];
        foreach (Guid id in all)
            ids.TryOpen(id);
        Assert.That(ids.Count, Is.EqualTo(5));
        foreach (Guid id in all)
            ids.Settle(id);
        Assert.That(all.Select(ids.IsSettled), Is.EqualTo(new[] { false, false, false, true, true }));
        Assert.That(ids.Count, Is.EqualTo(2));
    }

    [Test]
    public void Settling_what_is_not_open_changes_nothing()
    {
        var ids = new IdMemory();
        ids.Settle(Guid.NewGuid());
        Assert.That(ids.Count, Is.Zero);
    }
}
