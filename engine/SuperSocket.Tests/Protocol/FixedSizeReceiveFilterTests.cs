using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

[TestFixture(1)]
[TestFixture(2)]
[TestFixture(7)]
[TestFixture(23)]
internal sealed class FixedSizeReceiveFilterTests(int size) : FilterFixture<TextRequest>
{
    // The tests that ask for large requests get filters of that size: all requests of one filter have the size of the first.
    private int _size;

    protected override byte[] Alphabet => Bytes.Of("abc");

    [SetUp]
    public void UseTheSizeOfTheFixture() => _size = size;

    protected override IReceiveFilter<TextRequest> Create() => new Filter(_size);

    protected override string Show(TextRequest request) => request.Text;

    protected override (byte[] Bytes, string Shown) Make(Random random, int size)
    {
        if (size > 1000)
            _size = size;
        string text = Bytes.Random(random, _size);
        return (Bytes.Of(text), text);
    }

    protected override Outcome Reference(byte[] stream)
    {
        var requests = new List<string>();
        int position = 0;
        for (; stream.Length - position >= _size; position += _size)
            requests.Add(Bytes.Text(stream.AsSpan(position, _size)));
        return new Outcome(requests, false, stream.Length - position);
    }

    [Test]
    public void A_size_of_zero_is_refused() => Assert.That(() => new Filter(0), Throws.InstanceOf<ArgumentOutOfRangeException>());

    // Implements the initializer again and does not call the base's: the base must not need it.
    private sealed class Filter(int size) : FixedSizeReceiveFilter<TextRequest>(size), IReceiveFilterInitializer
    {
        void IReceiveFilterInitializer.Initialize(IAppServer appServer, IAppSession session)
        {
        }

        protected override TextRequest? ProcessMatchedRequest(byte[] buffer, int offset, int length, bool toBeCopied)
            => TextRequest.Of(buffer, offset, length);
    }
}
