using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>Two protocols on one connection: the first byte of each request tells which.</summary>
[TestFixture]
internal sealed class FilterSwitchingTests
{
    [Test]
    public void A_filter_is_chosen_for_each_request([Values(1, 2, 3, 7, 50)] int blockSize, [Values(false, true)] bool reuseArray)
    {
        var random = new Random(blockSize);
        string[] requests = [.. Enumerable.Range(0, 200).Select(i => random.Next(2) == 0 ? $"Y{i:0000}" : $"*{i}#")];
        var driver = new FilterDriver<TextRequest>(new Switch(), request => request.Text) { ReuseArray = reuseArray };

        var outcome = driver.Run(Bytes.Of(string.Concat(requests)), blockSize);

        Assert.That(outcome, Is.EqualTo(new Outcome(requests, false, 0)));
    }

    [Test]
    public void An_unknown_first_byte_is_an_error()
        => Assert.That(
            new FilterDriver<TextRequest>(new Switch(), request => request.Text).Run(Bytes.Of("*1#?"), 2),
            Is.EqualTo(new Outcome(["*1#"], true, 0)));

    private sealed class Switch : IReceiveFilter<TextRequest>
    {
        private readonly Sized _sized;
        private readonly Marked _marked;

        public Switch()
        {
            _sized = new Sized(this);
            _marked = new Marked(this);
        }

        public int LeftBufferSize => 0;

        public IReceiveFilter<TextRequest>? NextReceiveFilter { get; private set; }

        public FilterState State { get; private set; }

        public void Reset()
        {
        }

        public TextRequest? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            rest = length;
            NextReceiveFilter = (char)readBuffer[offset] switch { 'Y' => _sized, '*' => _marked, _ => null };
            if (NextReceiveFilter is null)
                State = FilterState.Error;
            return null;
        }
    }

    private sealed class Sized(Switch after) : FixedSizeReceiveFilter<TextRequest>(5)
    {
        private IReceiveFilter<TextRequest>? _next;

        public override IReceiveFilter<TextRequest>? NextReceiveFilter => _next;

        public override TextRequest? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            var request = base.Filter(readBuffer, offset, length, toBeCopied, out rest);
            _next = request is null ? null : after;
            return request;
        }

        protected override TextRequest? ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied)
            => TextRequest.Of(buffer, offset, length);
    }

    private sealed class Marked(Switch after) : BeginEndMarkReceiveFilter<TextRequest>("*"u8.ToArray(), "#"u8.ToArray())
    {
        public override TextRequest? Filter(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            var request = base.Filter(readBuffer, offset, length, toBeCopied, out rest);
            NextReceiveFilter = request is null ? null : after;
            return request;
        }

        protected override TextRequest? ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
            => TextRequest.Of(readBuffer, offset, length);
    }
}
