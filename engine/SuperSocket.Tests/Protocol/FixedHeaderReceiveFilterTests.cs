using System.Buffers.Binary;
using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>A key byte and a length of one or four bytes, then the body.</summary>
[TestFixture(2)]
[TestFixture(5)]
internal sealed class FixedHeaderReceiveFilterTests(int headerSize) : FilterFixture<TextRequest>
{
    protected override byte[] Alphabet => [0, 0, 0, 1, 2, 5];

    protected override IReceiveFilter<TextRequest> Create() => new Filter(headerSize);

    protected override string Show(TextRequest request) => request.Text;

    protected override (byte[] Bytes, string Shown) Make(Random random, int size)
    {
        if (headerSize == 2)
            size = Math.Min(size, byte.MaxValue);
        byte[] header = Filter.Header(headerSize, size);
        string body = Bytes.Random(random, size);
        return ([.. header, .. Bytes.Of(body)], "k" + body);
    }

    protected override Outcome Reference(byte[] stream)
    {
        var requests = new List<string>();
        int position = 0;
        while (stream.Length - position >= headerSize)
        {
            uint length = headerSize == 2
                ? stream[position + 1]
                : BinaryPrimitives.ReadUInt32BigEndian(stream.AsSpan(position + 1));
            if (stream.Length - position - headerSize < length)
                break;
            requests.Add(Bytes.Text(stream.AsSpan(position, 1)) + Bytes.Text(stream.AsSpan(position + headerSize, (int)length)));
            position += headerSize + (int)length;
        }

        return new Outcome(requests, false, stream.Length - position);
    }

    [Test]
    public void Bodies_of_one_byte_to_one_megabyte_arrive([Values(1, 255, 256, 257, 4096, 65_535, 1_048_576)] int size)
    {
        string body = Bytes.Random(new Random(size), size);
        byte[] bytes = [.. Filter.Header(5, size), .. Bytes.Of(body)];
        var driver = new FilterDriver<TextRequest>(new Filter(5), Show, 4096);

        Assert.That(driver.Run([.. bytes, .. bytes], 1, 4096, 100, 1460), Is.EqualTo(new Outcome(["k" + body, "k" + body], false, 0)));
    }

    [TestCase(-1)]
    [TestCase(int.MinValue)]
    public void A_negative_length_is_an_error(int bodyLength)
    {
        var filter = new Filter(5);

        var request = filter.Filter([.. Filter.Header(5, bodyLength), 1], 0, 6, true, out _);

        Assert.That(request, Is.Null);
        Assert.That(filter.State, Is.EqualTo(FilterState.Error), "The engine closes the session.");
    }

    [Test]
    public void A_request_without_a_body_has_no_body_array()
    {
        var filter = new Filter(5);

        var request = filter.Filter([.. Filter.Header(5, 0), 1], 0, 6, true, out int rest);

        Assert.That(request, Is.EqualTo(new TextRequest("k-")));
        Assert.That(rest, Is.EqualTo(1));
        Assert.That(filter.Resets, Is.EqualTo(1));
    }

    [Test]
    public void The_declared_length_is_known_when_the_header_is()
    {
        var filter = new Filter(5);
        byte[] header = Filter.Header(5, int.MaxValue);

        filter.Filter(header, 0, 4, true, out _);
        Assert.That(((IDeclaredLength)filter).DeclaredLength, Is.Zero);

        filter.Filter([header[4], 1, 2, 3], 0, 4, true, out int rest);
        Assert.That(((IDeclaredLength)filter).DeclaredLength, Is.EqualTo(5L + int.MaxValue));
        Assert.That(rest, Is.EqualTo(3), "The engine must be asked before the body is taken.");
        Assert.That(filter.LeftBufferSize, Is.EqualTo(5));

        filter.Filter([1, 2, 3], 0, 3, true, out _);
        Assert.That(filter.LeftBufferSize, Is.EqualTo(8));

        filter.Reset();
        Assert.That(((IDeclaredLength)filter).DeclaredLength, Is.Zero);
    }

    [Test]
    public void The_declared_length_ends_with_the_request()
    {
        var filter = new Filter(2);
        var seen = new List<long>();
        var driver = new FilterDriver<TextRequest>(filter, Show) { AfterFilter = f => seen.Add(((IDeclaredLength)f).DeclaredLength) };

        driver.Run([.. Filter.Header(2, 3), 1, 2, 3], 5);

        Assert.That(seen, Is.EqualTo(new long[] { 5, 0 }));
    }

    [Test]
    public void A_large_declared_length_costs_no_memory()
    {
        var filter = new Filter(5);
        byte[] stream = [.. Filter.Header(5, int.MaxValue), 1, 2, 3, 4, 5];
        var driver = new FilterDriver<TextRequest>(filter, Show);

        long before = GC.GetAllocatedBytesForCurrentThread();
        driver.Run(stream, 3);

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(100_000));
    }

    [Test]
    public void A_header_may_be_kept_after_the_call()
    {
        var filter = new Filter(2);
        byte[] buffer = [.. Filter.Header(2, 1), 9];
        filter.Filter(buffer, 0, 3, true, out int rest);
        filter.Filter(buffer, 2, rest, true, out _);

        buffer.AsSpan().Clear();

        Assert.That(filter.LastHeader.ToArray(), Is.EqualTo(Filter.Header(2, 1)));
    }

    [Test]
    public void Reset_is_called_once_after_each_request()
    {
        var filter = new Filter(2);
        byte[] one = [.. Filter.Header(2, 3), 1, 2, 3];

        new FilterDriver<TextRequest>(filter, Show).Run([.. one, .. one, .. one], 4);

        Assert.That(filter.Resets, Is.EqualTo(3));
    }

    // Implements the initializer again and does not call the base's: the base must not need it.
    private sealed class Filter(int headerSize) : FixedHeaderReceiveFilter<TextRequest>(headerSize), IReceiveFilterInitializer
    {
        public int Resets { get; private set; }

        public ArraySegment<byte> LastHeader { get; private set; }

        public static byte[] Header(int headerSize, int bodyLength)
        {
            byte[] header = new byte[headerSize];
            header[0] = (byte)'k';
            if (headerSize == 2)
                header[1] = (byte)bodyLength;
            else
                BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), bodyLength);
            return header;
        }

        void IReceiveFilterInitializer.Initialize(IAppServer appServer, IAppSession session)
        {
        }

        public override void Reset()
        {
            base.Reset();
            Resets++;
        }

        protected override int GetBodyLengthFromHeader(byte[] header, int offset, int length)
            => length == 2 ? header[offset + 1] : BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(offset + 1, length - 1));

        protected override TextRequest? ResolveRequestInfo(ArraySegment<byte> header, byte[]? bodyBuffer, int offset, int length)
        {
            LastHeader = header;
            string key = Bytes.Text(header.AsSpan(0, 1));
            if (bodyBuffer is null && length == 0 && header.Count == 5 && key == "k")
                return new TextRequest("k-");
            return new TextRequest(key + Bytes.Text(bodyBuffer.AsSpan(offset, length)));
        }
    }
}
