using ChatServer.Core.Limits;
using Microsoft.Extensions.Logging.Abstractions;
using NUnit.Framework;

namespace ChatServer.Tests.Limits;

/// <summary>When memory is short, and which limits fit into it.</summary>
public class MemoryGuardTests
{
    private const long MiB = 1024 * 1024;

    private readonly FakeMemory _memory = new();
    private readonly List<bool> _changes = [];
    private MemoryGuard _guard = null!;

    [SetUp]
    public void Create() => _guard = new MemoryGuard(_changes.Add, NullLogger.Instance, _memory);

    [TearDown]
    public void Dispose() => _guard.Dispose();

    [Test]
    public void Garbage_is_no_shortage()
    {
        Look(80);
        Assert.That((_memory.Requests, _guard.IsShort), Is.EqualTo((1, false)), "it lets the collector find out");
        Look(80);
        Assert.That(_guard.IsShort, Is.False, "the collection runs");
        _memory.Collections++;
        Look(40);
        Look(80);
        Assert.That(_changes, Is.Empty, "another growth begins");
    }

    [Test]
    public void What_is_in_use_after_a_collection_is_a_shortage_that_ends_when_there_is_room_again()
    {
        Look(80);
        _memory.Collections++;
        Look(80);
        Assert.That(_changes, Is.EqualTo(new[] { true }));
        Look(70);
        Assert.That(_guard.IsShort, Is.True, "not until there is some room");
        Assert.That(_memory.Requests, Is.EqualTo(1), "collections are not too frequent");
        _memory.Now += 6000;
        Look(70);
        Assert.That(_memory.Requests, Is.EqualTo(2), "what was short may be garbage");
        Look(60);
        Assert.That(_changes, Is.EqualTo(new[] { true, false }));
    }

    [Test]
    public void Near_the_end_there_is_no_time_for_a_collection()
    {
        Look(86);
        Assert.That(_changes, Is.EqualTo(new[] { true }));
    }

    [TestCase(24_000, 2_000_000, 268_435_456)]
    [TestCase(2200, 2_000_000, 268_435_456)]
    [TestCase(1024, 934_137, 125_377_782)]
    [TestCase(512, 371_095, 49_807_612)]
    [TestCase(100, 1000, 262_144)]
    public void Limits_are_lowered_to_what_fits(long mebibytes, long messages, long characters)
    {
        StoreLimits limits = MemoryBudget.Fit(new StoreLimits(), mebibytes * MiB);
        Assert.That((limits.MaxMessages, limits.MaxCharacters), Is.EqualTo((messages, characters)));
    }

    [Test]
    public void Limits_that_are_low_stay()
    {
        var limits = new StoreLimits { MaxMessages = 10, MaxCharacters = 100 };
        Assert.That(MemoryBudget.Fit(limits, 0), Is.EqualTo(limits));
    }

    private void Look(long percent)
    {
        _memory.Used = percent;
        _guard.Check();
    }

    private sealed class FakeMemory : MemoryGuard.IMemory
    {
        public long Used { get; set; }

        public long Limit => 100;

        public int Collections { get; set; }

        public long Now { get; set; }

        public int Requests { get; private set; }

        public void Collect() => Requests++;
    }
}
