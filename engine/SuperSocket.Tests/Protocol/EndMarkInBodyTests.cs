using NUnit.Framework;
using SuperSocket.Facility.Protocol;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

/// <summary>Three digits after the start mark tell the body's length; end marks before that length are data.</summary>
[TestFixture("$")]
[TestFixture("$$")]
[TestFixture("$1$")]
internal sealed class EndMarkInBodyTests(string end) : FilterFixture<TextRequest>
{
    private const int DigitCount = 3;
    private const int MaxBody = 999;

    // Larger bodies declare 999, which tells the filter to look for a last character instead.
    private const char Last = '.';

    protected override byte[] Alphabet => Bytes.Of(end + end + "!!00001");

    protected override IReceiveFilter<TextRequest> Create() => new Filter(end);

    protected override string Show(TextRequest request) => request.Text;

    protected override (byte[] Bytes, string Shown) Make(Random random, int size)
    {
        string body = string.Concat(Enumerable.Range(0, (size / 4) + 1).Select(i => random.Next(3) == 0 ? end : "ab" + end[0]));
        if (body.Length >= MaxBody)
            body += Last;
        string text = $"!{Math.Min(body.Length, MaxBody):000}{body}{end}";
        return (Bytes.Of(text), text);
    }

    protected override Outcome Reference(byte[] stream)
    {
        string text = Bytes.Text(stream);
        var requests = new List<string>();
        while (End(text) is > 0 and var length)
        {
            requests.Add(text[..length]);
            text = text[length..];
        }

        bool fits = text.Length == 0 || text[0] == '!';
        return new Outcome(requests, !fits, fits ? text.Length : 0);
    }

    private int End(string text)
    {
        for (int length = 1 + end.Length; text.StartsWith('!') && length <= text.Length; length++)
        {
            if (text.AsSpan(1, length - 1).EndsWith(end) && Filter.IsWhole(Bytes.Of(text[..length]), end.Length))
                return length;
        }

        return -1;
    }

    private sealed class Filter(string end) : BeginEndMarkReceiveFilter<TextRequest>(Bytes.Of("!"), Bytes.Of(end))
    {
        public static bool IsWhole(ReadOnlySpan<byte> request, int endMarkLength)
        {
            int bodyLength = request.Length - 1 - DigitCount - endMarkLength;
            if (bodyLength < 0 || !int.TryParse(request.Slice(1, DigitCount), out int declared))
                return false;
            return declared == MaxBody ? bodyLength > MaxBody && request[^(1 + endMarkLength)] == Last : bodyLength == declared;
        }

        protected override TextRequest? ProcessMatchedRequest(byte[] readBuffer, int offset, int length)
            => IsWhole(readBuffer.AsSpan(offset, length), end.Length) ? TextRequest.Of(readBuffer, offset, length) : NullRequestInfo;
    }
}
