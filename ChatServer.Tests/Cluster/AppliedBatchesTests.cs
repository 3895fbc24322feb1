using ChatServer.Postgres;
using NUnit.Framework;

namespace ChatServer.Tests.Cluster;

/// <summary>Which batches of other nodes are missing.</summary>
public sealed class AppliedBatchesTests
{
    private readonly AppliedBatches _applied = new();

    [SetUp]
    public void Start()
    {
        _applied.SetSelf(5);
        _applied.Start(4, 10);
    }

    [Test]
    public void A_batch_that_comes_after_one_of_a_node_that_left_the_database_long_ago_can_be_applied()
    {
        _applied.Keep(new HashSet<int> { 5, 6 });
        Assert.That(_applied.Includes(After(4, 11)), Is.True, "it has left while this node ran");
        Assert.That(_applied.Includes(After(3, 7)), Is.True, "it had left before this node started");
        Assert.That(_applied.Includes(After(6, 1)), Is.False, "it has just started");
    }

    [Test]
    public void A_batch_that_comes_after_a_missing_one_waits()
    {
        Assert.That(_applied.Includes(After(4, 11)), Is.False);
        _applied.Set(4, 11);
        Assert.That(_applied.Includes(After(4, 11)), Is.True);
    }

    private static Dictionary<int, long> After(int node, long number) => new() { [node] = number };
}
