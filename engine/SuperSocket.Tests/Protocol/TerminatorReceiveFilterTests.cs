using NUnit.Framework;
using SuperSocket.SocketBase.Protocol;

namespace SuperSocket.Tests.Protocol;

[TestFixture("\r\n")]
[TestFixture("#")]
[TestFixture("##")]
[TestFixture("##*##")]
[TestFixture("##*##*<>")]
internal sealed class TerminatorReceiveFilterTests(string terminator) : FilterFixture<TextRequest>
{
    protected override byte[] Alphabet => Bytes.Of(terminator + terminator + "x");

    protected override IReceiveFilter<TextRequest> Create() => new Filter(terminator);

    protected override string Show(TextRequest request) => request.Text;

    protected override (byte[] Bytes, string Shown) Make(Random random, int size)
    {
        // All of the terminator but its last character may be in a request, also at its end.
        string text = Bytes.Random(random, size, terminator[^1..]);
        if (terminator.Length > 1 && terminator[..^1].IndexOf(terminator[^1], StringComparison.Ordinal) < 0)
            text += terminator[..^1];
        return (Bytes.Of(text + terminator), text);
    }

    protected override Outcome Reference(byte[] stream)
    {
        string text = Bytes.Text(stream);
        string[] parts = text.Split(terminator);
        return new Outcome(parts[..^1], false, parts[^1].Length);
    }

    private sealed class Filter(string terminator) : TerminatorReceiveFilter<TextRequest>(Bytes.Of(terminator))
    {
        protected override TextRequest? ProcessMatchedRequest(byte[] data, int offset, int length)
            => TextRequest.Of(data, offset, length);
    }
}
