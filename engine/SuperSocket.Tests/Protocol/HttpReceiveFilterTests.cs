using System.Collections.Specialized;
using System.Globalization;
using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>Requests with a Content-Length and, without one, requests that are only a header.</summary>
[TestFixture]
internal sealed class HttpReceiveFilterTests : FilterFixture<HttpReceiveFilterTests.Request>
{
    protected override byte[] Alphabet => Bytes.Of("\r\n\r\n\r\n\r\na");

    // The header is parsed when the body starts, and not held any longer.
    protected override bool HoldsAllBytes => false;

    // The test's own filter adds a segment for each byte.
    protected override int AllocatedPerByte => 128;

    protected override IReceiveFilter<Request> Create() => new Filter();

    protected override string Show(Request request) => $"{request.Header["X-Name"]}/{request.Header.Count}/{request.Body}";

    protected override (byte[] Bytes, string Shown) Make(Random random, int size)
    {
        string name = $"n{random.Next(1000)}";
        if (size % 3 == 0)
            return (Bytes.Of($"GET / HTTP/1.1\r\nX-Name: {name}\r\n\r\n"), $"{name}/1/");

        string body = Bytes.Random(random, size);
        return (Bytes.Of($"POST / HTTP/1.1\r\nX-Name: {name}\r\nContent-Length: {size}\r\n\r\n{body}"), $"{name}/2/{body}");
    }

    // Random streams have no header lines with a colon, so all requests are headers.
    protected override Outcome Reference(byte[] stream)
    {
        string[] parts = Bytes.Text(stream).Split("\r\n\r\n");
        return new Outcome([.. parts[..^1].Select(_ => "/0/")], false, parts[^1].Length);
    }

    [Test]
    public void Requests_do_not_share_their_header_lines()
    {
        var filter = new Filter();
        var first = Take(filter, "GET /\r\nA: 1\r\n\r\n");
        var second = Take(filter, "GET /\r\nB: 2\r\n\r\n");

        Assert.That((first.Header["A"], first.Header["B"]), Is.EqualTo(("1", (string?)null)));
        Assert.That((second.Header["A"], second.Header["B"]), Is.EqualTo(((string?)null, "2")));
    }

    private static Request Take(Filter filter, string text)
        => filter.Filter(Bytes.Of(text), 0, text.Length, true, out _) ?? throw new InvalidOperationException("No request.");

    internal sealed class Request(NameValueCollection header, string body) : HttpRequestInfoBase<string>("key", header, body);

    private sealed class Filter : HttpReceiveFilterBase<Request>
    {
        protected override Request? FilterRequestHeader(NameValueCollection header)
            => header["Content-Length"] is null ? new Request(header, string.Empty) : null;

        protected override Request? FilterRequestBody(byte[] readBuffer, int offset, int length, bool toBeCopied, out int rest)
        {
            int missing = int.Parse(HeaderItems["Content-Length"]!, CultureInfo.InvariantCulture) - BufferSegments.Count;
            int taken = Math.Min(missing, length);
            rest = length - taken;
            AddArraySegment(readBuffer, offset, taken, toBeCopied);
            return taken == missing ? new Request(HeaderItems, Bytes.Text(BufferSegments.ToArrayData())) : null;
        }
    }
}
