using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>The first end mark ends a request.</summary>
[TestFixture("!", "$")]
[TestFixture("!", "!")]
[TestFixture("&&", "$$")]
[TestFixture("!!!", "!!")]
[TestFixture("&!&!", "$$&")]
internal sealed class BeginEndMarkReceiveFilterTests(string begin, string end) : FilterFixture<TextRequest>
{
    // The start mark comes often, so that random streams also have more than errors in them.
    protected override byte[] Alphabet => Bytes.Of(begin + begin + end + end + "x");

    protected override IReceiveFilter<TextRequest> Create() => new Filter(begin, end);

    protected override string Show(TextRequest request) => request.Text;

    protected override (byte[] Bytes, string Shown) Make(Random random, int size)
    {
        string text = begin + Bytes.Random(random, size, begin + end) + end;
        return (Bytes.Of(text), text);
    }

    protected override Outcome Reference(byte[] stream)
    {
        string text = Bytes.Text(stream);
        var requests = new List<string>();
        while (text.StartsWith(begin, StringComparison.Ordinal) && text.IndexOf(end, begin.Length, StringComparison.Ordinal) is >= 0 and var at)
        {
            requests.Add(text[..(at + end.Length)]);
            text = text[(at + end.Length)..];
        }

        bool fits = text.StartsWith(begin, StringComparison.Ordinal) || begin.StartsWith(text, StringComparison.Ordinal);
        return new Outcome(requests, !fits, fits ? text.Length : 0);
    }

    [Test]
    public void Bytes_before_the_begin_mark_are_an_error([Values(1, 3, 100)] int blockSize)
    {
        var (bytes, shown) = Make(new Random(1), 10);
        var filter = Create();

        var outcome = new FilterDriver<TextRequest>(filter, Show).Run([.. bytes, (byte)'x', .. bytes], blockSize);

        Assert.That(outcome, Is.EqualTo(new Outcome([shown], true, 0)));
        Assert.That(filter.State, Is.EqualTo(FilterState.Error));
    }

    [Test]
    public void A_block_without_any_byte_of_the_begin_mark_is_an_error()
        => Assert.That(new FilterDriver<TextRequest>(Create(), Show).Run(Bytes.Of("xxxx"), 4), Is.EqualTo(new Outcome([], true, 0)));

    private sealed class Filter(string begin, string end) : BeginEndMarkReceiveFilter<TextRequest>(Bytes.Of(begin), Bytes.Of(end))
    {
        protected override TextRequest? ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
            => TextRequest.Of(readBuffer, offset, length);
    }
}
