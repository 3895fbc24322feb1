using NUnit.Framework;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>The driver must catch filters that break the rules, or the other tests prove nothing.</summary>
[TestFixture]
internal sealed class FilterDriverTests
{
    [Test]
    public void A_filter_that_takes_nothing_is_a_protocol_error()
    {
        var filter = new Lines { RestOnMiss = length => length };

        Assert.That(Run(filter, "abc", 3), Is.EqualTo(new Outcome([], true, 0)));
    }

    [Test]
    public void A_filter_that_keeps_the_array_instead_of_copying_reads_garbage()
        => Assert.That(Run(new Lines { Keep = true }, "ab\n", 1).Requests, Is.Not.EqualTo(new List<string> { "ab" }));

    [Test]
    public void A_filter_that_asks_for_an_offset_finds_its_bytes_in_front_of_the_block()
        => Assert.That(Run(new Lines { Keep = true, UseOffset = true }, "ab\ncde\n", 1), Is.EqualTo(new Outcome(["ab", "cde"], false, 0)));

    [Test]
    public void An_offset_of_the_whole_receive_buffer_is_refused()
        => Assert.That(
            () => Run(new Lines { Keep = true, UseOffset = true }, "abcdefgh", 1),
            Throws.InstanceOf<AssertionException>().With.Message.Contains("OffsetDelta is 8"));

    private static Outcome Run(Lines filter, string stream, int blockSize)
    {
        using (new NUnit.Framework.Internal.TestExecutionContext.IsolatedContext())
            return new FilterDriver<TextRequest>(filter, request => request.Text, 8).Run(Bytes.Of(stream), blockSize);
    }

    // Lines, read in place as third-party filters do.
    private sealed class Lines : IReceiveFilter<TextRequest>, IOffsetAdapter
    {
        private byte[] _array = [];
        private int _start;

        public Func<int, int> RestOnMiss { get; init; } = _ => 0;

        public bool Keep { get; init; }

        public bool UseOffset { get; init; }

        public int OffsetDelta => UseOffset ? LeftBufferSize : 0;

        public int LeftBufferSize { get; private set; }

        public IReceiveFilter<TextRequest>? NextReceiveFilter => null;

        public FilterState State => FilterState.Normal;

        public void Reset() => LeftBufferSize = 0;

        public TextRequest? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            int end = Array.IndexOf(readBuffer, (byte)'\n', offset, length);
            if (LeftBufferSize == 0)
                (_array, _start) = (readBuffer, offset);
            if (end < 0)
            {
                rest = RestOnMiss(length);
                LeftBufferSize += Keep ? length : 0;
                return null;
            }

            rest = offset + length - end - 1;
            int held = LeftBufferSize;
            LeftBufferSize = 0;
            return TextRequest.Of(_array, _start, held + end - offset);
        }
    }
}
