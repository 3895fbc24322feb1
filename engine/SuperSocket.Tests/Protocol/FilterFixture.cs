using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>What every filter must do. A subclass says what its requests look like.</summary>
internal abstract class FilterFixture<TRequestInfo>
    where TRequestInfo : class, IRequestInfo
{
    private const int ReceiveBufferSize = 256;
    private const int Megabyte = 1024 * 1024;

    /// <summary>A new filter.</summary>
    protected abstract IReceiveFilter<TRequestInfo> Create();

    /// <summary>What the request says, copied.</summary>
    protected abstract string Show(TRequestInfo request);

    /// <summary>A request of about a number of bytes: the bytes and what <see cref="Show"/> must say.</summary>
    protected abstract (byte[] Bytes, string Shown) Make(Random random, int size);

    /// <summary>Splits a whole stream at once, slowly and obviously.</summary>
    protected abstract Outcome Reference(byte[] stream);

    /// <summary>The bytes of which random streams are made: many marks.</summary>
    protected abstract byte[] Alphabet { get; }

    /// <summary>Whether the filter holds every byte of an incomplete request.</summary>
    protected virtual bool HoldsAllBytes => true;

    /// <summary>How many bytes may be allocated for each byte of a large request that arrives byte by byte.</summary>
    protected virtual int AllocatedPerByte => 16;

    [Test]
    public void A_single_request_arrives_in_one_block()
    {
        var (bytes, shown) = Make(new Random(1), 20);

        Assert.That(Driver().Run(bytes, bytes.Length), Is.EqualTo(new Outcome([shown], false, 0)));
    }

    [Test]
    public void A_request_arrives_byte_by_byte()
    {
        var (bytes, shown) = Make(new Random(2), 50);

        Assert.That(Driver().Run(bytes, 1), Is.EqualTo(new Outcome([shown], false, 0)));
    }

    [TestCase(100)]
    [TestCase(1000)]
    public void Requests_arrive_byte_by_byte(int count)
    {
        var (stream, shown) = Stream(new Random(count), count, 30);

        Assert.That(Driver().Run(stream, 1), Is.EqualTo(new Outcome(shown, false, 0)));
    }

    [Test]
    public void Several_requests_arrive_in_one_block()
    {
        var (stream, shown) = Stream(new Random(3), 4, 10);

        Assert.That(stream, Has.Length.LessThanOrEqualTo(ReceiveBufferSize));
        Assert.That(Driver().Run(stream, stream.Length), Is.EqualTo(new Outcome(shown, false, 0)));
    }

    [Test]
    public void Requests_arrive_in_two_blocks_cut_at_every_place()
    {
        var (stream, shown) = Stream(new Random(4), 4, 20);

        for (int cut = 1; cut < stream.Length; cut++)
            Assert.That(Driver().Run(stream, cut, stream.Length), Is.EqualTo(new Outcome(shown, false, 0)), $"cut at {cut}");
    }

    [Test]
    public void Requests_arrive_in_arbitrary_splits([Values(100, 1000)] int count, [Range(1, 10)] int seed)
    {
        var random = new Random(seed);
        var (stream, shown) = Stream(random, count, 40);
        int[] sizes = [.. Enumerable.Range(0, 500).Select(_ => random.Next(1, random.Next(2, ReceiveBufferSize)))];

        Assert.That(Driver().Run(stream, sizes), Is.EqualTo(new Outcome(shown, false, 0)));
    }

    [Test]
    public void A_request_larger_than_the_receive_buffer_arrives([Values(1, 7, 255, 256)] int blockSize)
    {
        var random = new Random(5);
        var (bytes, shown) = Make(random, (20 * ReceiveBufferSize) + 3);
        var (next, nextShown) = Make(random, 10);

        Assert.That(Driver().Run([.. bytes, .. next], blockSize), Is.EqualTo(new Outcome([shown, nextShown], false, 0)));
    }

    [Test]
    public void Blocks_that_are_not_reused_give_the_same_requests()
    {
        var (stream, shown) = Stream(new Random(6), 200, 40);
        var driver = Driver(Create(), reuseArray: false);

        Assert.That(driver.Run(stream, 1, 17, 64, 3), Is.EqualTo(new Outcome(shown, false, 0)));
    }

    [Test]
    public void Reset_forgets_an_incomplete_request_at_every_place()
    {
        var (bytes, shown) = Make(new Random(7), 30);

        for (int cut = 1; cut < bytes.Length; cut++)
        {
            var filter = Create();
            Assert.That(Driver(filter).Run(bytes[..cut], 5), Is.EqualTo(new Outcome([], false, cut)));

            filter.Reset();
            Assert.That(filter.LeftBufferSize, Is.Zero);

            // What is left of the request means to the filter what it means to a new one.
            byte[] remainder = bytes[cut..];
            Assert.That(Driver(filter).Run(remainder, 5), Is.EqualTo(Driver().Run(remainder, 5)), $"cut at {cut}");
        }
    }

    [Test]
    public void After_Reset_a_request_arrives_again()
    {
        var (bytes, shown) = Make(new Random(7), 30);
        var filter = Create();

        for (int cut = 1; cut < bytes.Length; cut++)
        {
            Driver(filter).Run(bytes[..cut], 5);
            filter.Reset();
            Assert.That(Driver(filter).Run(bytes, 5), Is.EqualTo(new Outcome([shown], false, 0)), $"cut at {cut}");
        }
    }

    [Test]
    [MaxTime(300_000)]
    public void A_megabyte_byte_by_byte_costs_linear_memory_and_time()
    {
        var (bytes, shown) = Make(new Random(8), Megabyte);
        var driver = Driver();

        long before = GC.GetAllocatedBytesForCurrentThread();
        driver.Run(bytes, 1);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(driver.Outcome, Is.EqualTo(new Outcome([shown], false, 0)));
        Assert.That(allocated, Is.LessThan((long)AllocatedPerByte * bytes.Length));
    }

    [Test]
    public void Any_stream_in_any_split_gives_what_the_reference_gives()
    {
        var streams = Gen.Elements(Alphabet).ArrayOf().Resize(120);
        var sizes = Gen.Choose(1, 9).NonEmptyListOf().Select(list => list.ToArray());
        var cases = streams.Zip(sizes, (stream, blocks) => (stream, blocks)).ToArbitrary();

        Prop.ForAll(cases, one =>
        {
            var expected = Reference(one.stream);
            var actual = Driver().Run(one.stream, one.blocks);
            return actual.Equals(expected).Label($"expected {expected}, but was {actual}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private FilterDriver<TRequestInfo> Driver() => Driver(Create());

    private FilterDriver<TRequestInfo> Driver(IReceiveFilter<TRequestInfo> filter, bool reuseArray = true)
        => new(filter, Show, ReceiveBufferSize) { ReuseArray = reuseArray, HoldsAllBytes = HoldsAllBytes };

    private (byte[] Bytes, List<string> Shown) Stream(Random random, int count, int largest)
    {
        var bytes = new List<byte>();
        var shown = new List<string>();
        for (int i = 0; i < count; i++)
        {
            var (one, text) = Make(random, random.Next(1, largest));
            bytes.AddRange(one);
            shown.Add(text);
        }

        return ([.. bytes], shown);
    }
}
