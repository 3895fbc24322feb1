using System.Text;
using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

[TestFixture(1)]
[TestFixture(2)]
[TestFixture(9)]
internal sealed class CountSpliterReceiveFilterTests(int count) : FilterFixture<TextRequest>
{
    protected override byte[] Alphabet => Bytes.Of("#ab");

    protected override IReceiveFilter<TextRequest> Create() => new Filter(count);

    protected override string Show(TextRequest request) => request.Text;

    protected override (byte[] Bytes, string Shown) Make(Random random, int size)
    {
        string text = string.Concat(Enumerable.Range(0, count).Select(_ => Bytes.Random(random, size / count, "#") + "#"));
        return (Bytes.Of(text), text);
    }

    protected override Outcome Reference(byte[] stream)
    {
        string[] parts = Bytes.Text(stream).Split('#');
        int whole = (parts.Length - 1) / count;
        var requests = Enumerable.Range(0, whole).Select(i => string.Join('#', parts[(i * count)..((i + 1) * count)]) + "#");
        return new Outcome([.. requests], false, string.Join('#', parts[(whole * count)..]).Length);
    }

    private sealed class Filter(int count) : CountSpliterReceiveFilter<TextRequest>((byte)'#', count)
    {
        protected override TextRequest? ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
            => TextRequest.Of(readBuffer, offset, length);
    }
}

[TestFixture]
internal sealed class CountSpliterTextTests
{
    private static StringRequestInfo Filter(IReceiveFilter<StringRequestInfo> filter, byte[] bytes)
        => filter.Filter(bytes, 0, bytes.Length, true, out _) ?? throw new InvalidOperationException("No request.");

    [Test]
    public void The_outer_separators_are_dropped_and_all_parts_are_parameters()
    {
        var filter = new CountSpliterReceiveFilterFactory((byte)'#', 4).CreateFilter(null!, null!, null!);

        var request = Filter(filter, Bytes.Of("#LOGIN#kerry#123#"));

        Assert.That(request.Key, Is.EqualTo("LOGIN"));
        Assert.That(request.Body, Is.EqualTo("LOGIN#kerry#123"));
        Assert.That(string.Join("|", request.Parameters), Is.EqualTo("LOGIN|kerry|123"));
    }

    [Test]
    public void The_key_may_be_any_part_and_the_text_in_any_encoding()
    {
        var filter = new CountSpliterReceiveFilter((byte)'#', 3, Encoding.UTF8, 1);

        var request = Filter(filter, Encoding.UTF8.GetBytes("#名字#登录#"));

        Assert.That(request.Key, Is.EqualTo("登录"));
        Assert.That(string.Join("|", request.Parameters), Is.EqualTo("名字|登录"));
    }

    [Test]
    public void Empty_parts_stay()
    {
        var request = Filter(new CountSpliterReceiveFilter((byte)'#', 4), Bytes.Of("#A###"));

        Assert.That(string.Join("|", request.Parameters), Is.EqualTo("A||"));
    }

    [Test]
    public void Generic_factories_make_their_filter()
    {
        Assert.That(new CountSpliterReceiveFilterFactory<Three>().CreateFilter(null!, null!, null!), Is.TypeOf<Three>());
        Assert.That(new CountSpliterReceiveFilterFactory<Three, StringRequestInfo>().CreateFilter(null!, null!, null!), Is.TypeOf<Three>());
    }

    private sealed class Three() : CountSpliterReceiveFilter((byte)'#', 3);
}
